"""The sheet Scorecard as it leaves: the KPIs that both sides defined, then what only waits."""

from collections.abc import Sequence

from allied.alliances.models import Alliance
from allied.papers.workbook.content import KpiRow
from allied.people.models import Person
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import Direction, KpiContent
from allied.rooms.agreement.annex.models import Kpi

DIRECTIONS = {Direction.HIGHER: "up", Direction.LOWER: "down", Direction.BAND: "band"}


def kpi_rows(
    alliance: Alliance, person: Person, waiting: Sequence[KpiRow] = ()
) -> tuple[KpiRow, ...]:
    """Every KPI that counts, with the months that our own workbook knew; then its rows that nobody defined."""
    kept = {row.kpi.casefold(): row for row in waiting}
    rows = Kpi.objects.visible_to(person).filter(alliance=alliance, retired_at__isnull=True)
    found: dict[str, KpiRow] = {}
    for kpi in rows.order_by("defined_at", "key"):
        content = content_of(kpi)
        name = kpi.name if kpi.name.casefold() not in found else f"{kpi.name} ({kpi.key})"
        months = kept.pop(name.casefold(), None)
        found[name.casefold()] = _row(name, content, months)
    return (*found.values(), *kept.values())


def _row(name: str, content: KpiContent, kept: KpiRow | None) -> KpiRow:
    return KpiRow(
        kpi=name,
        perspective=content.perspective.value,
        unit=content.unit,
        direction=DIRECTIONS[content.direction],
        baseline=content.baseline,
        target=content.target,
        target_high=content.target_high,
        readings=kept.readings if kept else (),
    )
