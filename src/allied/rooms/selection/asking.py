"""The acts that are awaited because of a screening: of its raters, and of who opened it."""

from datetime import datetime

from allied.alliances import awaiting
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.clock.versions import calendar_today
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection.models import Rater, Screening
from allied.rooms.selection.steps import raters_of

SCORE, DISCUSS = "score", "discuss"
OVERDUE = "selection.scores.overdue"
SHEET, SCREENING = "score sheet", "screening"


def due_of(screening: Screening) -> datetime | None:
    """Close of business of the day until which scores are wanted, on the calendar of our side."""
    if screening.rate_by is None:
        return None
    return calendar_today(screening.owner, screening.rate_by.year).closing(screening.rate_by)


def ask_for_scores(screening: Screening, raters: list[Rater], *, by: Person, now: datetime) -> None:
    """Each of these raters finds the sheet in their week, and gets a letter."""
    act = awaiting.Act(
        verb=SCORE,
        subject_kind=SHEET,
        subject_id=screening.pk,
        title=f"Partner selection: {screening.title}",
        due_at=due_of(screening),
        blocking=True,
        audience=OURS,
    )
    people = [rater.person for rater in raters if rater.person and rater.submitted_at is None]
    awaiting.await_act(act, of=people, alliance=screening.alliance, asked_by=by, now=now)


def watch_deadline(screening: Screening) -> None:
    """When the day is over, who opened scoring is told that it can be ended."""
    due = due_of(screening)
    if due is not None:
        set_timer(
            Subject(SCREENING, screening.pk),
            OVERDUE,
            due,
            alliance_id=screening.alliance_id,
            owner_id=screening.owner_id,
            audience=OURS,
        )


def no_longer_asked(screening: Screening, *, now: datetime, of: list[Person] | None = None) -> None:
    """Scores of these people (of everybody, when none are named) are not awaited any more."""
    awaiting.settle_acts(screening.pk, now=now, verb=SCORE, of=of)
    if of is None:
        cancel_timers(Subject(SCREENING, screening.pk), now=now)


def ask_to_discuss(screening: Screening, *, now: datetime) -> None:
    """Who opened scoring is asked to end it: all scores are in, or the day is over."""
    person = screening.opened_by
    if person is None:
        return
    waiting = sum(rater.submitted_at is None for rater in raters_of(screening))
    said = "every score is in" if not waiting else "the day for scores is over"
    act = awaiting.Act(
        verb=DISCUSS,
        subject_kind=SCREENING,
        subject_id=screening.pk,
        title=f"Partner selection: {screening.title}, {said}",
        audience=OURS,
    )
    awaiting.await_act(act, of=[person], alliance=screening.alliance, asked_by=person, now=now)


def discussed(screening: Screening, *, now: datetime) -> None:
    """Scoring was ended: nobody is asked for that any more."""
    awaiting.settle_acts(screening.pk, now=now, verb=DISCUSS)
