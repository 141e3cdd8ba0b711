"""A joint change request with what it means for one side, so that its addresses are swept."""

from allied.rooms.agreement.changes import commands
from allied.rooms.agreement.changes.commands import ChangeContent, ImpactContent
from allied.rooms.governance.models import DecisionRight
from tests.conftest import NOON
from tests.security.planters import governance  # noqa: F401 - its matrix comes first
from tests.security.planting import World, shared


@shared
def joint_changes(world: World) -> None:
    """A clause that one side wants in the annex."""
    cast = world.cast
    rights = DecisionRight.objects.visible_to(cast.daniel).filter(alliance=cast.alliance)
    made = commands.ask_for_change(
        by=cast.daniel,
        alliance=cast.alliance,
        said=ChangeContent(
            kind="commercial",
            title="Share freight",
            why="Diesel got dearer",
            edit={"title": "Freight", "text": "Both sides carry half of the freight."},
            right=rights.first(),
        ),
        now=NOON,
    )
    commands.state_impact(
        by=cast.daniel, request=made, said=ImpactContent(text="Nothing"), version=0, now=NOON
    )
