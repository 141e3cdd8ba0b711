"""Asking colleagues to score, and opening the blind part."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from allied.alliances.access import may, require, seats_of
from allied.kit.errors import Refused
from allied.kit.words import counted
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.asking import ask_for_scores, no_longer_asked, watch_deadline
from allied.rooms.selection.models import Rater, Screening, ScreeningState
from allied.rooms.selection.steps import (
    EDIT,
    RATE,
    WHY,
    candidates_of,
    locked,
    moved,
    next_position,
    note,
    raters_of,
    refuse_unless,
    weighting_of,
)

FEWEST_CANDIDATES = 2


def ask_raters(
    *, by: Person, screening: Screening, people: Sequence[Person], now: datetime
) -> list[Rater]:
    """Ask colleagues whose seat reads private records to score, each on their own."""
    require(by, EDIT, screening.alliance, now)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.PREPARING, ScreeningState.RATING)
        asked = {rater.person_id for rater in raters_of(row)}
        new = [one for one in dict.fromkeys(people) if one.pk not in asked]
        for person in new:
            _refuse_outsider(row, person, by, now)
        made = _add_raters(row, new, now)
        for rater in made:
            said = facts.RaterAsked(subject=row.pk, title=row.title, rater=rater.name)
            note(row, said, by=by, now=now)
        if made:
            moved(row)
        if row.state == ScreeningState.RATING:
            ask_for_scores(row, made, by=by, now=now)
    return made


def _refuse_outsider(screening: Screening, person: Person, by: Person, now: datetime) -> None:
    if person.organisation_id != by.home_id:
        raise Refused("not_a_colleague", "Only colleagues score your candidates.", field="people")
    if not person.is_active or not may(seats_of(person, screening.alliance, now), RATE):
        raise Refused(
            "may_not_rate",
            f"{person.name} has no seat that reads what only your company sees. A sponsor, alliance "
            "manager, operational lead or approver can score.",
            field="people",
        )


def _add_raters(screening: Screening, people: Iterable[Person], now: datetime) -> list[Rater]:
    rows = Rater.objects.in_system_scope(WHY).filter(screening=screening)
    first = next_position(list(rows.values_list("position", flat=True)))
    return [
        Rater.objects.create(
            alliance_id=screening.alliance_id,
            owner_id=screening.owner_id,
            audience=OURS,
            screening=screening,
            person=person,
            name=person.name,
            name_key=person.name.casefold(),
            position=position,
            asked_at=now,
        )
        for position, person in enumerate(people, first)
    ]


def release_rater(*, by: Person, rater: Rater, now: datetime, version: int | None = None) -> Rater:
    """A colleague no longer scores; scores that were not submitted never count."""
    require(by, EDIT, rater.alliance, now)
    with transaction.atomic():
        screening = locked(by, rater.screening, version)
        row = Rater.objects.lock(rater)
        if row.withdrawn_at:
            return row
        refuse_unless(screening, ScreeningState.PREPARING, ScreeningState.RATING)
        if row.submitted_at:
            raise Refused(
                "has_submitted",
                f"{row.name} has submitted. Submitted scores stay: nobody drops a rater after "
                "learning what they think.",
            )
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        moved(screening)
        if row.person:
            no_longer_asked(screening, now=now, of=[row.person])
        said = facts.RaterReleased(subject=screening.pk, title=screening.title, rater=row.name)
        note(screening, said, by=by, now=now)
    return row


def open_scoring(
    *, by: Person, screening: Screening, now: datetime, rate_by: date | None = None
) -> Screening:
    """Open the sheets of all raters; criteria, candidates and their anchors stand from here on."""
    require(by, EDIT, screening.alliance, now)
    if rate_by is not None and rate_by < now.date():
        raise Refused("past", "The day for scores is still to come.", field="rate_by")
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.PREPARING)
        candidates, raters = candidates_of(row), raters_of(row)
        _refuse_unprepared(row, len(candidates), len(raters))
        row.state, row.rate_by = ScreeningState.RATING, rate_by
        row.opened_by, row.opened_at = by, now
        moved(row, "state", "rate_by", "opened_by", "opened_at")
        said = facts.ScoringOpened(
            subject=row.pk,
            title=row.title,
            candidates=len(candidates),
            raters=len(raters),
            until=rate_by,
        )
        note(row, said, by=by, now=now)
        ask_for_scores(row, raters, by=by, now=now)
        watch_deadline(row)
    return row


def _refuse_unprepared(screening: Screening, candidates: int, raters: int) -> None:
    if weighting_of(screening) is None:
        raise Refused("weights_first", "Fix the weights before scoring opens.")
    fewest = 1 if screening.repeats_id else FEWEST_CANDIDATES
    if candidates < fewest:
        raise Refused(
            "too_few_candidates",
            f"Add {counted(fewest, 'candidate')} at least: a score means something beside others.",
        )
    if not raters:
        raise Refused("no_raters", "Ask at least one colleague to score; three are better.")
