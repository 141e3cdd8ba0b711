"""The numbers that a trigger may watch; every room may declare its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance
from allied.rooms.agreement.exits.periods import Span

SHARE = "share of 1"  # the unit of numbers that people read as a percentage
History = Callable[[Sequence[Span]], list[Decimal | None]]


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number: the word for rules, its name, its unit, and where its history comes from.

    `history` gives one value per span, None where nothing is known; numbers that people enter
    and confirm have none before the scorecard is kept.
    """

    key: str
    name: str
    unit: str = ""
    history: History | None = None


Source = Callable[[Standing], Iterable[Number]]
_SOURCES: list[Source] = []


def numbers_of(source: Source) -> Source:
    """Declares a function that names the numbers of a room; all of them are joint."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def known_numbers(alliance: Alliance, standing: Standing | None = None) -> Mapping[str, Number]:
    """Every number of this alliance by its key; the first room that names a key keeps it."""
    standing = standing or Standing(alliance)
    found: dict[str, Number] = {}
    for source in _SOURCES:
        for number in source(standing):
            found.setdefault(number.key, number)
    return found
