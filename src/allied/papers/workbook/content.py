"""What an alliance workbook says: one frozen record per row, ready to be imported.

Every record remembers the cell that each of its values came from, so that a later check can
still name it; records are compared by their values alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from .problems import Problem


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a sheet, or all values of a key/value sheet."""

    sheet: ClassVar[str] = ""
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def problem(self, value: str, what: str, accepted: str) -> Problem:
        """A problem with one value of this row, found by whoever imports it."""
        return Problem(self.sheet, self.cells.get(value, "A1"), what, accepted)


@dataclass(frozen=True, kw_only=True)
class AllianceRow(Row):
    """The alliance itself; `partner_organisations` are in the order of the sheet."""

    sheet = "Alliance"
    name: str
    our_organisation: str
    partner_organisations: tuple[str, ...]
    type: str = ""
    purpose: str = ""
    start_date: date | None = None
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonRow(Row):
    """A person of one of the organisations, with the role in this alliance."""

    sheet = "People"
    name: str
    email: str
    organisation: str
    role: str
    title: str = ""
    time_zone: str = ""


@dataclass(frozen=True, kw_only=True)
class ThesisRow(Row):
    """The value thesis in words; principles are in order of weight."""

    sheet = "Value thesis"
    strategic_objective: str
    why_alliance: str = ""
    decision_principles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutcomeRow(Row):
    """An outcome with its measure; the owner is an organisation or a person."""

    sheet = "Outcomes"
    outcome: str
    measure: str
    target: Decimal
    due: date
    kind: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    owner: str = ""


@dataclass(frozen=True, kw_only=True)
class ContributionRow(Row):
    """What an organisation brings, from when to when."""

    sheet = "Contributions"
    organisation: str
    contribution: str
    amount: Decimal | None = None
    unit: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class ScopeRow(Row):
    """What is in, out or a non-goal; `side` is `in`, `out` or `non-goal`."""

    sheet = "Scope"
    item: str
    side: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AssumptionRow(Row):
    """A statement to be tested."""

    sheet = "Assumptions"
    assumption: str
    test: str = ""
    threshold: str = ""
    due: date | None = None
    critical: bool = False


@dataclass(frozen=True, kw_only=True)
class RiskRow(Row):
    """A risk; probability is a level (1 to 5) or a share (0 to 1), impact a level or money.

    Money without a sign is in the alliance's currency; the currency is empty if it has none.
    """

    sheet = "Risks"
    risk: str
    category: str = ""
    probability_level: int | None = None
    probability_share: Decimal | None = None
    impact_level: int | None = None
    impact_amount: Decimal | None = None
    impact_currency: str = ""
    owner: str = ""
    mitigation: str = ""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class FitRow(Row):
    """One rater's score (1 to 5) of one candidate on one criterion."""

    sheet = "Partner fit"
    candidate: str
    criterion: str
    rater: str
    score: int
    evidence: str = ""
    red_flag: bool = False


@dataclass(frozen=True, kw_only=True)
class ForumRow(Row):
    """A forum; the rhythm is an RRULE without its label, or empty."""

    sheet = "Forums"
    forum: str
    layer: str
    rhythm: str = ""
    members: tuple[str, ...] = ()
    quorum: int | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionRightRow(Row):
    """Who decides what; joint is yes, no or sometimes; the forum may be `As needed`."""

    sheet = "Decision rights"
    decision_type: str
    owner: str
    joint: str
    forum: str
    sla_days: int
    joint_condition: str = ""
    escalation: str = ""


@dataclass(frozen=True, kw_only=True)
class MilestoneRow(Row):
    """A milestone of the first 30, 60 or 90 days; estimates are in working days."""

    sheet = "Launch plan"
    milestone: str
    phase: int
    owner: str = ""
    due: date | None = None
    depends_on: tuple[str, ...] = ()
    optimistic: Decimal | None = None
    likely: Decimal | None = None
    pessimistic: Decimal | None = None


@dataclass(frozen=True)
class MonthValue:
    """A KPI's value for a month, given by its first day."""

    month: date
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class KpiRow(Row):
    """A KPI with its readings; `target_high` is given for a band only."""

    sheet = "Scorecard"
    kpi: str
    perspective: str
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_high: Decimal | None = None
    readings: tuple[MonthValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AllianceWorkbook:
    """A whole alliance workbook that passed every check."""

    alliance: AllianceRow
    people: tuple[PersonRow, ...]
    thesis: ThesisRow | None = None
    outcomes: tuple[OutcomeRow, ...] = ()
    contributions: tuple[ContributionRow, ...] = ()
    scope: tuple[ScopeRow, ...] = ()
    assumptions: tuple[AssumptionRow, ...] = ()
    risks: tuple[RiskRow, ...] = ()
    partner_fit: tuple[FitRow, ...] = ()
    forums: tuple[ForumRow, ...] = ()
    decision_rights: tuple[DecisionRightRow, ...] = ()
    launch_plan: tuple[MilestoneRow, ...] = ()
    scorecard: tuple[KpiRow, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The result of reading a file: a workbook, or every problem; notes say what was left out."""

    workbook: AllianceWorkbook | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
