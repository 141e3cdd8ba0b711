"""What the gate of the agreement asks of the exits."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q

from allied.alliances.gates import Check, Standing, gate_of
from allied.alliances.models import Stage
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep

WHY = "gates are joint"


@gate_of(Stage.AGREEMENT)
def exit_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """There is a trigger to talk by, and a plan to part by in which every step has an owner."""
    rows = ExitTrigger.objects.in_system_scope(WHY)
    yield Check(
        id="exits.trigger",
        says="An exit trigger is agreed",
        holds=rows.filter(alliance=standing.alliance, retired_at__isnull=True).exists(),
        route="exits",
        offer="Write down when both sides talk about leaving.",
    )
    steps = UnwindStep.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, removed_at__isnull=True
    )
    found = steps.aggregate(all=Count("pk"), bare=Count("pk", filter=Q(holder__isnull=True)))
    missing = f" ({found['bare']} without)" if found["bare"] else ""
    yield Check(
        id="exits.unwind",
        says=f"Every step of the unwind plan has an owner{missing}",
        holds=bool(found["all"]) and not found["bare"],
        route="exits",
        offer="Open the unwind plan.",
    )
