"""A joint exit trigger and the unwind plan, so that their addresses are swept."""

from allied.rooms.agreement.exits import commands
from allied.rooms.agreement.exits.commands import TriggerContent
from tests.conftest import NOON
from tests.security.planting import World, shared


@shared
def joint_exits(world: World) -> None:
    """When both would talk about leaving, and how they would part."""
    cast = world.cast
    rule = "WHEN sponsors_missing > 0 FOR 2 months THEN review(steering, 10)"
    said = TriggerContent(name="Nobody at the top", rule=rule)
    commands.add_trigger(by=cast.daniel, alliance=cast.alliance, said=said, now=NOON)
    commands.open_unwind_plan(by=cast.daniel, alliance=cast.alliance, now=NOON)
