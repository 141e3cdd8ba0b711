"""Workbooks that one side has brought."""

from allied.people.scope import OURS
from allied.rooms.exchange.models import KeptWorkbook, StagedWorkbook
from tests.conftest import NOON
from tests.security.planting import World, planter


@planter
def kept_workbooks(world: World, person: object, owner: str) -> None:
    """The sheets of an imported workbook that have no room yet."""
    row = {"milestone": world.canary(owner), "phase": 30, "owner": "", "depends_on": []}
    KeptWorkbook.objects.create(
        alliance=world.cast.alliance,
        owner_id=person.organisation_id,
        audience=OURS,
        file_name=f"{world.canary(owner)}.xlsx",
        file=b"x",
        sha256="0",
        waiting={"Launch plan": [row]},
        by=person,
        at=NOON,
    )


@planter
def staged_workbooks(world: World, person: object, owner: str) -> None:
    """A workbook that somebody has checked and not imported yet."""
    StagedWorkbook.objects.create(
        person=person,
        alliance_name=f"Staged {world.canary(owner)}",
        file_name=f"{world.canary(owner)}.xlsx",
        file=b"x",
        report=[world.canary(owner)],
        at=NOON,
    )
