"""What this part writes in the joint record, past tense; a simulation by itself writes nothing."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class ComplexityAssessed(Fact):
    """How complex the alliance is, and how much governance follows from it, was assessed."""

    kind: ClassVar[str] = "governance.complexity.assessed"
    sentence: ClassVar[str] = (
        "{who} assessed how complex the alliance is, version {number}: {result}. {changes}"
    )
    subject_kind: ClassVar[str] = "complexity"
    number: int
    score: str
    tier: str
    result: str = told()
    changes: str = told()
