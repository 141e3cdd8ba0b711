"""What the gate of the agreement asks of the alignment check."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from allied.alliances.gates import Check, Standing, read_ahead
from allied.alliances.models import Stage
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
ROUND, ANSWERS, SETTLED = "alignment.round", "alignment.answers", "alignment.settled"


@read_ahead(Stage.AGREEMENT)
def last_round(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The last round that opened, what was answered in it, and what of it is settled."""
    rounds = AlignmentRound.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, state=RoundState.OPEN
    )
    last = rounds.order_by("-number")[:1]
    answers = AlignmentAnswer.objects.in_system_scope(WHY)
    settled = AlignmentSettlement.objects.in_system_scope(WHY)
    return {
        ROUND: last,
        ANSWERS: answers.filter(round__in=last.values("pk")),
        SETTLED: settled.filter(round__in=last.values("pk")).values_list("topic", "item"),
    }


def alignment_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """Every party answered blind, and what the last round showed is settled."""
    rounds: list[AlignmentRound] = standing.rows(ROUND, last_round, now)
    last = next(iter(rounds), None)
    answers: list[AlignmentAnswer] = standing.rows(ANSWERS, last_round, now)
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
    settled: list[tuple[str, str]] = standing.rows(SETTLED, last_round, now)
    left = len(unsettled(result_of(last, answers), settled)) if last else 0
    yield Check(
        id="alignment.agreed",
        says=f"The alignment check leaves {counted(left, 'difference')} to settle"
        if left
        else "What the alignment check showed is settled",
        holds=len(answered) > 1 and not left,
        route=ROUTE,
    )
