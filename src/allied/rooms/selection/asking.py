"""The acts that are awaited because of a screening: weights, scores, the talk, the shortlist."""

from datetime import datetime

from allied.alliances import awaiting
from allied.alliances.access import holders
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.clock.versions import calendar_today
from allied.kit.words import counted
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection.models import Rater, Screening
from allied.rooms.selection.steps import DECIDE, raters_of, weighting_of

FIX, SCORE, DISCUSS, REVISE, LIST = "fix weights", "score", "discuss", "revise", "shortlist"
OVERDUE = "selection.scores.overdue"
SHEET, SCREENING = "score sheet", "screening"
WEIGHTS, REVISION, SHORTLIST = "weights", "score revision", "shortlist"


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
    _ask(screening, DISCUSS, SCREENING, said, of=[person], by=person, now=now)


def ask_for_weights(screening: Screening, *, by: Person, now: datetime) -> None:
    """A colleague has compared the criteria: who began it is asked to fix the weights by that."""
    if screening.started_by_id != by.pk and weighting_of(screening) is None:
        said = "a colleague compared the criteria"
        _ask(screening, FIX, WEIGHTS, said, of=[screening.started_by], by=by, now=now)


def ask_for_revisions(screening: Screening, cells: int, *, by: Person, now: datetime) -> None:
    """Raters are far apart on this many cells: each may revise once, until the screening closes."""
    people = [one.person for one in raters_of(screening) if one.person and one.submitted_at]
    if cells:
        said = f"{counted(cells, 'cell')} to talk through"
        _ask(screening, REVISE, REVISION, said, of=people, by=by, now=now)


def ask_for_shortlist(screening: Screening, *, by: Person, now: datetime) -> None:
    """The scores stand: everybody of our side who may decide whom to talk to finds it in their week."""
    seats = holders(DECIDE, screening.alliance, now).filter(
        person__organisation_id=screening.owner_id
    )
    people = [seat.person for seat in seats.order_by("given_at", "pk")]
    _ask(screening, LIST, SHORTLIST, "the scores stand", of=people, by=by, now=now)


def settled(
    screening: Screening, verb: str, *, now: datetime, of: list[Person] | None = None
) -> None:
    """What was asked under this verb is done, by these people or for everybody."""
    awaiting.settle_acts(screening.pk, now=now, verb=verb, of=of)


def _ask(
    screening: Screening,
    verb: str,
    kind: str,
    said: str,
    *,
    of: list[Person],
    by: Person,
    now: datetime,
) -> None:
    act = awaiting.Act(
        verb=verb,
        subject_kind=kind,
        subject_id=screening.pk,
        title=f"Partner selection: {screening.title}, {said}",
        audience=OURS,
    )
    awaiting.await_act(act, of=of, alliance=screening.alliance, asked_by=by, now=now)
