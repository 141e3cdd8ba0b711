"""What the gate of the agreement asks: both companies have signed how they handle conflict."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.gates import Check, Standing, gate_of
from allied.alliances.models import Stage
from allied.rooms.conflict.versions import signed_one


@gate_of(Stage.AGREEMENT)
def ladder_check(standing: Standing, now: datetime) -> Iterable[Check]:
    """A ladder is agreed before anybody needs it."""
    yield Check(
        id="conflict.ladder",
        says="Both companies have signed the steps that a conflict climbs",
        holds=signed_one(standing, now) is not None,
        route="conflict-ladder",
        offer="Agree the steps that a conflict climbs.",
    )
