"""Starter patterns: public cases with a thesis and a governance to begin from."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from allied.kit.catalogue import catalogue
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.rooms.governance import rights
from allied.rooms.governance.blueprint import from_plain as blueprint_from_plain
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.content import from_plain as thesis_from_plain

IN_TIME = re.compile(r"in (\d+) (days|months)")


@dataclass(frozen=True)
class PublicFact:
    """Something public: when, what, and where it can be read."""

    year: str
    text: str
    source: str


@dataclass(frozen=True)
class Pattern:
    """One case: its public facts, what to copy of it, and content to begin from."""

    key: str
    title: str
    in_short: str
    facts: tuple[PublicFact, ...]
    copy: tuple[str, ...]
    thesis: Mapping[str, Any]
    governance: Mapping[str, Any]


def pattern_keys() -> tuple[str, ...]:
    """The keys of the patterns: their file names."""
    folder = files("allied.rooms.exchange").joinpath("catalogue/patterns")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir()))


def patterns() -> tuple[Pattern, ...]:
    """Every pattern."""
    return tuple(pattern_named(key) for key in pattern_keys())


def pattern_named(key: str) -> Pattern:
    """The pattern with this key."""
    if key not in pattern_keys():
        known = listed(pattern_keys(), "or")
        raise Refused("unknown_pattern", f"The pattern is {known}.", field="pattern")
    content = catalogue("exchange", f"patterns/{key}")
    return Pattern(
        key=key,
        title=content["title"],
        in_short=content["in_short"],
        facts=tuple(PublicFact(str(f["year"]), f["text"], f["source"]) for f in content["facts"]),
        copy=content["copy"],
        thesis=content["thesis"],
        governance=content["governance"],
    )


def thesis_of(pattern: Pattern, *, ours: str, partner: str, day: date) -> ThesisContent:
    """The thesis to begin from: "Ours" and "The partner" by name, days counted from `day`."""
    names = {"Ours": ours, "The partner": partner}
    return thesis_from_plain(_filled(pattern.thesis, names, day))


def blueprint_of(pattern: Pattern) -> rights.Blueprint:
    """The governance to begin from, without people."""
    return blueprint_from_plain(_filled(pattern.governance, {}, date.min))


def _filled(content: Any, names: Mapping[str, str], day: date) -> Any:
    if isinstance(content, tuple):
        return [_filled(each, names, day) for each in content]
    if isinstance(content, Mapping):
        return {name: _filled(inner, names, day) for name, inner in content.items()}
    found = IN_TIME.fullmatch(content) if isinstance(content, str) else None
    if found:
        return _later(day, int(found[1]), found[2]).isoformat()
    return names.get(content, content) if isinstance(content, str) else content


def _later(day: date, count: int, unit: str) -> date:
    """So many days or months later; the last day of a month stays the last."""
    if unit == "days":
        return day + timedelta(days=count)
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
