"""The triggers and the unwind plan as the gate and the annex read them: joint, and once for a standing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from allied.alliances.gates import Standing, read_ahead
from allied.alliances.models import Stage
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep

WHY = "the gate and the annex read joint rows"
TRIGGERS, STEPS = "exits.triggers", "exits.steps"


@read_ahead(Stage.AGREEMENT)
def joint_rows(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The triggers that watch and the steps of the plan."""
    triggers = ExitTrigger.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, retired_at__isnull=True
    )
    steps = UnwindStep.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, removed_at__isnull=True
    )
    return {TRIGGERS: triggers, STEPS: steps.select_related("holder__organisation")}


def triggers_of(standing: Standing, now: datetime) -> Sequence[ExitTrigger]:
    """The triggers that watch."""
    return standing.rows(TRIGGERS, joint_rows, now)


def steps_of(standing: Standing, now: datetime) -> Sequence[UnwindStep]:
    """The steps of the plan, in their order, with those who see to them."""
    return standing.rows(STEPS, joint_rows, now)
