"""What these checks write in the own log of an organisation, past tense; never in a joint record."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class MoveAnswered(Fact):
    """One side answered whether an alliance is the right move (own log only)."""

    kind: ClassVar[str] = "thesis.move.answered"
    sentence: ClassVar[str] = (
        "{who} answered whether an alliance is the right move, version {number}: {result}. {changes}"
    )
    subject_kind: ClassVar[str] = "right move"
    number: int
    result: str = told()
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class ReadinessAnswered(Fact):
    """One side checked its own readiness (own log only)."""

    kind: ClassVar[str] = "thesis.readiness.answered"
    sentence: ClassVar[str] = (
        "{who} checked our own readiness, version {number}: {result}. {changes}"
    )
    subject_kind: ClassVar[str] = "readiness"
    number: int
    result: str = told()
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class RedLinesDrawn(Fact):
    """One side wrote its red lines and its walk-away value (own log only)."""

    kind: ClassVar[str] = "thesis.redlines.drawn"
    sentence: ClassVar[str] = "{who} wrote our red lines, version {number}: {result}. {changes}"
    subject_kind: ClassVar[str] = "red lines"
    number: int
    result: str = told()
    changes: str = told()
