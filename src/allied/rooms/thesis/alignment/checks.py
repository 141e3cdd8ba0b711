"""What the gate of the agreement asks of the alignment check."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.gates import Check, Standing
from allied.kit.words import counted
from allied.rooms.thesis.alignment.differences import unsettled
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentRound,
    AlignmentSettlement,
    RoundState,
)
from allied.rooms.thesis.alignment.results import result_of

WHY = "gates are joint"
ROUTE = "thesis-alignment"


def alignment_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """Every party answered blind, and what the last round showed is settled: four queries at most."""
    rows = AlignmentRound.objects.in_system_scope(WHY)
    last = rows.filter(alliance=standing.alliance, state=RoundState.OPEN).order_by("number").last()
    answers = list(AlignmentAnswer.objects.in_system_scope(WHY).filter(round=last)) if last else []
    answered = {one.owner_id for one in answers}
    missing = [p for p in standing.parties if p.organisation_id not in answered]
    names = ", ".join(p.organisation.short_name for p in missing)
    yield Check(
        id="alignment.answered",
        says="Every party answered the alignment check blind"
        + (f" (missing: {names})" if last and missing else ""),
        holds=last is not None and not missing and len(standing.parties) > 1,
        route=ROUTE,
    )
    left = _left(last, answers) if last else 0
    yield Check(
        id="alignment.agreed",
        says=f"The alignment check leaves {counted(left, 'difference')} to settle"
        if left
        else "What the alignment check showed is settled",
        holds=len(answered) > 1 and not left,
        route=ROUTE,
    )


def _left(last: AlignmentRound, answers: list[AlignmentAnswer]) -> int:
    rows = AlignmentSettlement.objects.in_system_scope(WHY).filter(round=last)
    settled = rows.values_list("topic", "item")
    return len(unsettled(result_of(last, answers), list(settled)))
