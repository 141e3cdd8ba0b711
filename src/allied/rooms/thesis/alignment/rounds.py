"""A round as its commands need it: locked, with its frozen list, its side's people and the asked acts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from allied.alliances import awaiting
from allied.alliances.access import holders
from allied.alliances.models import Alliance, Party, Role, Seat
from allied.clock.timers import Subject, cancel_timers, set_timer
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.thesis.alignment.asked import Asked, asked_from_json
from allied.rooms.thesis.alignment.facts import SUBJECT
from allied.rooms.thesis.alignment.models import (
    AlignmentRespondent,
    AlignmentRound,
    RoundState,
)

WHY = "a round of the alignment check that its command has locked"
START, ANSWER = "alignment.start", "alignment.answer"
WEIGH = "weigh"
DEADLINE = "thesis.alignment.deadline"


def asked_in(row: AlignmentRound) -> Asked:
    """The list that was frozen when the round started."""
    return asked_from_json(row.asked)


def parties_of(alliance: Alliance) -> list[Party]:
    """The parties with their organisations, in the order that everybody sees."""
    return list(alliance.parties.select_related("organisation").order_by("position"))


def names_in(row: AlignmentRound) -> dict[str, str]:
    """The short names of the parties of this round, by id."""
    asked = asked_in(row).parties
    found = {
        str(p.organisation_id): p.organisation.short_name or p.organisation.name
        for p in parties_of(row.alliance)
    }
    return {key: name for key, name in found.items() if key in asked}


def locked(row: AlignmentRound) -> AlignmentRound:
    """The round again, read fresh and locked: whoever comes second sees what the first one did."""
    return AlignmentRound.objects.lock(row)


def refuse_closed(row: AlignmentRound, now: datetime) -> None:
    """`Refused` when this round takes no answers any more."""
    if row.state == RoundState.OPEN:
        raise Refused(
            "opened",
            f"Alignment check {row.number} is open: everybody has read the answers. The first blind "
            "round is the honest one; answer the next one.",
        )
    if row.state == RoundState.ENDED:
        raise Refused("ended", f"Alignment check {row.number} has ended. Answer the next one.")
    if now >= row.due_at:
        raise Refused(
            "too_late",
            f"The time for answers to alignment check {row.number} is over; it opens now.",
        )


def refuse_outsider(by: Person, row: AlignmentRound) -> None:
    """`Refused` for a party that joined after the round started."""
    if str(by.organisation_id) not in asked_in(row).parties:
        raise Refused(
            "joined_later",
            f"Your company joined after alignment check {row.number} started. Answer the next one.",
        )


def deadline_of(day: date, parties: Iterable[Party]) -> datetime:
    """The moment at which this day is over for every party."""
    midnight = day + timedelta(days=1)
    ends = [
        datetime.combine(midnight, time(), tzinfo=ZoneInfo(p.organisation.time_zone))
        for p in parties
    ]
    return max(ends).astimezone(UTC)


def managers_of(alliance: Alliance, organisation: UUID, now: datetime) -> list[Person]:
    """Who answers for a side when nobody else is named: its alliance managers, else its sponsors."""
    seats: Iterable[Seat] = holders(ANSWER, alliance, now).filter(organisation_id=organisation)
    for role in (Role.ALLIANCE_MANAGER, Role.SPONSOR):
        found = {seat.person_id: seat.person for seat in seats if seat.role == role}
        if found:
            return list(found.values())
    return []


def respondents_of(row: AlignmentRound, organisation: UUID) -> list[AlignmentRespondent]:
    """Who answers for one side, in the order in which they were asked."""
    rows = AlignmentRespondent.objects.in_system_scope(WHY)
    rows = rows.filter(round=row, owner_id=organisation, released_at__isnull=True)
    return list(rows.select_related("person").order_by("asked_at", "person__name", "pk"))


def roster(row: AlignmentRound, *, by: Person, now: datetime) -> list[AlignmentRespondent]:
    """Who answers for one's own side; made from its alliance managers when nobody was named yet."""
    rows = AlignmentRespondent.objects.in_system_scope(WHY)
    if not rows.filter(round=row, owner_id=by.home_id).exists():
        add_respondents(row, managers_of(row.alliance, by.home_id, now), by=by, now=now)
    return respondents_of(row, by.home_id)


def add_respondents(
    row: AlignmentRound, people: Iterable[Person], *, by: Person, now: datetime
) -> None:
    """One line each for people who answer for one's own side."""
    for person in people:
        AlignmentRespondent.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=OURS,
            round=row,
            person=person,
            asked_by=by,
            asked_at=now,
        )


def act_of(row: AlignmentRound, audience: str = JOINT) -> awaiting.Act:
    """What is awaited while a round takes answers."""
    return awaiting.Act(
        verb=WEIGH,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        title=f"Alignment check {row.number}: what is success, and how much does each outcome weigh?",
        due_at=row.due_at,
        blocking=True,
        audience=audience,
    )


def await_managers(row: AlignmentRound, *, by: Person, now: datetime) -> None:
    """The managers of every side that has not answered are asked; both sides see that."""
    from_sides = [UUID(key) for key in asked_in(row).parties]
    people = [one for side in from_sides for one in managers_of(row.alliance, side, now)]
    awaiting.await_act(act_of(row), of=people, alliance=row.alliance, asked_by=by, now=now)


def side_is_in(row: AlignmentRound, side: UUID, *, now: datetime) -> None:
    """Nothing is awaited of this side's people any more."""
    people = row.alliance.seats.filter(organisation_id=side).values_list("person_id", flat=True)
    awaiting.settle_acts(row.pk, now=now, verb=WEIGH, of=list(people))


def watch_deadline(row: AlignmentRound) -> None:
    """When the deadline has passed for all, the round opens."""
    set_timer(
        Subject(SUBJECT, row.pk),
        DEADLINE,
        row.due_at,
        alliance_id=row.alliance_id,
        owner_id=row.owner_id,
    )


def close(row: AlignmentRound, *, now: datetime) -> None:
    """Nothing is awaited and no deadline runs for a round that opened or ended."""
    awaiting.settle_acts(row.pk, now=now)
    cancel_timers(Subject(SUBJECT, row.pk), now=now)


def waiting_sides(row: AlignmentRound, sealed: Iterable[UUID]) -> Sequence[str]:
    """The parties of this round that have not answered."""
    done = {str(one) for one in sealed}
    return [key for key in asked_in(row).parties if key not in done]
