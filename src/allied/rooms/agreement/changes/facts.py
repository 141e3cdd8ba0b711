"""What changes write in the joint record, past tense."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class ChangeFact(Fact):
    """What every fact about a request names: its number."""

    subject_kind: ClassVar[str] = "change request"
    ref: str


@dataclass(frozen=True, kw_only=True)
class ChangeAsked(ChangeFact):
    """Somebody asked to change what both sides agreed."""

    kind: ClassVar[str] = "agreement.change.asked"
    sentence: ClassVar[str] = "{who} asked for the change {ref}, {title}: {changes}"
    about: str
    based_on: int
    title: str = told()
    changes: str = told()
    why: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ChangeRewritten(ChangeFact):
    """A request says something else, or was written for the version in force now."""

    kind: ClassVar[str] = "agreement.change.rewritten"
    sentence: ClassVar[str] = "{who} wrote the change {ref}, {title}, anew: {changes}"
    based_on: int
    title: str = told()
    changes: str = told()
    why: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ImpactStated(ChangeFact):
    """A side said what a change means for it."""

    kind: ClassVar[str] = "agreement.impact.stated"
    sentence: ClassVar[str] = "{who} said what {ref} means for {side}: {text}"
    cost: Decimal | None = None
    days: int | None = None
    side: str = told()
    text: str = told()


@dataclass(frozen=True, kw_only=True)
class ChangePut(ChangeFact):
    """A request went to those who decide."""

    kind: ClassVar[str] = "agreement.change.put"
    sentence: ClassVar[str] = "{who} put {ref} to decision D-{decision}"
    decision: int


@dataclass(frozen=True, kw_only=True)
class ChangeCarriedOut(ChangeFact):
    """An approved change stands in the next version."""

    kind: ClassVar[str] = "agreement.change.written"
    sentence: ClassVar[str] = "{ref} was written into version {revision} of the {what}"
    revision: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ChangeDrafted(ChangeFact):
    """An approved change stands in a draft that holds more than was approved: nothing is put up."""

    kind: ClassVar[str] = "agreement.change.drafted"
    sentence: ClassVar[str] = (
        "{ref} was written into the draft of version {revision} of the {what}; "
        "it holds more than was approved, so somebody must put it up for signature"
    )
    revision: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ChangeOutdated(ChangeFact):
    """A change was approved for a version that is no longer in force."""

    kind: ClassVar[str] = "agreement.change.outdated"
    sentence: ClassVar[str] = (
        "{ref} was approved for version {based_on}, but version {revision} is in force: "
        "it must be looked at again"
    )
    based_on: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class ChangeDeclined(ChangeFact):
    """A change was not approved."""

    kind: ClassVar[str] = "agreement.change.declined"
    sentence: ClassVar[str] = "{ref} was not approved; everything stays as it is"


@dataclass(frozen=True, kw_only=True)
class ChangeWithdrawn(ChangeFact):
    """Who asked, or their side, no longer wants the change."""

    kind: ClassVar[str] = "agreement.change.withdrawn"
    sentence: ClassVar[str] = "{who} withdrew {ref}: {reason}"
    reason: str = told()
