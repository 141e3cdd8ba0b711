"""How complex both companies find the alliance: joint, so that its pages are swept with something in them."""

from allied.rooms.governance.simulation.commands import assess_complexity
from allied.rooms.governance.simulation.factors import factors
from tests.conftest import NOON
from tests.security.planting import World, shared


@shared
def complexity(world: World) -> None:
    """One version of the eight factors."""
    assess_complexity(
        by=world.cast.daniel,
        alliance=world.cast.alliance,
        scores={factor.key: 2 for factor in factors()},
        version=0,
        note="As both see it.",
        now=NOON,
    )
