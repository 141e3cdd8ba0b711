"""What the alignment check writes in the record, past tense."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from allied.record.facts import Fact, told

SUBJECT = "alignment round"


@dataclass(frozen=True, kw_only=True)
class AlignmentStarted(Fact):
    """A blind round started."""

    kind: ClassVar[str] = "thesis.alignment.started"
    sentence: ClassVar[str] = (
        "{who} started alignment check {number} over {outcomes} outcomes of version {revision} of the "
        "value thesis; answers are taken until {due}"
    )
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    revision: int
    outcomes: int
    occasion: str
    due: datetime
    asked: str = told()


@dataclass(frozen=True, kw_only=True)
class AlignmentSealed(Fact):
    """One side has answered; the commitment says nothing about what."""

    kind: ClassVar[str] = "thesis.alignment.sealed"
    sentence: ClassVar[str] = "{organisation} has answered alignment check {number}, sealed"
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    commitment: str
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class AlignmentOpened(Fact):
    """The answers opened for all at once; each can be checked against its commitment."""

    kind: ClassVar[str] = "thesis.alignment.opened"
    sentence: ClassVar[str] = "The answers of alignment check {number} opened for all: {parties}"
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    parties: str = told()
    answers: tuple[str, ...] = told()


@dataclass(frozen=True, kw_only=True)
class AlignmentEnded(Fact):
    """A round ended without opening: called off, or nobody answered."""

    kind: ClassVar[str] = "thesis.alignment.ended"
    sentence: ClassVar[str] = "Alignment check {number} ended without answers: {reason}"
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class DifferenceSettled(Fact):
    """A difference that a round showed was settled."""

    kind: ClassVar[str] = "thesis.difference.settled"
    sentence: ClassVar[str] = (
        "{who} settled a difference of alignment check {number}, {difference}: {said}"
    )
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    topic: str
    item: str
    way: str
    difference: str = told()
    said: str = told()


@dataclass(frozen=True, kw_only=True)
class AnswerHandedIn(Fact):
    """Somebody handed an answer in (own log only)."""

    kind: ClassVar[str] = "thesis.alignment.handed_in"
    sentence: ClassVar[str] = "{who} handed in an answer to alignment check {number}"
    subject_kind: ClassVar[str] = SUBJECT
    number: int


@dataclass(frozen=True, kw_only=True)
class RespondentAsked(Fact):
    """Colleagues were asked to answer for our side (own log only)."""

    kind: ClassVar[str] = "thesis.respondent.asked"
    sentence: ClassVar[str] = "{who} asked {people} to answer alignment check {number} for our side"
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    people: str = told()


@dataclass(frozen=True, kw_only=True)
class RespondentReleased(Fact):
    """A colleague no longer answers for our side (own log only)."""

    kind: ClassVar[str] = "thesis.respondent.released"
    sentence: ClassVar[str] = "{who} released {person} from answering alignment check {number}"
    subject_kind: ClassVar[str] = SUBJECT
    number: int
    person: str = told()
