"""Reads the value of one cell; raises Wrong with what is wrong and what would be accepted."""

import re
import zoneinfo
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from .cells import Cell
from .columns import CHOICES, Kind
from .currencies import currency_of
from .dates import in_range, read_date, read_month
from .limits import MAX_NAME, MAX_TEXT
from .numbers import Amount, fits, read_amount, settled
from .problems import Wrong
from .words import key, plain_name, plain_text, shown, squeeze

_EMAIL: Final = re.compile(
    r"[^\s@<>()\[\],;:\"\\.]+(\.[^\s@<>()\[\],;:\"\\.]+)*"
    r"@([^\W_]([\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]"
)
_MAX_EMAIL: Final = 254


def name(cell: Cell) -> str:
    """A name on one line; text that its author marked as text stays as it is."""
    return short(cell, _literal(cell, plain_name), MAX_NAME)


def text(cell: Cell) -> str:
    """A text that may have several lines."""
    return short(cell, _literal(cell, plain_text), MAX_TEXT)


def email(cell: Cell) -> str:
    """An e-mail address in small letters."""
    address = plain_name(cell.as_text).lower()
    if len(address) > _MAX_EMAIL or not _EMAIL.fullmatch(address):
        raise wrong(cell, "is not an e-mail address", Kind.EMAIL)
    return address


def day(cell: Cell) -> date:
    """A date from 1950 to 2199."""
    found = cell.content if isinstance(cell.content, date) else None
    if cell.kind in ("text", "quoted"):
        found = read_date(str(cell.content))
    if found is None or not in_range(found):
        raise wrong(cell, "is not a date", Kind.DATE)
    return found


def month(cell: Cell) -> date | None:
    """The first day of the month that a column name means, or nothing."""
    if isinstance(cell.content, date):
        return cell.content.replace(day=1) if in_range(cell.content) else None
    found = read_month(cell.as_text) if cell.kind in ("text", "quoted") else None
    return found if found and in_range(found) else None


def amount(cell: Cell) -> Amount:
    """A number with the sign beside it."""
    found = amount_of(cell)
    if found is None:
        raise wrong(cell, "is not a number", Kind.NUMBER)
    if not fits(found.number):
        raise wrong(cell, "has too many digits", Kind.NUMBER)
    return found


def count(cell: Cell) -> int:
    """A whole number from 1 to 1,000."""
    return _whole(cell, Kind.COUNT, 1, 1_000)


def score(cell: Cell) -> int:
    """A whole number from 1 to 5."""
    return _whole(cell, Kind.SCORE, 1, 5)


def yes_no(cell: Cell) -> bool:
    """Yes or no in any of the usual spellings."""
    return choice(cell, Kind.YES_NO) == "yes"


def currency(cell: Cell) -> str:
    """The ISO 4217 code of a currency."""
    code = currency_of(cell.as_text)
    if not code:
        raise wrong(cell, "is not a currency", Kind.CURRENCY)
    return code


def zone(cell: Cell) -> str:
    """The name of a time zone as the tz database spells it."""
    found = _zones().get(key(cell.as_text).replace(" ", "_"))
    if not found:
        raise wrong(cell, "is not a time zone", Kind.ZONE)
    return found


def choice_of(kind: Kind, written: str) -> str:
    """The word of a list of choices that a text means, or nothing."""
    return _words(kind).get(squeeze(written), "")


def amount_of(cell: Cell) -> Amount | None:
    """The number of a cell with the sign beside it, or nothing when it is not a number."""
    if isinstance(cell.content, Decimal):
        number = settled(str(cell.content))
        return Amount(number, "%" if cell.kind == "percent" else "") if number is not None else None
    return read_amount(str(cell.content)) if cell.kind in ("text", "quoted") else None


def _whole(cell: Cell, kind: Kind, least: int, most: int) -> int:
    found = amount_of(cell)
    if found is None or found.sign or found.number != int(found.number):
        raise wrong(cell, "is not a whole number", kind)
    if not least <= found.number <= most:
        raise wrong(cell, "is out of range", kind)
    return int(found.number)


def choice(cell: Cell, kind: Kind) -> str:
    """The word of a list of choices; raises Wrong for any other."""
    found = choice_of(kind, cell.as_text)
    if not found:
        raise wrong(cell, "is not one of the choices", kind)
    return found


def _literal(cell: Cell, plain: Callable[[str], str]) -> str:
    return str(cell.content) if cell.kind == "quoted" else plain(cell.as_text)


def short(cell: Cell, found: str, most: int) -> str:
    """The text itself; raises Wrong when it is longer than its column may be."""
    if len(found) > most:
        kind = Kind.NAME if most == MAX_NAME else Kind.TEXT
        raise wrong(cell, f"has {len(found):,} characters", kind)
    return found


def wrong(cell: Cell, what: str, kind: Kind) -> Wrong:
    """The refusal of a value, with the value and what its column accepts."""
    return Wrong(f"{shown(cell.as_text)} {what}", kind.value)


@cache
def _words(kind: Kind) -> dict[str, str]:
    return {squeeze(word): words[0] for words in CHOICES[kind] for word in words}


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in zoneinfo.available_timezones()}
