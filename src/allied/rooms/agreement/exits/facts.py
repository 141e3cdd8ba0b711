"""What the exits write in the joint record, past tense."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class TriggerFact(Fact):
    """What every fact about a trigger names: its number."""

    subject_kind: ClassVar[str] = "exit trigger"
    ref: str


@dataclass(frozen=True, kw_only=True)
class TriggerAdded(TriggerFact):
    """Both sides can see a new exit trigger."""

    kind: ClassVar[str] = "agreement.trigger.added"
    sentence: ClassVar[str] = "{who} added the exit trigger {ref}, {name}: {rule}"
    name: str = told()
    rule: str = told()


@dataclass(frozen=True, kw_only=True)
class TriggerChanged(TriggerFact):
    """An exit trigger says something else."""

    kind: ClassVar[str] = "agreement.trigger.changed"
    sentence: ClassVar[str] = "{who} changed the exit trigger {ref}, {name}: {rule}"
    name: str = told()
    rule: str = told()


@dataclass(frozen=True, kw_only=True)
class TriggerRetired(TriggerFact):
    """An exit trigger is watched no more."""

    kind: ClassVar[str] = "agreement.trigger.retired"
    sentence: ClassVar[str] = "{who} retired the exit trigger {ref}, {name}"
    name: str = told()


@dataclass(frozen=True, kw_only=True)
class UnwindPlanOpened(Fact):
    """The unwind plan began with the steps that every parting needs."""

    kind: ClassVar[str] = "agreement.unwind.opened"
    sentence: ClassVar[str] = "{who} opened the unwind plan with {steps} steps"
    subject_kind: ClassVar[str] = "alliance"
    steps: int


@dataclass(frozen=True, kw_only=True)
class UnwindStepAdded(Fact):
    """The unwind plan has one more step."""

    kind: ClassVar[str] = "agreement.step.added"
    sentence: ClassVar[str] = "{who} added to the unwind plan: {title} ({owner})"
    subject_kind: ClassVar[str] = "unwind step"
    within_days: int | None = None
    title: str = told()
    owner: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class UnwindStepChanged(Fact):
    """A step of the unwind plan has another owner, time or wording."""

    kind: ClassVar[str] = "agreement.step.changed"
    sentence: ClassVar[str] = "{who} changed the unwind plan: {title} ({owner})"
    subject_kind: ClassVar[str] = "unwind step"
    within_days: int | None = None
    title: str = told()
    owner: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class UnwindStepRemoved(Fact):
    """A step left the unwind plan."""

    kind: ClassVar[str] = "agreement.step.removed"
    sentence: ClassVar[str] = "{who} removed from the unwind plan: {title}"
    subject_kind: ClassVar[str] = "unwind step"
    title: str = told()
