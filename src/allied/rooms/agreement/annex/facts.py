"""What the annex writes in the record, past tense."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class AnnexFrozen(Fact):
    """The annex as it stood was frozen and put up for signature."""

    kind: ClassVar[str] = "agreement.annex.frozen"
    sentence: ClassVar[str] = "{who} put version {revision} of the annex up: {changes}"
    subject_kind: ClassVar[str] = "annex"
    revision: int
    digest: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class AnnexAgreed(Fact):
    """Every party has signed, so this version of the annex is in force."""

    kind: ClassVar[str] = "agreement.annex.agreed"
    sentence: ClassVar[str] = "Version {revision} of the annex is in force"
    subject_kind: ClassVar[str] = "annex"
    revision: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class TermsChanged(Fact):
    """The parties changed what the annex itself says."""

    kind: ClassVar[str] = "agreement.terms.changed"
    sentence: ClassVar[str] = "{who} changed {part} in the annex: {changes}"
    subject_kind: ClassVar[str] = "annex terms"
    part: str
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class KpiFact(Fact):
    """What every fact about a KPI names: its key and its name."""

    subject_kind: ClassVar[str] = "kpi"
    key: str
    name: str = told()


@dataclass(frozen=True, kw_only=True)
class KpiDefined(KpiFact):
    """A figure was defined for both companies."""

    kind: ClassVar[str] = "agreement.kpi.defined"
    sentence: ClassVar[str] = "{who} defined the KPI {key}: {name}"


@dataclass(frozen=True, kw_only=True)
class KpiChanged(KpiFact):
    """The definition of a figure changed."""

    kind: ClassVar[str] = "agreement.kpi.changed"
    sentence: ClassVar[str] = "{who} changed the KPI {key} {name}: {changes}"
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class KpiRetired(KpiFact):
    """A figure is counted no longer."""

    kind: ClassVar[str] = "agreement.kpi.retired"
    sentence: ClassVar[str] = "{who} retired the KPI {key} {name}: {reason}"
    reason: str = told()
