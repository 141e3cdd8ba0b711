"""Fixing how much each criterion counts: before names are known, and once per screening."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import listed, percent
from allied.people.models import Person
from allied.rooms.selection import facts
from allied.rooms.selection.asking import FIX, settled
from allied.rooms.selection.models import (
    Candidate,
    PairComparison,
    Screening,
    ScreeningCriterion,
    ScreeningState,
    Weighting,
)
from allied.rooms.selection.rows import add_weighting, said_by
from allied.rooms.selection.simulating import simulate_when_shown
from allied.rooms.selection.steps import (
    EDIT,
    WHY,
    criteria_of,
    locked,
    moved,
    note,
    refuse_unless,
)
from allied.rooms.selection.weighing import METHODS, is_whole, weigh

WHY_AGAIN = "The names are known by now: say why the weights change. It stands beside every result."


def fix_weights(
    *,
    by: Person,
    screening: Screening,
    method: str,
    said: Mapping[str, Any],
    now: datetime,
    reason: str = "",
) -> Weighting:
    """Fix the weights by one of the methods; a later version needs a reason and is shown as such.

    Pairs without judges in `said` are taken from the comparisons that colleagues have kept.
    """
    require(by, EDIT, screening.alliance, now)
    if method not in METHODS:
        raise Refused(
            "unknown_method", f"The method is {listed(list(METHODS), 'or')}.", field="method"
        )
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.PREPARING, ScreeningState.RATING, ScreeningState.REVISING)
        criteria = criteria_of(row)
        if method == "pairwise" and "judges" not in said:
            said = _compared(row, criteria)
        weighed = weigh(method, said, {one.key: one.name for one in criteria})
        known = _names_known(row)
        reason = worded(reason, field="reason", most=2000, required=WHY_AGAIN if known else "")
        made = add_weighting(row, method, weighed, reason=reason, names_known=known, by=by, now=now)
        moved(row)
        note(row, _fixed(row, made, criteria), by=by, now=now)
        settled(row, FIX, now=now)
        simulate_when_shown(row, now=now)
    return made


def _compared(screening: Screening, criteria: list[ScreeningCriterion]) -> dict[str, Any]:
    """What colleagues said about today's criteria, pair by pair."""
    rows = PairComparison.objects.in_system_scope(WHY).filter(screening=screening)
    names = {one.key: one.name for one in criteria}
    counting = [
        row
        for row in rows.select_related("person").order_by("person__name", "pk")
        if is_whole(row.pairs, names)
    ]
    return said_by(counting)


def _names_known(screening: Screening) -> bool:
    rows = Candidate.objects.in_system_scope(WHY).filter(screening=screening)
    return rows.exists()


def _fixed(
    screening: Screening, made: Weighting, criteria: list[ScreeningCriterion]
) -> facts.WeightsFixed:
    words = [f"{one.name} {percent(made.weights[one.key])}" for one in criteria]
    return facts.WeightsFixed(
        subject=screening.pk,
        title=screening.title,
        revision=made.revision,
        method=made.method,
        names_known=made.names_known,
        weights=listed(words),
        reason=made.reason,
    )
