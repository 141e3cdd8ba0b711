"""After the blind part: revising once, answering contests, and closing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from allied.alliances.access import require
from allied.kit.content import tidy
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.asking import REVISE, ask_for_shortlist, settled
from allied.rooms.selection.cells import CellScore, Unscorable, checked_cells, rater_for
from allied.rooms.selection.models import (
    Candidate,
    FlagAnswer,
    Rater,
    Screening,
    ScreeningCriterion,
    ScreeningState,
)
from allied.rooms.selection.simulating import simulate_when_shown
from allied.rooms.selection.steps import EDIT, RATE, WHY, locked, moved, note, refuse_unless
from allied.rooms.selection.table import Table, read_table


def revise_scores(
    *, by: Person, screening: Screening, scores: Sequence[CellScore], now: datetime
) -> Rater:
    """Revise one's scores of cells that were talked through, once; the first values are kept."""
    require(by, RATE, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        rater = rater_for(by, row)
        refuse_unless(row, ScreeningState.REVISING)
        if rater.submitted_at is None:
            raise Refused(
                "not_submitted", "You did not submit scores, so there is nothing to revise."
            )
        if rater.revised_at:
            raise Refused("revised_already", "You have revised your scores. They are revised once.")
        table = read_table(row)
        checked_cells(scores, table.candidates, table.criteria)
        _refuse_others(scores, table)
        changed = _revise(rater, scores, table)
        rater.revised_at = now
        rater.version += 1
        rater.save(update_fields=["revised_at", "version"])
        moved(row)
        said = facts.ScoresRevised(subject=row.pk, title=row.title, changed=changed)
        note(row, said, by=by, now=now)
        settled(row, REVISE, now=now, of=[by])
        simulate_when_shown(row, now=now)
    return rater


def _refuse_others(scores: Sequence[CellScore], table: Table) -> None:
    """Only what was talked through is revised: a second thought about the rest is no discussion."""
    talked = {(talk.candidate, talk.criterion) for talk in table.first_talks}
    problems = {
        cell.place: "Only cells on the discussion list are revised."
        for cell in scores
        if (str(cell.candidate), cell.criterion) not in talked
    }
    problems |= {
        cell.place: "Give a score from 1 to 5; a score cannot be taken back."
        for cell in scores
        if cell.score is None
    }
    if problems:
        raise Unscorable(problems)


def _revise(rater: Rater, scores: Sequence[CellScore], table: Table) -> int:
    keys = {one.pk: one.key for one in table.criteria}
    given: dict[tuple[UUID, str], CellScore] = {cell.place: cell for cell in scores}
    changed = 0
    for rating in table.ratings:
        cell = given.get((rating.candidate_id, keys[rating.criterion_id]))
        if rating.rater_id != rater.pk or cell is None or cell.score == rating.score:
            continue
        rating.revised_score, rating.revised_evidence = cell.score, tidy(cell.evidence).strip()
        rating.save(update_fields=["revised_score", "revised_evidence"])
        changed += 1
    return changed


def answer_contest(
    *,
    by: Person,
    candidate: Candidate,
    criterion: ScreeningCriterion,
    text: str,
    now: datetime,
) -> FlagAnswer:
    """Answer a contested score in writing; a later answer replaces it and both stay readable."""
    require(by, EDIT, candidate.alliance, now)
    text = worded(text, field="text", most=5000, required="Write the answer to this red flag.")
    with transaction.atomic():
        screening = locked(by, candidate.screening)
        refuse_unless(screening, ScreeningState.REVISING, ScreeningState.CLOSED)
        table = read_table(screening)
        found = next((one for one in table.candidates if one.pk == candidate.pk), None)
        if found is None or criterion.key not in table.contested(found):
            raise Refused("not_contested", "There is no red flag to answer here.", field="text")
        rows = FlagAnswer.objects.in_system_scope(WHY)
        rows.filter(candidate=found, criterion=criterion, replaced_at__isnull=True).update(
            replaced_at=now
        )
        made = FlagAnswer.objects.create(
            alliance_id=screening.alliance_id,
            owner_id=screening.owner_id,
            audience=OURS,
            screening=screening,
            candidate=found,
            criterion=criterion,
            text=text,
            by=by,
            at=now,
        )
        said = facts.ContestAnswered(
            subject=screening.pk,
            title=screening.title,
            candidate=found.name,
            criterion=criterion.name,
            answer=text,
        )
        note(screening, said, by=by, now=now)
    return made


def close_screening(*, by: Person, screening: Screening, now: datetime) -> Screening:
    """Scores no longer change; what was decided on them can always be read again."""
    require(by, EDIT, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.REVISING)
        row.state, row.closed_at = ScreeningState.CLOSED, now
        moved(row, "state", "closed_at")
        said = facts.ScreeningClosed(subject=row.pk, title=row.title)
        note(row, said, by=by, now=now)
        settled(row, REVISE, now=now)
        ask_for_shortlist(row, by=by, now=now)
        simulate_when_shown(row, now=now)
    return row
