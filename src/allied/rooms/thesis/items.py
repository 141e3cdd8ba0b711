"""The line items of a value thesis; each has an id that stays the same from version to version."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class OutcomeKind(StrEnum):
    """What an outcome moves; empty while nobody has said it."""

    UNSAID = ""
    REVENUE = "revenue"
    COST = "cost"
    SPEED = "speed"
    REACH = "reach"
    CAPABILITY = "capability"


class ScopeKind(StrEnum):
    """On which side of the boundary something lies."""

    IN = "in"
    OUT = "out"
    NON_GOAL = "non-goal"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A result that the alliance is judged by: from a baseline to a target by a date.

    `owner`, `benefits` (who gains) and `measured_by` (who can check the number) are ids of
    organisations; `measured_by` empty means that nobody has said it.
    """

    id: str
    name: str
    kind: OutcomeKind = OutcomeKind.UNSAID
    measure: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: date | None = None
    owner: str = ""
    benefits: tuple[str, ...] = ()
    measured_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one organisation brings, how much, from when to when."""

    id: str
    organisation: str
    what: str
    amount: Decimal | None = None
    unit: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class ScopeItem:
    """Something that the alliance does, does not do, or does not aim for."""

    id: str
    kind: ScopeKind
    text: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """What must be true for the thesis to hold, and how it is found out.

    Without a date of its own it is due a test period after launch.
    """

    id: str
    statement: str
    test: str = ""
    threshold: str = ""
    critical: bool = False
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Risk:
    """What could go wrong, and what is done about it."""

    id: str
    text: str
    mitigation: str = ""


@dataclass(frozen=True, kw_only=True)
class Principle:
    """How decisions are taken; where two principles collide the earlier one wins."""

    id: str
    text: str
