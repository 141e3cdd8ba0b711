"""What only one side has beside the annex: KPIs that its own workbook proposes; and what both have agreed."""

from datetime import timedelta
from decimal import Decimal

from allied.people.scope import OURS
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.kpis import KpiContent
from allied.rooms.agreement.annex.queries import annex_of
from allied.rooms.exchange.models import KeptWorkbook
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def scorecards_of_workbooks(world: World, person: object, owner: str) -> None:
    """The sheet Scorecard of an imported workbook, which proposes KPIs to its own side."""
    row = {
        "kpi": f"Waste {world.canary(owner)}",
        "perspective": "execution",
        "unit": world.canary(owner),
        "direction": "down",
        "target": {"decimal": "3.5"},
        "readings": [],
    }
    KeptWorkbook.objects.create(
        alliance=world.cast.alliance,
        owner_id=person.organisation_id,
        audience=OURS,
        file_name="scorecard.xlsx",
        file=b"x",
        sha256="0",
        waiting={"Scorecard": [row]},
        by=person,
        at=NOON + timedelta(hours=1),
    )


@shared
def joint_annex(world: World) -> None:
    """A KPI, a clause of one's own, and a version that waits for signatures."""
    cast = world.cast
    commands.define_kpi(
        by=cast.daniel,
        alliance=cast.alliance,
        content=KpiContent(
            name="Stores stocked", unit="stores", target=Decimal(6000), side=cast.north.pk
        ),
        now=NOON,
    )
    commands.change_terms(
        by=cast.maya,
        alliance=cast.alliance,
        part="clauses",
        content=[{"title": "Language", "text": "English"}],
        version=0,
        now=NOON,
    )
    commands.put_up_annex(
        by=cast.maya,
        alliance=cast.alliance,
        digest=annex_of(cast.alliance, cast.maya, NOON).digest,
        now=NOON,
    )
