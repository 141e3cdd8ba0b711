"""What the clock itself writes in the record: deadlines that moved without anybody's act."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(Fact):
    """A working day changed after the clock had started, so its deadline moved."""

    kind: ClassVar[str] = "clock.deadline.moved"
    sentence: ClassVar[str] = (
        "The working calendar of {organisation} changed: the deadline moved from {before} to {after}"
    )
    subject_kind: ClassVar[str] = "deadline"
    about: str
    before: datetime
    after: datetime
    organisation: str = told()
