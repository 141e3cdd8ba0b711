"""What governance writes in the record, past tense."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class BlueprintStarted(Fact):
    """The first draft of forums and decision rights was written."""

    kind: ClassVar[str] = "governance.blueprint.started"
    sentence: ClassVar[str] = "{who} started the governance blueprint"
    subject_kind: ClassVar[str] = "blueprint"
    revision: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class BlueprintChanged(Fact):
    """Forums or decision rights changed in the draft."""

    kind: ClassVar[str] = "governance.blueprint.changed"
    sentence: ClassVar[str] = "{who} changed the draft of the governance blueprint: {changes}"
    subject_kind: ClassVar[str] = "blueprint"
    revision: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class BlueprintAgreed(Fact):
    """Every party has signed, so this version is in force."""

    kind: ClassVar[str] = "governance.blueprint.agreed"
    sentence: ClassVar[str] = "Version {revision} of the governance blueprint is in force"
    subject_kind: ClassVar[str] = "blueprint"
    revision: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class DraftWritten(Fact):
    """A decision was drafted (own log only)."""

    kind: ClassVar[str] = "governance.draft.written"
    sentence: ClassVar[str] = "{who} drafted a decision: {title}"
    subject_kind: ClassVar[str] = "decision draft"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class DraftRemoved(Fact):
    """A draft was given up (own log only)."""

    kind: ClassVar[str] = "governance.draft.removed"
    sentence: ClassVar[str] = "{who} removed the draft {title}"
    subject_kind: ClassVar[str] = "decision draft"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionFact(Fact):
    """What every fact about a decision names: its number."""

    subject_kind: ClassVar[str] = "decision"
    number: int


@dataclass(frozen=True, kw_only=True)
class DecisionRaised(DecisionFact):
    """A decision was asked for and its clock started."""

    kind: ClassVar[str] = "governance.decision.raised"
    sentence: ClassVar[str] = "{who} asked for the decision D-{number}: {title}"
    digest: str
    right: str
    joint: bool
    asked: list[str]
    days: int | None = None
    due: datetime | None = None
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(DecisionFact):
    """Somebody approved for their company."""

    kind: ClassVar[str] = "governance.answer.given"
    sentence: ClassVar[str] = "{who} approved option {option} of D-{number} for {organisation}"
    digest: str
    option: str
    roles: list[str]
    in_meeting: date | None = None
    organisation: str = told()
    conditions: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class AnswerRefused(DecisionFact):
    """Somebody declined for their company, with a reason."""

    kind: ClassVar[str] = "governance.answer.refused"
    sentence: ClassVar[str] = "{who} declined D-{number} for {organisation}: {reason}"
    digest: str
    roles: list[str]
    organisation: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class AnswerWithdrawn(DecisionFact):
    """Somebody took their answer back before all had answered."""

    kind: ClassVar[str] = "governance.answer.withdrawn"
    sentence: ClassVar[str] = "{who} took the answer of {organisation} to D-{number} back"
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionApproved(DecisionFact):
    """Every needed side approved the same option."""

    kind: ClassVar[str] = "governance.decision.approved"
    sentence: ClassVar[str] = "D-{number} is approved: option {option} ({how})"
    option: str
    how: str
    conditions: int = 0


@dataclass(frozen=True, kw_only=True)
class DecisionDeclined(DecisionFact):
    """One needed side declined, so the decision is declined."""

    kind: ClassVar[str] = "governance.decision.declined"
    sentence: ClassVar[str] = "D-{number} is declined"


@dataclass(frozen=True, kw_only=True)
class DecisionPaused(DecisionFact):
    """The clock stands still until information is there."""

    kind: ClassVar[str] = "governance.decision.paused"
    sentence: ClassVar[str] = "{who} paused the clock of D-{number} until {until}: {reason}"
    why: str
    until: date
    acknowledge_by: datetime
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class PauseAcknowledged(DecisionFact):
    """The other side agreed that the clock stands still."""

    kind: ClassVar[str] = "governance.pause.acknowledged"
    sentence: ClassVar[str] = "{who} acknowledged for {organisation} that D-{number} waits"
    due: datetime
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionResumed(DecisionFact):
    """The clock runs again; why says whether somebody resumed it or a date came."""

    kind: ClassVar[str] = "governance.decision.resumed"
    sentence: ClassVar[str] = "The clock of D-{number} runs again: {why}"
    why: str
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionDeferred(DecisionFact):
    """The decision was put off until a day."""

    kind: ClassVar[str] = "governance.decision.deferred"
    sentence: ClassVar[str] = "{who} deferred D-{number} until {until}: {reason}"
    until: date
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(DecisionFact):
    """The side that asked no longer asks."""

    kind: ClassVar[str] = "governance.decision.withdrawn"
    sentence: ClassVar[str] = "{who} withdrew D-{number}: {reason}"
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionSuperseded(DecisionFact):
    """A later decision took its place."""

    kind: ClassVar[str] = "governance.decision.superseded"
    sentence: ClassVar[str] = "D-{by_number} replaces D-{number}"
    by_number: int


@dataclass(frozen=True, kw_only=True)
class DecisionReminded(DecisionFact):
    """Half or four fifths of the time is used: those who hold the pen are told."""

    kind: ClassVar[str] = "governance.decision.reminded"
    sentence: ClassVar[str] = "{percent}% of the time for D-{number} is used: {awaited} must answer"
    percent: int
    due: datetime
    awaited: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionEscalated(DecisionFact):
    """Time ran out: the decision stays where it is and also goes one step further."""

    kind: ClassVar[str] = "governance.decision.escalated"
    sentence: ClassVar[str] = "D-{number} also goes to {to}: {reason}"
    to_key: str
    days: int | None = None
    due: datetime | None = None
    to: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class DecisionDeadlocked(DecisionFact):
    """The last step ran out as well; what follows is the rule that both sides signed, if any."""

    kind: ClassVar[str] = "governance.decision.deadlocked"
    sentence: ClassVar[str] = "No decision on D-{number} in time: {rule}"
    rule: str = told()


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(DecisionFact):
    """A forum took the decision in a meeting; each side confirms for itself."""

    kind: ClassVar[str] = "governance.meeting.recorded"
    sentence: ClassVar[str] = (
        "{who} recorded that {forum} decided D-{number} on {held_on}: option {option}"
    )
    held_on: date
    option: str
    present: int
    forum: str = told()


@dataclass(frozen=True, kw_only=True)
class CommentPosted(DecisionFact):
    """Somebody commented for both companies."""

    kind: ClassVar[str] = "governance.comment.posted"
    sentence: ClassVar[str] = "{who} commented on D-{number}: {text}"
    text: str = told()


@dataclass(frozen=True, kw_only=True)
class CommentNoted(DecisionFact):
    """Somebody commented for their own side only (own log only)."""

    kind: ClassVar[str] = "governance.comment.noted"
    sentence: ClassVar[str] = "{who} commented on D-{number} for your company only"


@dataclass(frozen=True, kw_only=True)
class CommentShared(DecisionFact):
    """Part of a side's own comment was shared as a joint copy."""

    kind: ClassVar[str] = "governance.comment.shared"
    sentence: ClassVar[str] = "{who} shared a comment of {organisation} on D-{number}: {text}"
    organisation: str = told()
    text: str = told()
