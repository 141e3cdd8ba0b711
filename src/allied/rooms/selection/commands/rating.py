"""Scoring blind: a rater keeps scores, hands them in once, and the blind part ends."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.content import tidy
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.asking import (
    DISCUSS,
    ask_for_revisions,
    ask_to_discuss,
    no_longer_asked,
    settled,
)
from allied.rooms.selection.cells import CellScore, checked_cells, rater_for
from allied.rooms.selection.models import (
    Rater,
    Rating,
    Screening,
    ScreeningCriterion,
    ScreeningState,
)
from allied.rooms.selection.simulating import simulate_when_shown
from allied.rooms.selection.steps import (
    EDIT,
    RATE,
    WHY,
    candidates_of,
    criteria_of,
    locked,
    moved,
    note,
    raters_of,
    refuse_unless,
)
from allied.rooms.selection.table import read_table


def save_scores(
    *,
    by: Person,
    screening: Screening,
    scores: Sequence[CellScore],
    now: datetime,
    version: int | None = None,
) -> Rater:
    """Keep one's scores until they are handed in; nobody else reads them, and no log tells them."""
    require(by, RATE, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        rater = _unsubmitted(by, row)
        if version is not None and version != rater.version:
            raise Outdated("outdated", "You changed your scores in another window since.")
        candidates, criteria = candidates_of(row), criteria_of(row)
        checked_cells(scores, candidates, criteria)
        _put(row, rater, scores, criteria, now)
        rater.version += 1
        rater.save(update_fields=["version"])
    return rater


def _unsubmitted(by: Person, screening: Screening) -> Rater:
    rater = rater_for(by, screening)
    if rater.submitted_at:
        raise Refused(
            "scored_already",
            "You have submitted your scores. After the discussion you can revise them once.",
        )
    refuse_unless(screening, ScreeningState.RATING)
    return rater


def _put(
    screening: Screening,
    rater: Rater,
    scores: Sequence[CellScore],
    criteria: Sequence[ScreeningCriterion],
    now: datetime,
) -> None:
    ids = {one.key: one.pk for one in criteria}
    rows = Rating.objects.in_system_scope(WHY).filter(rater=rater)
    known = {(row.candidate_id, row.criterion_id): row for row in rows}
    last = max((row.position for row in known.values()), default=0)
    for cell in scores:
        row = known.get((cell.candidate, ids[cell.criterion]))
        if cell.score is None:
            if row is not None:
                row.delete()
            continue
        evidence = tidy(cell.evidence).strip()
        if row is None:
            last += 1
            Rating.objects.create(
                alliance_id=screening.alliance_id,
                owner_id=screening.owner_id,
                audience=OURS,
                screening=screening,
                rater=rater,
                candidate_id=cell.candidate,
                criterion_id=ids[cell.criterion],
                score=cell.score,
                evidence=evidence,
                red_flag=cell.red_flag,
                position=last,
                at=now,
            )
        elif (row.score, row.evidence, row.red_flag) != (cell.score, evidence, cell.red_flag):
            row.score, row.evidence, row.red_flag, row.at = cell.score, evidence, cell.red_flag, now
            row.save(update_fields=["score", "evidence", "red_flag", "at"])


def submit_scores(*, by: Person, screening: Screening, now: datetime) -> Rater:
    """Hand one's scores in, once; cells left open make the results an interval."""
    require(by, RATE, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        rater = _unsubmitted(by, row)
        cells = Rating.objects.in_system_scope(WHY).filter(
            rater=rater, candidate__withdrawn_at__isnull=True
        )
        if not cells.exists():
            raise Refused("nothing_scored", "Score at least one cell before you submit.")
        rater.submitted_at = now
        rater.version += 1
        rater.save(update_fields=["submitted_at", "version"])
        no_longer_asked(row, now=now, of=[by])
        said = facts.ScoresSubmitted(subject=row.pk, title=row.title, cells=cells.count())
        note(row, said, by=by, now=now)
        if all(each.submitted_at for each in raters_of(row)):
            ask_to_discuss(row, now=now)
    return rater


def end_scoring(*, by: Person, screening: Screening, now: datetime) -> Screening:
    """End the blind part: submitted scores are read, others never count."""
    require(by, EDIT, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.RATING)
        raters = raters_of(row)
        submitted = sum(rater.submitted_at is not None for rater in raters)
        if not submitted:
            raise Refused("nobody_submitted", "Nobody has submitted yet: there is nothing to read.")
        row.state, row.ended_at = ScreeningState.REVISING, now
        moved(row, "state", "ended_at")
        no_longer_asked(row, now=now)
        settled(row, DISCUSS, now=now)
        ask_for_revisions(row, len(read_table(row).first_talks), by=by, now=now)
        said = facts.ScoringEnded(
            subject=row.pk, title=row.title, submitted=submitted, raters=len(raters)
        )
        note(row, said, by=by, now=now)
        simulate_when_shown(row, now=now)
    return row
