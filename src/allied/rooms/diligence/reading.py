"""Reads how likely, how bad and how late a risk is, as people write it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from allied.kit.errors import Refused
from allied.kit.words import listed, quoted, shortened
from allied.papers.workbook.numbers import Amount, read_amount
from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.scales import LARGEST, LEVELS, Band, Measure, Scales, at_level, measured

PROBABILITY = "Write a level from 1 to 5 or a percentage such as 30%."
IMPACT = "Write a level from 1 to 5 or an amount such as 400 k."
SMALLEST_BARE = 25
"""A bare number up to here is a slip: a level from another scale, or thousands left off."""
POWERS = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}
SCALED = re.compile(rf"(?<=[0-9])\s*({'|'.join(POWERS)})(?![A-Za-z])", re.IGNORECASE)
PERCENT = re.compile(r"\s*per ?cent$", re.IGNORECASE)


def read_probability(text: str, scales: Scales) -> Measure | None:
    """Reads "3", "30%" or "likely"; nothing when empty. Refuses (field "probability")."""
    said = _said(text)
    if not said:
        return None
    level = _level_of(said, scales.probability)
    if level:
        return level
    found = read_amount(PERCENT.sub("%", said))
    if found and found.sign == "%" and 0 <= found.number <= 100:
        return measured(scales.probability, found.number / 100)
    names = listed([band.name for band in scales.probability], "or")
    sentence = f"{_echo(said)} is not a probability. {PROBABILITY} {names.capitalize()} works too."
    raise Refused("not_a_probability", sentence, field="probability")


def read_impact(text: str, scales: Scales) -> Measure | None:
    """Reads "3", "€400 k", "400,000" or "major"; nothing when empty. Refuses (field "impact").

    A bare number up to 5 is a level; a small amount is written with its currency.
    """
    said = _said(text)
    if not said:
        return None
    level = _level_of(said, scales.impact)
    if level:
        return level
    bare = read_amount(said)
    if bare is None and not re.search("[0-9]", said):
        raise Refused("not_an_impact", f"{_echo(said)} is not an impact. {IMPACT}", field="impact")
    if bare and not bare.sign and bare.number <= SMALLEST_BARE:
        sentence = f"{_echo(said)} is neither a level nor an amount. {IMPACT}"
        if bare.number > LEVELS[-1]:
            sentence += (
                f" If you mean so little, write it with its currency: {scales.currency} {said}."
            )
        raise Refused("not_an_impact", sentence, field="impact")
    amount = read_money(said, scales.currency, field="impact")
    if not amount:
        sentence = f"A risk that costs nothing is no risk. {IMPACT}"
        raise Refused("impact_of_nothing", sentence, field="impact")
    return measured(scales.impact, amount)


def read_delay(text: str, scales: Scales, limits: Limits) -> Measure | None:
    """Reads a number of days such as "20" or "20 days"; nothing when empty (field "delay").

    Without bands of delay the level is 0: kept beside the risk, moving no cell.
    """
    said = _said(text)
    if not said:
        return None
    found = read_amount(re.sub(r"\s*days?$", "", said, flags=re.IGNORECASE))
    most = limits.most_delay_days
    if not found or found.sign or found.number not in range(1, most + 1):
        sentence = f"{_echo(said)} is not a delay. Write whole days from 1 to {most:,}."
        raise Refused("not_a_delay", sentence, field="delay")
    if not scales.delay:
        return Measure(0, found.number, own=True)
    return measured(scales.delay, found.number)


def read_money(text: str, currency: str, *, field: str = "amount") -> Decimal:
    """Reads "€1.84 m", "EUR 1,840,000" or "112 k" in the alliance's currency; never negative.

    A point before the last digits is decimal, a comma before three digits separates thousands.
    Refuses what is no amount, another currency, and more than a thousand trillion.
    """
    said = _said(text)
    found = _scaled(said)
    if found is None or found.sign == "%" or found.number < 0:
        sentence = f"{_echo(said)} is not an amount. Write it as 400 k, 1.84 m or 112,000."
        raise Refused("not_an_amount", sentence, field=field)
    if found.sign and found.sign != currency:
        sentence = f"{_echo(said)} is in {found.sign}; this alliance counts in {currency}."
        raise Refused("other_currency", sentence, field=field)
    if found.number > LARGEST:
        sentence = f"{_echo(said)} is more than a thousand trillion. Check the zeros."
        raise Refused("amount_too_large", sentence, field=field)
    return found.number


def _scaled(said: str) -> Amount | None:
    """The amount with its k, m or bn worked in; nothing when two of them stand there."""
    powers = SCALED.findall(said)
    found = read_amount(SCALED.sub("", said))
    if found is None or len(powers) > 1:
        return None
    if abs(found.number) > LARGEST:
        return Amount(found.number, found.sign)
    power = POWERS[powers[0].lower()] if powers else 0
    return Amount(found.number * 10**power, found.sign)


def _level_of(said: str, bands: Sequence[Band]) -> Measure | None:
    """The level that is written as a whole number or as its word."""
    for band in bands:
        if said == str(band.level) or said.casefold() == band.name.casefold():
            return at_level(bands, band.level)
    return None


def _said(text: str) -> str:
    return " ".join(text.split())


def _echo(said: str) -> str:
    return quoted(shortened(said, 40))
