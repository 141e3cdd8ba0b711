"""What due diligence writes, past tense: about joint things in the record, about own ones in the own log."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class RiskFact(Fact):
    """What every fact about a risk names: its number."""

    subject_kind: ClassVar[str] = "risk"
    ref: str


@dataclass(frozen=True, kw_only=True)
class RiskRegistered(RiskFact):
    """A risk came on the register."""

    kind: ClassVar[str] = "diligence.risk.registered"
    sentence: ClassVar[str] = "{who} put {ref} on the register: {title}"
    probability: int | None = None
    impact: int | None = None
    exposure: Decimal | None = None
    currency: str = ""
    review_on: date | None = None
    from_kind: str = ""
    title: str = told()
    words: str = told(default="")
    owner: str = told(default="")
    control: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class RiskChanged(RiskFact):
    """A risk was described or rated anew."""

    kind: ClassVar[str] = "diligence.risk.changed"
    sentence: ClassVar[str] = "{who} changed {ref}: {changes}"
    probability: int | None = None
    impact: int | None = None
    exposure: Decimal | None = None
    currency: str = ""
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class RiskReviewed(RiskFact):
    """Somebody looked at a risk again and said when it is looked at next."""

    kind: ClassVar[str] = "diligence.risk.reviewed"
    sentence: ClassVar[str] = "{who} reviewed {ref}; the next review is on {next_on}. {note}"
    next_on: date
    note: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class RiskRealised(RiskFact):
    """A risk happened."""

    kind: ClassVar[str] = "diligence.risk.realised"
    sentence: ClassVar[str] = (
        "{who}: {ref} happened on {happened_on} and cost {cost} {currency}. {note}"
    )
    happened_on: date
    cost: Decimal
    currency: str
    note: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class RiskClosed(RiskFact):
    """A risk is over without having happened."""

    kind: ClassVar[str] = "diligence.risk.closed"
    sentence: ClassVar[str] = "{who} closed {ref}: {reason}"
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class RiskReopened(RiskFact):
    """A risk that was over is open again."""

    kind: ClassVar[str] = "diligence.risk.reopened"
    sentence: ClassVar[str] = "{who} opened {ref} again: {reason}"
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class RiskShared(RiskFact):
    """One side shared words of a risk of its own as a joint risk."""

    kind: ClassVar[str] = "diligence.risk.shared"
    sentence: ClassVar[str] = "{who} shared a risk of {organisation}, now {ref}: {title}"
    probability: int | None = None
    impact: int | None = None
    organisation: str = told()
    title: str = told()
    words: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ControlAdded(RiskFact):
    """Something is going to be done about a risk."""

    kind: ClassVar[str] = "diligence.control.added"
    sentence: ClassVar[str] = "{who} added a control to {ref}: {text}"
    control: str
    due: date | None = None
    text: str = told()
    owner: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ControlChanged(RiskFact):
    """A control was described anew."""

    kind: ClassVar[str] = "diligence.control.changed"
    sentence: ClassVar[str] = "{who} changed a control of {ref}: {text}"
    control: str
    due: date | None = None
    text: str = told()


@dataclass(frozen=True, kw_only=True)
class ControlPlaced(RiskFact):
    """A control works now, with evidence."""

    kind: ClassVar[str] = "diligence.control.placed"
    sentence: ClassVar[str] = "{who} put a control of {ref} in place: {text} ({evidence})"
    control: str
    text: str = told()
    evidence: str = told()


@dataclass(frozen=True, kw_only=True)
class ControlFailed(RiskFact):
    """A control that was in place is only planned again."""

    kind: ClassVar[str] = "diligence.control.failed"
    sentence: ClassVar[str] = "{who} said that a control of {ref} does not work: {text}. {reason}"
    control: str
    text: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class ControlRemoved(RiskFact):
    """A control was given up."""

    kind: ClassVar[str] = "diligence.control.removed"
    sentence: ClassVar[str] = "{who} removed a control of {ref}: {text}"
    control: str
    text: str = told()


@dataclass(frozen=True, kw_only=True)
class ScalesChanged(Fact):
    """The five levels mean something else from now on."""

    kind: ClassVar[str] = "diligence.scale.changed"
    sentence: ClassVar[str] = "{who} changed the scales of the risk register: {changes}"
    subject_kind: ClassVar[str] = "risk scale"
    risks: int
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class ChecklistOpened(Fact):
    """Questions of due diligence were chosen."""

    kind: ClassVar[str] = "diligence.checklist.opened"
    sentence: ClassVar[str] = "{who} opened a due-diligence checklist: {areas}"
    subject_kind: ClassVar[str] = "checklist"
    areas: list[str]
    packs: list[str]


@dataclass(frozen=True, kw_only=True)
class ChecklistChanged(Fact):
    """Other areas or packs are asked from now on."""

    kind: ClassVar[str] = "diligence.checklist.changed"
    sentence: ClassVar[str] = "{who} changed what the checklist asks: {areas}"
    subject_kind: ClassVar[str] = "checklist"
    areas: list[str]
    packs: list[str]


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Fact):
    """A question of the checklist was answered."""

    kind: ClassVar[str] = "diligence.question.answered"
    sentence: ClassVar[str] = "{who} answered {question} with “{said}”: {text} {evidence}"
    subject_kind: ClassVar[str] = "checklist"
    question: str
    said: str
    severity: str = ""
    text: str = told(default="")
    evidence: str = told(default="")
    owner: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class AnswersImported(Fact):
    """Answers came in as a file."""

    kind: ClassVar[str] = "diligence.answers.imported"
    sentence: ClassVar[str] = "{who} brought in {count} answers from {file}"
    subject_kind: ClassVar[str] = "checklist"
    count: int
    digest: str
    file: str = told()
    answers: str = told()


@dataclass(frozen=True, kw_only=True)
class ItemNoted(Fact):
    """Something that somebody must be able to look after was written down."""

    kind: ClassVar[str] = "diligence.item.noted"
    sentence: ClassVar[str] = "{who} noted who can act on {name}: {people}"
    subject_kind: ClassVar[str] = "managed item"
    critical: bool
    name: str = told()
    people: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Fact):
    """Other people can act on it, or it is described anew."""

    kind: ClassVar[str] = "diligence.item.changed"
    sentence: ClassVar[str] = "{who} changed who can act on {name}: {people}"
    subject_kind: ClassVar[str] = "managed item"
    critical: bool
    name: str = told()
    people: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(Fact):
    """It needs nobody any more."""

    kind: ClassVar[str] = "diligence.item.removed"
    sentence: ClassVar[str] = "{who} removed {name} from what must be looked after"
    subject_kind: ClassVar[str] = "managed item"
    name: str = told()
