"""The whole content of one version of a value thesis: what sign-offs bind to, read strictly."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from allied.kit.content import Plain, canonical_json, day_text, decimal_text, digest
from allied.kit.reading import Fields, read_json, read_plain
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    OutcomeKind,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)

FORMAT = "allied-thesis/1"
SECTIONS = (
    "objective",
    "why_alliance",
    "outcomes",
    "contributions",
    "scope",
    "assumptions",
    "risks",
    "principles",
)


@dataclass(frozen=True, kw_only=True)
class ThesisContent:
    """One version: objective, reason, outcomes, contributions, boundary, bets and principles."""

    objective: str = ""
    why_alliance: str = ""
    outcomes: tuple[Outcome, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    scope: tuple[ScopeItem, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    risks: tuple[Risk, ...] = ()
    principles: tuple[Principle, ...] = ()

    def scope_of(self, kind: ScopeKind) -> tuple[ScopeItem, ...]:
        """The items on one side of the boundary."""
        return tuple(item for item in self.scope if item.kind is kind)

    def brought_by(self, organisation: str) -> tuple[Contribution, ...]:
        """What one organisation contributes."""
        return tuple(c for c in self.contributions if c.organisation == organisation)

    def as_plain(self) -> dict[str, Plain]:
        """The whole content as plain values: decimals and dates as text."""
        return {"format": FORMAT} | {name: _plain(getattr(self, name)) for name in SECTIONS}

    def as_canonical(self) -> str:
        """The one JSON text of this content (RFC 8785, composed characters)."""
        return canonical_json(self.as_plain())

    def digest(self) -> str:
        """SHA-256 of the canonical text in base64: change anything and the sign-off lapses."""
        return digest(self.as_plain())


def from_json(text: str | bytes) -> ThesisContent:
    """Reads content from JSON text, or raises Unreadable with every problem."""
    return read_json(text, read_thesis)


def from_plain(plain: object) -> ThesisContent:
    """Reads content from parsed JSON, or raises Unreadable with every problem."""
    return read_plain(plain, read_thesis)


def read_thesis(parts: Fields) -> ThesisContent:
    """The content from its fields."""
    parts.must_be("format", FORMAT)
    return ThesisContent(
        objective=parts.text("objective"),
        why_alliance=parts.text("why_alliance"),
        outcomes=parts.items("outcomes", _read_outcome),
        contributions=parts.items("contributions", _read_contribution),
        scope=parts.items("scope", _read_scope_item),
        assumptions=parts.items("assumptions", _read_assumption),
        risks=parts.items("risks", _read_risk),
        principles=parts.items("principles", _read_principle),
    )


def _read_outcome(parts: Fields) -> Outcome:
    return Outcome(
        id=parts.text("id", required=True),
        name=parts.text("name", required=True),
        kind=parts.choice("kind", OutcomeKind, OutcomeKind.UNSAID),
        measure=parts.text("measure"),
        unit=parts.text("unit"),
        baseline=parts.number("baseline"),
        target=parts.number("target"),
        due=parts.day("due"),
        owner=parts.text("owner"),
        benefits=parts.texts("benefits"),
        measured_by=parts.texts("measured_by"),
    )


def _read_contribution(parts: Fields) -> Contribution:
    return Contribution(
        id=parts.text("id", required=True),
        organisation=parts.text("organisation", required=True),
        what=parts.text("what", required=True),
        amount=parts.number("amount"),
        unit=parts.text("unit"),
        starts=parts.day("starts"),
        ends=parts.day("ends"),
    )


def _read_scope_item(parts: Fields) -> ScopeItem:
    return ScopeItem(
        id=parts.text("id", required=True),
        kind=parts.choice("kind", ScopeKind, ScopeKind.IN),
        text=parts.text("text", required=True),
        note=parts.text("note"),
    )


def _read_assumption(parts: Fields) -> Assumption:
    return Assumption(
        id=parts.text("id", required=True),
        statement=parts.text("statement", required=True),
        test=parts.text("test"),
        threshold=parts.text("threshold"),
        critical=parts.flag("critical"),
        due=parts.day("due"),
    )


def _read_risk(parts: Fields) -> Risk:
    return Risk(
        id=parts.text("id", required=True),
        text=parts.text("text", required=True),
        mitigation=parts.text("mitigation"),
    )


def _read_principle(parts: Fields) -> Principle:
    return Principle(id=parts.text("id", required=True), text=parts.text("text", required=True))


def _plain(value: object) -> Plain:
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Outcome | Contribution | ScopeItem | Assumption | Risk | Principle):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{value!r} cannot be part of a thesis")
