"""Value at stake: reading and writing amounts, and the debt of decisions not taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from allied.kit.amounts import SIGNS, money

CURRENCIES = {sign: code for code, sign in SIGNS.items()}
SCALES = {
    "": 0,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "bn": 9,
    "b": 9,
    "billion": 9,
}
SHAPE = re.compile(
    r"(?P<before>[A-Z]{3}|[€$£¥])?\s*"
    r"(?P<figures>[0-9](?:[0-9 .,'’]*[0-9])?)\s*"
    r"(?P<scale>[A-Za-z]*?)\s*"
    r"(?P<after>[A-Z]{3}|[€$£¥])?"
)
THOUSANDS_GAP = re.compile(r"(?<=[0-9])[ '’](?=[0-9]{3}(?![0-9]))")
ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?")
CONTINENTAL = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,}|[0-9]{1,3}(\.[0-9]{3})*,[0-9]+|[0-9]+,[0-9]+")
LARGEST = Decimal(10) ** 15


class NotAnAmount(ValueError):
    """The text is not an amount of money; the message says what is accepted."""


@dataclass(frozen=True)
class Value:
    """An amount of money at stake: never negative."""

    currency: str
    amount: Decimal


def parse_value(text: str, currency: str = "") -> Value:
    """Reads "€1.84 m", "EUR 1,840,000" or "112k" (in the alliance's currency).

    A point is a decimal point, a comma before three digits separates thousands.
    """
    said = " ".join(text.split())
    shape = SHAPE.fullmatch(said)
    scale = SCALES.get(shape["scale"].lower()) if shape else None
    figures = _figures(shape["figures"]) if shape else None
    if shape is None or scale is None or figures is None:
        raise NotAnAmount(f"“{said}” is not an amount; write it as €1.84 m or EUR 112,000.")
    marks = {CURRENCIES.get(mark, mark) for mark in (shape["before"], shape["after"]) if mark}
    if len(marks) > 1 or not (marks or currency):
        raise NotAnAmount(f"“{said}” needs one currency, such as € or EUR.")
    amount = figures.scaleb(scale)
    if amount > LARGEST:
        raise NotAnAmount(f"“{said}” is more than a thousand trillion; check the zeros.")
    return Value(marks.pop() if marks else currency, amount)


def format_value(value: Value) -> str:
    """The amount in three figures, as the pages write it: €1.84 m, €112 k, CHF 950."""
    return money(value.amount, value.currency)


@dataclass(frozen=True)
class Undecided:
    """A decision that waits: how long, for whom, and what is at stake."""

    age_days: int
    value: Value | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class Debt:
    """What undecided questions cost in waiting: value times working days, per pen-holder."""

    party: str
    currency: str
    decisions: int
    value_days: Decimal


def decision_debt(undecided: Iterable[Undecided]) -> tuple[Debt, ...]:
    """Age times value by the party that holds the pen, largest first in each currency.

    A decision that waits for two parties counts for both; currencies are never added up.
    Decisions without a value are left out: an unknown value is not zero.
    """
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for one in undecided:
        if one.value is None:
            continue
        for party in one.waits_for:
            count, total = sums.get((one.value.currency, party), (0, Decimal(0)))
            more = total + one.age_days * one.value.amount
            sums[one.value.currency, party] = (count + 1, more)
    debts = [Debt(party, code, count, total) for (code, party), (count, total) in sums.items()]
    return tuple(sorted(debts, key=lambda debt: (debt.currency, -debt.value_days, debt.party)))


def _figures(figures: str) -> Decimal | None:
    """The number itself: 1,840,000.50 or 1.840.000,50 or 1 840 000; a lone point is decimal."""
    plain = THOUSANDS_GAP.sub("", figures)
    if ENGLISH.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if CONTINENTAL.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return None
