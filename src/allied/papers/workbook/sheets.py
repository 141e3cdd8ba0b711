"""The thirteen sheets, in the order in which a new workbook lists them."""

from collections.abc import Mapping
from typing import Final

from .columns import Column, Kind, SheetSpec
from .words import squeeze


def _must(field: str, name: str, kind: Kind, *also: str) -> Column:
    return Column(field, name, kind, required=True, also=also)


def _may(field: str, name: str, kind: Kind, *also: str) -> Column:
    return Column(field, name, kind, also=also)


_ORGANISATION = ("Organization", "Company", "Party")
_DUE = ("Due date", "Deadline")
_OWNER = ("Responsible", "Owned by")

ALLIANCE: Final = SheetSpec(
    "alliance",
    "Alliance",
    (
        _must("name", "Name", Kind.NAME, "Alliance", "Alliance name"),
        _must("our_organisation", "Our organisation", Kind.NAME, "Our organization", "Our company"),
        Column(
            "partner_organisations",
            "Partner organisation",
            Kind.NAME,
            required=True,
            many=True,
            also=("Partner organization", "Partner", "Partner company", "Partner organisations"),
        ),
        _may("type", "Type", Kind.ALLIANCE_TYPE, "Alliance type"),
        _may("purpose", "Purpose", Kind.TEXT),
        _may("start_date", "Start date", Kind.DATE, "Start"),
        _may("currency", "Currency", Kind.CURRENCY),
    ),
    pairs=True,
    mandatory=True,
)

PEOPLE: Final = SheetSpec(
    "people",
    "People",
    (
        _must("name", "Name", Kind.NAME, "Full name", "Person"),
        _must("email", "E-mail", Kind.EMAIL, "E-mail address", "Mail", "Mail address"),
        _must("organisation", "Organisation", Kind.ORGANISATION, *_ORGANISATION),
        _must("role", "Role", Kind.ROLE, "Role in the alliance", "Seat"),
        _may("title", "Title", Kind.NAME, "Job title"),
        _may("time_zone", "Time zone", Kind.ZONE, "Zone"),
    ),
    mandatory=True,
)

THESIS: Final = SheetSpec(
    "thesis",
    "Value thesis",
    (
        _must("strategic_objective", "Strategic objective", Kind.TEXT, "Objective"),
        _may(
            "why_alliance",
            "Why alliance vs build/buy",
            Kind.TEXT,
            "Why alliance",
            "Why an alliance",
            "Why alliance versus build/buy",
        ),
        Column(
            "decision_principles",
            "Decision principles",
            Kind.TEXT,
            many=True,
            also=("Decision principle", "Principle", "Principles"),
        ),
    ),
    pairs=True,
)

OUTCOMES: Final = SheetSpec(
    "outcomes",
    "Outcomes",
    (
        _must("outcome", "Outcome", Kind.NAME),
        _may("kind", "Kind", Kind.OUTCOME_KIND, "Type"),
        _must("measure", "Measure", Kind.TEXT, "Measured by"),
        _may("unit", "Unit", Kind.NAME),
        _may("baseline", "Baseline", Kind.NUMBER),
        _must("target", "Target", Kind.NUMBER, "Target value"),
        _must("due", "Due", Kind.DATE, *_DUE),
        _may("owner", "Owner", Kind.OWNER, *_OWNER),
    ),
)

CONTRIBUTIONS: Final = SheetSpec(
    "contributions",
    "Contributions",
    (
        _must("organisation", "Organisation", Kind.ORGANISATION, *_ORGANISATION),
        _must("contribution", "Contribution", Kind.TEXT),
        _may("amount", "Amount", Kind.NUMBER),
        _may("unit", "Unit", Kind.NAME),
        _may("starts", "From", Kind.DATE, "From date", "Start", "Start date"),
        _may("ends", "To", Kind.DATE, "To date", "Until", "End", "End date"),
    ),
)

SCOPE: Final = SheetSpec(
    "scope",
    "Scope",
    (
        _must("item", "Item", Kind.TEXT, "Scope item"),
        _must("side", "In/Out/Non-goal", Kind.SCOPE_SIDE, "In/Out", "In or out", "Scope"),
        _may("note", "Note", Kind.TEXT, "Notes"),
    ),
)

ASSUMPTIONS: Final = SheetSpec(
    "assumptions",
    "Assumptions",
    (
        _must("assumption", "Assumption", Kind.TEXT),
        _may("test", "Test", Kind.TEXT, "How tested"),
        _may("threshold", "Threshold", Kind.TEXT),
        _may("due", "Due", Kind.DATE, *_DUE),
        _may("critical", "Critical", Kind.YES_NO),
    ),
)

RISKS: Final = SheetSpec(
    "risks",
    "Risks",
    (
        _must("risk", "Risk", Kind.TEXT),
        _may("category", "Category", Kind.NAME),
        _may("probability", "Probability", Kind.PROBABILITY, "Likelihood"),
        _may("impact", "Impact", Kind.IMPACT),
        _may("owner", "Owner", Kind.PERSON, *_OWNER),
        _may("mitigation", "Mitigation", Kind.TEXT),
        _may("due", "Due", Kind.DATE, *_DUE),
    ),
)

PARTNER_FIT: Final = SheetSpec(
    "partner_fit",
    "Partner fit",
    (
        _must("candidate", "Candidate", Kind.NAME),
        _must("criterion", "Criterion", Kind.NAME, "Criteria"),
        _must("rater", "Rater", Kind.NAME, "Rated by"),
        _must("score", "Score", Kind.SCORE, "Rating"),
        _may("evidence", "Evidence", Kind.TEXT),
        _may("red_flag", "Red flag", Kind.YES_NO),
    ),
)

FORUMS: Final = SheetSpec(
    "forums",
    "Forums",
    (
        _must("forum", "Forum", Kind.NAME, "Forum name"),
        _must("layer", "Layer", Kind.LAYER),
        _may("rhythm", "Rhythm", Kind.RHYTHM, "Cadence"),
        _may("members", "Members", Kind.PERSONS),
        _may("quorum", "Quorum", Kind.COUNT),
    ),
)

DECISION_RIGHTS: Final = SheetSpec(
    "decision_rights",
    "Decision rights",
    (
        _must("decision_type", "Decision type", Kind.NAME, "Decision"),
        _must("owner", "Owner", Kind.NAME, *_OWNER),
        _must("joint", "Joint approval?", Kind.JOINT, "Joint"),
        _must("forum", "Forum", Kind.FORUM),
        _must("sla_days", "SLA", Kind.DAYS, "SLA days", "SLA working days"),
        Column(
            "escalation",
            "Escalation",
            Kind.ESCALATION,
            required=True,
            may_be_blank=True,
            also=("Escalates to", "Escalation forum", "Escalation to"),
        ),
    ),
)

LAUNCH_PLAN: Final = SheetSpec(
    "launch_plan",
    "Launch plan",
    (
        _must("milestone", "Milestone", Kind.NAME),
        _must("phase", "Phase", Kind.PHASE),
        _may("owner", "Owner", Kind.PERSON, *_OWNER),
        _may("due", "Due", Kind.DATE, *_DUE),
        _may("depends_on", "Depends on", Kind.MILESTONES, "Dependencies", "After"),
        _may("optimistic", "Optimistic", Kind.DURATION),
        _may("likely", "Likely", Kind.DURATION, "Most likely"),
        _may("pessimistic", "Pessimistic", Kind.DURATION),
    ),
)

SCORECARD: Final = SheetSpec(
    "scorecard",
    "Scorecard",
    (
        _must("kpi", "KPI", Kind.NAME, "KPI name", "Indicator"),
        _must("perspective", "Perspective", Kind.PERSPECTIVE),
        _may("unit", "Unit", Kind.NAME),
        _may("direction", "Direction", Kind.DIRECTION),
        _may("baseline", "Baseline", Kind.NUMBER),
        _may("target", "Target", Kind.TARGET),
    ),
    months=True,
)

SHEETS: Final = (
    ALLIANCE,
    PEOPLE,
    THESIS,
    OUTCOMES,
    CONTRIBUTIONS,
    SCOPE,
    ASSUMPTIONS,
    RISKS,
    PARTNER_FIT,
    FORUMS,
    DECISION_RIGHTS,
    LAUNCH_PLAN,
    SCORECARD,
)
_BY_KEY: Final[Mapping[str, SheetSpec]] = {squeeze(spec.name): spec for spec in SHEETS}


def spec_of(sheet_name: str) -> SheetSpec | None:
    """The sheet that goes by this name, or nothing when the alliance workbook has none such."""
    return _BY_KEY.get(squeeze(sheet_name))
