"""Reads what the workbook grades and times: levels, money, bands, service levels, rhythms."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .cells import Cell
from .columns import RHYTHMS, Kind
from .limits import MAX_TEXT
from .numbers import fits, read_amount, settled
from .rhythm import read_rrule
from .values import amount_of, choice_of, short, wrong
from .words import plain_name, plain_text, squeeze

SOMETIMES: Final = "sometimes: "
_DAYS: Final = re.compile(r"(\d{1,9})(?:\.0+)? ?(?:w?d|(?:(?:working|business|work) ?)?days?)?")
_LENGTH: Final = re.compile(r"(.+?) ?(?:w?d|(?:(?:working|business|work) ?)?days?)?")
_PHASE: Final = re.compile(r"(?:day |first |d)?(30|60|90)(?:\.0+)?(?:[ -]?days?|d)?")
_BAND: Final = re.compile(r"(.+?)\s*(?:\bto\b|–|—|\.\.|(?<=[\d%])\s*-)\s*(.+)")
_SOMETIMES: Final = re.compile(
    r"sometimes\s*(?:[:,–—]|-\s|(?=\()|(?=if\b)|(?=when\b)|(?=above\b)|(?=over\b))\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Probability:
    """A level from 1 to 5 or a share from 0 to 1; exactly one of them is given."""

    level: int | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """A level from 1 to 5 or an amount of money; without a sign the currency is empty."""

    level: int | None = None
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a KPI should reach; `high` is given for a band only."""

    low: Decimal
    high: Decimal | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """Whether a decision needs both sides, with the condition when it is sometimes."""

    answer: str
    condition: str = ""


def days(cell: Cell) -> int:
    """A service level in working days: `10 days`, `10 working days` or `10`."""
    found = _DAYS.fullmatch(plain_name(cell.as_text).casefold())
    number = int(found[1]) if found and cell.kind != "date" else 0
    if not 1 <= number <= 999:
        raise wrong(cell, "is not a number of working days", Kind.DAYS)
    return number


def duration(cell: Cell) -> Decimal:
    """An estimate in working days, fractions allowed."""
    found = _LENGTH.fullmatch(plain_name(cell.as_text).casefold())
    length = read_amount(found[1]) if found and cell.kind != "date" else None
    if length is None or length.sign or not 0 <= length.number <= 9_999 or not fits(length.number):
        raise wrong(cell, "is not a number of working days", Kind.DURATION)
    return length.number


def probability(cell: Cell) -> Probability:
    """A level from 1 to 5, or a percentage as a share."""
    found = amount_of(cell)
    if found and found.sign == "%" and 0 <= found.number <= 100 and fits(found.number / 100):
        return Probability(share=settled(str(found.number / 100)))
    if found and not found.sign and found.number in range(1, 6):
        return Probability(level=int(found.number))
    raise wrong(cell, "is not a probability", Kind.PROBABILITY)


def impact(cell: Cell) -> Impact:
    """A level from 1 to 5, or an amount of money."""
    found = amount_of(cell)
    if found and not found.sign and found.number in range(1, 6):
        return Impact(level=int(found.number))
    if (
        found
        and found.sign != "%"
        and fits(found.number)
        and found.number > (0 if found.sign else 5)
    ):
        return Impact(amount=found.number, currency=found.sign)
    raise wrong(cell, "is neither a level nor an amount of money", Kind.IMPACT)


def target(cell: Cell) -> Target:
    """One number, or two that make a band."""
    single = amount_of(cell)
    if single and fits(single.number):
        return Target(single.number, sign=single.sign)
    ends = _BAND.fullmatch(plain_name(cell.as_text)) if cell.kind in ("text", "quoted") else None
    low, high = (read_amount(ends[1]), read_amount(ends[2])) if ends else (None, None)
    if not low or not high or not fits(low.number) or not fits(high.number):
        raise wrong(cell, "is not a number", Kind.TARGET)
    if low.number > high.number or (low.sign and low.sign != high.sign):
        raise wrong(cell, "is not a band from low to high", Kind.TARGET)
    return Target(low.number, high.number, high.sign)


def phase(cell: Cell) -> int:
    """30, 60 or 90 days after the start."""
    found = _PHASE.fullmatch(plain_name(cell.as_text).casefold())
    if not found or cell.kind == "date":
        raise wrong(cell, "is not a phase", Kind.PHASE)
    return int(found[1])


def rhythm(cell: Cell) -> str:
    """How often a forum meets, as an RRULE."""
    word = choice_of(Kind.RHYTHM, cell.as_text)
    found = RHYTHMS[word] if word else read_rrule(plain_name(cell.as_text))
    if not found:
        raise wrong(cell, "is not a rhythm", Kind.RHYTHM)
    return found


def joint(cell: Cell) -> Joint:
    """Yes, no, or sometimes, with a condition such as `sometimes: above €50,000`."""
    if cell.kind == "quoted" and cell.as_text.startswith(SOMETIMES):
        return Joint("sometimes", short(cell, cell.as_text.removeprefix(SOMETIMES), MAX_TEXT))
    condition = _SOMETIMES.fullmatch(plain_text(cell.as_text))
    if condition:
        return Joint("sometimes", short(cell, condition[1], MAX_TEXT))
    if squeeze(cell.as_text) == "sometimes":
        return Joint("sometimes")
    answer = choice_of(Kind.YES_NO, cell.as_text)
    if not answer:
        raise wrong(cell, "does not say whether both sides decide", Kind.JOINT)
    return Joint(answer)
