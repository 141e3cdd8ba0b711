"""What the gate of the agreement asks of the exits."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.gates import Check, Standing, gate_of
from allied.alliances.models import Stage
from allied.rooms.agreement.exits.joint import steps_of, triggers_of


@gate_of(Stage.AGREEMENT)
def exit_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """There is a trigger to talk by, and a plan to part by in which every step has an owner."""
    yield Check(
        id="exits.trigger",
        says="An exit trigger is agreed",
        holds=bool(triggers_of(standing, now)),
        route="exits",
        offer="Write down when both sides talk about leaving.",
    )
    steps = steps_of(standing, now)
    bare = sum(step.holder_id is None for step in steps)
    missing = f" ({bare} without)" if bare else ""
    yield Check(
        id="exits.unwind",
        says=f"Every step of the unwind plan has an owner{missing}",
        holds=bool(steps) and not bare,
        route="exits",
        offer="Open the unwind plan.",
    )
