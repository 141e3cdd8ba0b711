"""What this room writes in the record, past tense; what a mediation says stays out of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class LadderWritten(Fact):
    """The draft of the ladder was written or changed."""

    kind: ClassVar[str] = "conflict.ladder.written"
    sentence: ClassVar[str] = "{who} wrote the draft of the conflict ladder: {changes}"
    subject_kind: ClassVar[str] = "conflict ladder"
    revision: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class LadderAgreed(Fact):
    """Every party has signed, so this version is in force."""

    kind: ClassVar[str] = "conflict.ladder.agreed"
    sentence: ClassVar[str] = "Version {revision} of the conflict ladder is in force"
    subject_kind: ClassVar[str] = "conflict ladder"
    revision: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class MatterDrafted(Fact):
    """A matter was drafted (own log only)."""

    kind: ClassVar[str] = "conflict.draft.written"
    sentence: ClassVar[str] = "{who} drafted a conflict: {title}"
    subject_kind: ClassVar[str] = "conflict draft"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class MatterDraftRemoved(Fact):
    """A draft was given up (own log only)."""

    kind: ClassVar[str] = "conflict.draft.removed"
    sentence: ClassVar[str] = "{who} removed the draft {title}"
    subject_kind: ClassVar[str] = "conflict draft"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class ConflictFactSaid(Fact):
    """What every fact about a conflict names: its number."""

    subject_kind: ClassVar[str] = "conflict"
    number: int


@dataclass(frozen=True, kw_only=True)
class WorksheetWritten(ConflictFactSaid):
    """One side wrote its own worksheet (own log only)."""

    kind: ClassVar[str] = "conflict.worksheet.written"
    sentence: ClassVar[str] = "{who} wrote the own worksheet on C-{number}"


@dataclass(frozen=True, kw_only=True)
class MatterRaised(ConflictFactSaid):
    """A matter was raised; its first step began."""

    kind: ClassVar[str] = "conflict.matter.raised"
    sentence: ClassVar[str] = "{who} raised C-{number}: {title}"
    severity: int
    about: str
    ladder: str
    days: int
    due: datetime
    reference: list[str] | None = None
    step: str = told()
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class PositionWritten(ConflictFactSaid):
    """One side said what it holds and what it needs."""

    kind: ClassVar[str] = "conflict.position.written"
    sentence: ClassVar[str] = "{who} said for {organisation} on C-{number}: {position}"
    organisation: str = told()
    position: str = told()
    claim: str = told(default="")
    interests: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class LineProposed(ConflictFactSaid):
    """One side proposed a fact, or worded it anew."""

    kind: ClassVar[str] = "conflict.line.proposed"
    sentence: ClassVar[str] = "{who} proposed fact {place} of C-{number}: {line}"
    place: int
    evidence: list[str] | None = None
    line: str = told()
    value: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class LineAccepted(ConflictFactSaid):
    """Another side accepted a fact."""

    kind: ClassVar[str] = "conflict.line.accepted"
    sentence: ClassVar[str] = "{who} accepted fact {place} of C-{number} for {organisation}: {line}"
    place: int
    organisation: str = told()
    line: str = told()


@dataclass(frozen=True, kw_only=True)
class LineDisputed(ConflictFactSaid):
    """Another side disputed a fact, with a reason."""

    kind: ClassVar[str] = "conflict.line.disputed"
    sentence: ClassVar[str] = (
        "{who} disputed fact {place} of C-{number} for {organisation}: {reason}"
    )
    place: int
    organisation: str = told()
    reason: str = told()
    value: str = told(default="")
    line: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class LineWithdrawn(ConflictFactSaid):
    """The side that proposed a fact took it back."""

    kind: ClassVar[str] = "conflict.line.withdrawn"
    sentence: ClassVar[str] = "{who} took fact {place} of C-{number} back"
    place: int


@dataclass(frozen=True, kw_only=True)
class SettlementProposed(ConflictFactSaid):
    """One side proposed a way to settle."""

    kind: ClassVar[str] = "conflict.settlement.proposed"
    sentence: ClassVar[str] = "{who} proposed for C-{number}: {title}"
    place: int
    title: str = told()
    text: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class SettlementAccepted(ConflictFactSaid):
    """A side accepted a way to settle."""

    kind: ClassVar[str] = "conflict.settlement.accepted"
    sentence: ClassVar[str] = "{who} accepted for {organisation}, on C-{number}: {title}"
    place: int
    organisation: str = told()
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class SettlementRejected(ConflictFactSaid):
    """A side did not accept a way to settle, with a reason."""

    kind: ClassVar[str] = "conflict.settlement.rejected"
    sentence: ClassVar[str] = (
        "{who} did not accept way {place} of C-{number} for {organisation}: {reason}"
    )
    place: int
    organisation: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class SettlementWithdrawn(ConflictFactSaid):
    """The side that proposed a way to settle took it back."""

    kind: ClassVar[str] = "conflict.settlement.withdrawn"
    sentence: ClassVar[str] = "{who} took way {place} to settle C-{number} back"
    place: int


@dataclass(frozen=True, kw_only=True)
class MemoWritten(ConflictFactSaid):
    """Somebody wrote in the joint memo."""

    kind: ClassVar[str] = "conflict.memo.written"
    sentence: ClassVar[str] = "{who} wrote in the joint memo of C-{number}"
    revision: int
    words: str = told(default="")
    asks: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class StepReminded(ConflictFactSaid):
    """Half or four fifths of the time of a step is used."""

    kind: ClassVar[str] = "conflict.step.reminded"
    sentence: ClassVar[str] = (
        "{percent}% of the time of {step} for C-{number} is used; it waits for {awaited}"
    )
    percent: int
    due: datetime
    step: str = told()
    awaited: str = told()


@dataclass(frozen=True, kw_only=True)
class StepMoved(ConflictFactSaid):
    """The matter went one step up, with the joint memo or without."""

    kind: ClassVar[str] = "conflict.step.moved"
    sentence: ClassVar[str] = "C-{number} moved to {step}, {memo}: {reason}"
    place: int
    days: int
    due: datetime
    by_time: bool
    memo_digest: str = ""
    step: str = told()
    memo: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class LadderExhausted(ConflictFactSaid):
    """The last step ran out; what the ladder says for this case holds."""

    kind: ClassVar[str] = "conflict.step.exhausted"
    sentence: ClassVar[str] = "The last step of C-{number} ran out; now: {end}"
    end: str = told()


@dataclass(frozen=True, kw_only=True)
class MediationNoted(ConflictFactSaid):
    """A mediation was noted; who leads it and when is here as a commitment only."""

    kind: ClassVar[str] = "conflict.mediation.noted"
    sentence: ClassVar[str] = "{who} noted a mediation of C-{number}"
    commitment: str = ""


@dataclass(frozen=True, kw_only=True)
class MediationEnded(ConflictFactSaid):
    """A mediation ended; its outcome is confidential, so it is here as a commitment only."""

    kind: ClassVar[str] = "conflict.mediation.ended"
    sentence: ClassVar[str] = "{who} noted the end of the mediation of C-{number}"
    commitment: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionAsked(ConflictFactSaid):
    """The ways to settle were put to those who may decide."""

    kind: ClassVar[str] = "conflict.decision.asked"
    sentence: ClassVar[str] = "{who} asked for D-{decision} to settle C-{number}"
    decision: int


@dataclass(frozen=True, kw_only=True)
class DecisionFailed(ConflictFactSaid):
    """The decision ended without an approval, so the conflict stays open."""

    kind: ClassVar[str] = "conflict.decision.failed"
    sentence: ClassVar[str] = "D-{decision} was {ended}; C-{number} stays open"
    decision: int
    ended: str


@dataclass(frozen=True, kw_only=True)
class MatterSettled(ConflictFactSaid):
    """Both sides settled it, in writing."""

    kind: ClassVar[str] = "conflict.matter.settled"
    sentence: ClassVar[str] = "C-{number} is settled {how}: {resolution}"
    how: str
    days: int
    place: int
    resolution: str = told()


@dataclass(frozen=True, kw_only=True)
class MatterWithdrawn(ConflictFactSaid):
    """The side that raised it took it back."""

    kind: ClassVar[str] = "conflict.matter.withdrawn"
    sentence: ClassVar[str] = "{who} withdrew C-{number}: {reason}"
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class MatterReopened(ConflictFactSaid):
    """It was opened again, with a reason."""

    kind: ClassVar[str] = "conflict.matter.reopened"
    sentence: ClassVar[str] = "{who} opened C-{number} again at {step}: {reason}"
    days: int
    due: datetime
    step: str = told()
    reason: str = told()
