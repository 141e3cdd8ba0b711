"""What this floor writes in the record, past tense."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class AllianceStarted(Fact):
    """An organisation opened an alliance."""

    kind: ClassVar[str] = "alliance.alliance.started"
    sentence: ClassVar[str] = "{who} started the alliance {name}"
    subject_kind: ClassVar[str] = "alliance"
    name: str = told()


@dataclass(frozen=True, kw_only=True)
class AllianceChanged(Fact):
    """Name, purpose, kind or dates changed."""

    kind: ClassVar[str] = "alliance.alliance.changed"
    sentence: ClassVar[str] = "{who} changed the alliance: {changes}"
    subject_kind: ClassVar[str] = "alliance"
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class PartyJoined(Fact):
    """An organisation became a party."""

    kind: ClassVar[str] = "alliance.party.joined"
    sentence: ClassVar[str] = "{organisation} joined the alliance"
    subject_kind: ClassVar[str] = "organisation"
    organisation: str = told()
    position: int


@dataclass(frozen=True, kw_only=True)
class SeatGiven(Fact):
    """A person took a seat."""

    kind: ClassVar[str] = "alliance.seat.given"
    sentence: ClassVar[str] = "{person} became {role}"
    subject_kind: ClassVar[str] = "seat"
    person: str = told()
    member: str
    role: str
    discipline: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatChanged(Fact):
    """A seat got a deputy, an absence or an end."""

    kind: ClassVar[str] = "alliance.seat.changed"
    sentence: ClassVar[str] = "{who} changed the seat of {person}: {changes}"
    subject_kind: ClassVar[str] = "seat"
    person: str = told()
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Fact):
    """A person left a seat."""

    kind: ClassVar[str] = "alliance.seat.ended"
    sentence: ClassVar[str] = "{person} is no longer {role}"
    subject_kind: ClassVar[str] = "seat"
    person: str = told()
    member: str
    role: str


@dataclass(frozen=True, kw_only=True)
class PartnerInvited(Fact):
    """A partner organisation was invited."""

    kind: ClassVar[str] = "alliance.partner.invited"
    sentence: ClassVar[str] = "{who} invited {organisation} to the alliance"
    subject_kind: ClassVar[str] = "invitation"
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class PartyRenamed(Fact):
    """A party changed its name."""

    kind: ClassVar[str] = "alliance.party.renamed"
    sentence: ClassVar[str] = "{before} is now called {organisation}"
    subject_kind: ClassVar[str] = "organisation"
    before: str = told()
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class PersonLeft(Fact):
    """Somebody left their organisation; a successor, if named, takes over what was awaited of them."""

    kind: ClassVar[str] = "alliance.person.left"
    sentence: ClassVar[str] = "{person} left {organisation}"
    subject_kind: ClassVar[str] = "person"
    person: str = told()
    member: str
    organisation: str = told()
    successor: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class GateWaived(Fact):
    """A gate check was passed by decision."""

    kind: ClassVar[str] = "alliance.gate.waived"
    sentence: ClassVar[str] = (
        "{who} waived the check {check} of the gate {stage} until {until}: {reason}"
    )
    subject_kind: ClassVar[str] = "gate"
    stage: str
    check: str
    until: date
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class FindingWaived(Fact):
    """Both sides live with what the lint found, for a while."""

    kind: ClassVar[str] = "alliance.finding.waived"
    sentence: ClassVar[str] = "{who} waived {rule} until {until}: {message} {reason}"
    subject_kind: ClassVar[str] = "lint"
    rule: str
    until: date
    message: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class WaiverEnded(Fact):
    """A finding of the lint counts again."""

    kind: ClassVar[str] = "alliance.waiver.ended"
    sentence: ClassVar[str] = "{who} no longer waives {rule}: {message}"
    subject_kind: ClassVar[str] = "lint"
    rule: str
    message: str = told()


@dataclass(frozen=True, kw_only=True)
class StageReached(Fact):
    """The alliance moved to another stage of its life."""

    kind: ClassVar[str] = "alliance.stage.reached"
    sentence: ClassVar[str] = "{who} moved the alliance to the stage {stage}"
    subject_kind: ClassVar[str] = "alliance"
    stage: str


@dataclass(frozen=True, kw_only=True)
class SignOffOpened(Fact):
    """A version was put up for signature by every party."""

    kind: ClassVar[str] = "alliance.signoff.opened"
    sentence: ClassVar[str] = "{who} put {title} up for signature by every party"
    subject_kind: ClassVar[str] = "sign-off"
    about: str
    about_id: str
    revision: int
    digest: str
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class VersionSigned(Fact):
    """One party signed."""

    kind: ClassVar[str] = "alliance.version.signed"
    sentence: ClassVar[str] = "{who} signed {title} for {organisation}"
    subject_kind: ClassVar[str] = "sign-off"
    digest: str
    role: str
    title: str = told()
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class SignatureRefused(Fact):
    """One party refused to sign, and said why."""

    kind: ClassVar[str] = "alliance.signature.refused"
    sentence: ClassVar[str] = "{who} refused to sign {title} for {organisation}: {reason}"
    subject_kind: ClassVar[str] = "sign-off"
    digest: str
    role: str
    title: str = told()
    organisation: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class SignatureWithdrawn(Fact):
    """One party took its signature back before the last one had signed."""

    kind: ClassVar[str] = "alliance.signature.withdrawn"
    sentence: ClassVar[str] = "{who} withdrew the signature of {organisation} from {title}"
    subject_kind: ClassVar[str] = "sign-off"
    digest: str
    title: str = told()
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class SignOffLapsed(Fact):
    """The content changed, so the signatures no longer count."""

    kind: ClassVar[str] = "alliance.signoff.lapsed"
    sentence: ClassVar[str] = "The signatures on {title} lapsed: {reason}"
    subject_kind: ClassVar[str] = "sign-off"
    digest: str
    title: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class SignOffCompleted(Fact):
    """Every party has signed the same content."""

    kind: ClassVar[str] = "alliance.signoff.completed"
    sentence: ClassVar[str] = "{title} is signed by every party"
    subject_kind: ClassVar[str] = "sign-off"
    about: str
    about_id: str
    revision: int
    digest: str
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Fact):
    """A private note was written or changed (own log only)."""

    kind: ClassVar[str] = "alliance.note.written"
    sentence: ClassVar[str] = "{who} wrote a private note: {title}"
    subject_kind: ClassVar[str] = "note"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class NoteRemoved(Fact):
    """A private note was removed (own log only)."""

    kind: ClassVar[str] = "alliance.note.removed"
    sentence: ClassVar[str] = "{who} removed a private note: {title}"
    subject_kind: ClassVar[str] = "note"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class NoteShared(Fact):
    """Part of a private text was shared as a joint copy (joint log)."""

    kind: ClassVar[str] = "alliance.note.shared"
    sentence: ClassVar[str] = "{who} shared a text of {organisation} with all parties: {title}"
    subject_kind: ClassVar[str] = "shared text"
    organisation: str = told()
    title: str = told()
    text: str = told()
