"""What the thesis writes in the record, past tense."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class ThesisStarted(Fact):
    """Somebody began to write the value thesis."""

    kind: ClassVar[str] = "thesis.thesis.started"
    sentence: ClassVar[str] = "{who} started the value thesis"
    subject_kind: ClassVar[str] = "thesis"
    digest: str


@dataclass(frozen=True, kw_only=True)
class SectionChanged(Fact):
    """One section of the draft changed."""

    kind: ClassVar[str] = "thesis.section.changed"
    sentence: ClassVar[str] = (
        "{who} changed {section} in version {revision} of the value thesis: {changes}"
    )
    subject_kind: ClassVar[str] = "thesis"
    section: str
    revision: int
    edit: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class PartnerNamed(Fact):
    """Whom the draft only named has joined: the draft means a party from now on."""

    kind: ClassVar[str] = "thesis.partner.named"
    sentence: ClassVar[str] = (
        "Version {revision} of the value thesis names its partner as a party: {changes}"
    )
    subject_kind: ClassVar[str] = "thesis"
    revision: int
    edit: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class ThesisSigned(Fact):
    """Every party signed: from now on this version is in force."""

    kind: ClassVar[str] = "thesis.version.signed"
    sentence: ClassVar[str] = "Version {revision} of the value thesis is in force: {changes}"
    subject_kind: ClassVar[str] = "thesis"
    revision: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class DraftShared(Fact):
    """One side's own draft became a joint copy."""

    kind: ClassVar[str] = "thesis.draft.shared"
    sentence: ClassVar[str] = (
        "{who} shared a draft of the value thesis of {organisation} with every party: {sections}"
    )
    subject_kind: ClassVar[str] = "thesis"
    sections: str
    digest: str
    organisation: str = told()


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(Fact):
    """Something was found that speaks for or against an assumption."""

    kind: ClassVar[str] = "thesis.evidence.added"
    sentence: ClassVar[str] = "{who} added {strength} evidence {direction} “{assumption}”: {source}"
    subject_kind: ClassVar[str] = "assumption"
    item: str
    direction: str
    strength: str
    independent: bool
    found_on: date
    assumption: str = told()
    source: str = told()
    text: str = told()


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(Fact):
    """Evidence turned out to be wrong and no longer counts."""

    kind: ClassVar[str] = "thesis.evidence.withdrawn"
    sentence: ClassVar[str] = "{who} withdrew evidence on “{assumption}”: {source}"
    subject_kind: ClassVar[str] = "assumption"
    item: str
    assumption: str = told()
    source: str = told()


@dataclass(frozen=True, kw_only=True)
class AssumptionJudged(Fact):
    """One side gave its verdict on an assumption."""

    kind: ClassVar[str] = "thesis.assumption.judged"
    sentence: ClassVar[str] = "{who} judged “{assumption}” {verdict} for {organisation}: {reason}"
    subject_kind: ClassVar[str] = "assumption"
    item: str
    verdict: str
    assumption: str = told()
    organisation: str = told()
    reason: str = told()
