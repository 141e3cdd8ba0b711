"""What an imported workbook offers to earlier rooms, to its own side: KPIs, and members of forums."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from allied.alliances.models import Alliance
from allied.papers.workbook.content import KpiRow
from allied.people.models import Person
from allied.rooms.agreement.annex.kpis import Direction, KpiContent, Perspective
from allied.rooms.agreement.annex.proposals import Proposal, source_of_proposals
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.waiting import given_back
from allied.rooms.governance.expected import source_of_members

SHEET = "Scorecard"
DIRECTIONS = {"down": Direction.LOWER, "band": Direction.BAND}


@source_of_proposals
def from_scorecards(person: Person, alliance: Alliance) -> Iterable[Proposal]:
    """The rows of the sheet Scorecard of our newest workbook; the partner never reads them."""
    rows = KeptWorkbook.objects.visible_to(person).filter(alliance=alliance).order_by("-at", "pk")
    waiting = rows.values_list("waiting", flat=True).first() or {}
    if SHEET not in waiting:
        return
    for place, row in enumerate(given_back({SHEET: waiting[SHEET]})["scorecard"]):
        if isinstance(row, KpiRow):
            yield Proposal(
                id=f"workbook-{place}", content=_content(row), source="your workbook", ours=True
            )


@source_of_members
def from_forums(person: Person, alliance: Alliance) -> Mapping[str, Sequence[str]]:
    """The members that the sheet Forums of our newest workbook names; the partner never reads them."""
    rows = KeptWorkbook.objects.visible_to(person).filter(alliance=alliance).order_by("-at", "pk")
    known = rows.values_list("remembered", flat=True).first() or {}
    addresses = known.get("addresses", {})
    return {
        forum: [addresses[name] for name in names if name in addresses]
        for forum, names in known.get("members", {}).items()
    }


def _content(row: KpiRow) -> KpiContent:
    direction = DIRECTIONS.get(row.direction, Direction.HIGHER)
    band = direction is Direction.BAND and row.target_high is not None
    known = {one.value for one in Perspective}
    perspective = Perspective(row.perspective) if row.perspective in known else Perspective.VALUE
    return KpiContent(
        name=row.kpi[:200],
        perspective=perspective,
        unit=row.unit[:40],
        direction=direction if band or direction is not Direction.BAND else Direction.HIGHER,
        baseline=_fitting(row.baseline),
        target=_fitting(row.target),
        target_high=_fitting(row.target_high) if band else None,
    )


def _fitting(value: Decimal | None) -> Decimal | None:
    return value if value is not None and abs(value) < 10**15 else None
