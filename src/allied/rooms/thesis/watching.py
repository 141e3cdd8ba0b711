"""Watches the dates of the tests: two weeks before one is due, both sides' managers are told."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from allied.alliances import awaiting
from allied.alliances.models import Alliance, Role, Seat
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.words import shortened
from allied.people.models import Person
from allied.rooms.thesis.assumptions import due_date
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.dates import launch_of, told_from
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.models import AssumptionVerdict, Thesis

DUE = "thesis.test.due"
JUDGE = "judge"
CLOSE = time(17, tzinfo=UTC)


def subject_of(thesis_id: UUID, item: str) -> Subject:
    """What timers and awaited acts about one assumption are about."""
    return Subject("assumption", uuid5(thesis_id, item))


def watch_tests(
    thesis: Thesis,
    before: ThesisContent | None,
    content: ThesisContent,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Set a timer for each test of the version that is now in force, and drop those of the last one."""
    launch = launch_of(thesis.alliance, thesis.started_at.date())
    kept = {one.id for one in content.assumptions}
    for old in before.assumptions if before else ():
        subject = subject_of(thesis.pk, old.id)
        cancel_timers(subject, now=now)
        if old.id not in kept:
            awaiting.settle_acts(subject.id, now=now)
    for one in content.assumptions:
        set_timer(
            subject_of(thesis.pk, one.id),
            DUE,
            max(told_from(one, launch), now),
            alliance_id=thesis.alliance_id,
            owner_id=by.home_id,
        )


def managers_of(alliance: Alliance, organisations: Iterable[UUID] | None = None) -> list[Person]:
    """The alliance managers who hold a seat now, of these organisations or of all."""
    seats = alliance.seats.filter(
        role=Role.ALLIANCE_MANAGER, ended_at__isnull=True, person__is_active=True
    )
    rows: Iterable[Seat] = seats.select_related("person").order_by("given_at", "pk")
    wanted = None if organisations is None else set(organisations)
    return [seat.person for seat in rows if wanted is None or seat.organisation_id in wanted]


def await_verdicts(
    thesis: Thesis, assumption: Assumption, *, asked_by: Person, now: datetime
) -> None:
    """Ask exactly the managers of every side that has not judged yet."""
    alliance = thesis.alliance
    judged = set(
        AssumptionVerdict.objects.in_system_scope("whose verdict is missing")
        .filter(thesis=thesis, item=assumption.id, replaced_at__isnull=True)
        .values_list("owner_id", flat=True)
    )
    silent = [
        party.organisation_id
        for party in alliance.parties.all()
        if party.organisation_id not in judged
    ]
    launch = launch_of(alliance, thesis.started_at.date())
    last = datetime.combine(due_date(assumption, launch, limits()), CLOSE)
    subject = subject_of(thesis.pk, assumption.id)
    act = awaiting.Act(
        verb=JUDGE,
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=f"Test: {shortened(assumption.statement, 200)}",
        due_at=last,
    )
    people = managers_of(alliance, silent)
    asked, managing = awaiting.asked_of(subject.id, JUDGE), {person.pk for person in people}
    awaiting.settle_acts(subject.id, now=now, verb=JUDGE, of=asked - managing)
    awaiting.move_deadline(subject.id, last)
    awaiting.await_act(act, of=people, alliance=alliance, asked_by=asked_by, now=now)


def verdict_given(thesis: Thesis, item: str, *, by: Person, now: datetime) -> None:
    """This side has judged: its managers are no longer asked."""
    colleagues = managers_of(thesis.alliance, [by.home_id])
    awaiting.settle_acts(subject_of(thesis.pk, item).id, now=now, verb=JUDGE, of=colleagues)
