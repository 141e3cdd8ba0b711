"""Each colleague compares the criteria pair by pair, for themselves, before the weights are fixed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.asking import ask_for_weights
from allied.rooms.selection.models import PairComparison, Screening, ScreeningState
from allied.rooms.selection.steps import RATE, WHY, criteria_of, locked, note, refuse_unless
from allied.rooms.selection.weighing import times, weigh

OPEN = (ScreeningState.PREPARING, ScreeningState.RATING, ScreeningState.REVISING)


def compare_pairs(
    *,
    by: Person,
    screening: Screening,
    pairs: Mapping[str, Any],
    now: datetime,
    version: int | None = None,
) -> PairComparison:
    """Say for each pair of criteria how many times more the first counts; again replaces it.

    `version` is that of one's own comparison that was read, 0 for none; None does not look.
    """
    require(by, RATE, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, *OPEN)
        names = {one.key: one.name for one in criteria_of(row)}
        (kept,) = weigh("pairwise", {"judges": [pairs]}, names).said["judges"]
        made = _own(by, row) or PairComparison(
            alliance_id=row.alliance_id,
            owner_id=row.owner_id,
            audience=OURS,
            screening=row,
            person=by,
            pairs={},
            version=0,
        )
        if version is not None and (made.version if made.pairs else 0) != version:
            raise Outdated("outdated", "You compared the pairs since you opened this page.")
        made.pairs, made.at, made.version = kept, now, made.version + 1
        made.save()
        words = "; ".join(f"{pair} {times(value)}" for pair, value in kept.items())
        said = facts.PairsCompared(subject=row.pk, title=row.title, pairs=words)
        note(row, said, by=by, now=now)
        ask_for_weights(row, by=by, now=now)
    return made


def take_pairs_back(*, by: Person, screening: Screening, now: datetime) -> None:
    """One's own comparison counts no longer; weights that were fixed by it stand."""
    require(by, RATE, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, *OPEN)
        mine = _own(by, row)
        if mine is None or not mine.pairs:
            raise Refused("no_comparison", "You have not compared the pairs.")
        # A row never leaves: the database lets nobody delete, so it stays without its answers.
        mine.pairs, mine.at, mine.version = {}, now, mine.version + 1
        mine.save(update_fields=["pairs", "at", "version"])
        said = facts.PairsTakenBack(subject=row.pk, title=row.title)
        note(row, said, by=by, now=now)


def _own(by: Person, screening: Screening) -> PairComparison | None:
    rows = PairComparison.objects.in_system_scope(WHY)
    return rows.filter(screening=screening, person=by).first()
