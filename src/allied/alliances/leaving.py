"""Leaving in one step: every way in ends, and what was awaited goes to a named successor.

One transaction (trust.md 5.3): account, sessions, tokens, seats, deputies, open invitations and
awaited acts, and a line in every joint record that named the person.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from allied.alliances import facts, home_facts
from allied.alliances.commands import close_seat, place_in_seat
from allied.alliances.models import Alliance, Awaited, Invitation, Role, Seat
from allied.alliances.organisations import administrators, require_colleague
from allied.alliances.reseating import look_again
from allied.kit.errors import Refused
from allied.kit.words import counted
from allied.people import tokens
from allied.people.models import Organisation, Person
from allied.people.sessions import end_sessions
from allied.record import book

REASON = "whoever leaves, leaves every alliance at once"


def remove_person(
    *, by: Person, person: Person, now: datetime, successor: Person | None = None
) -> Person:
    """End the account of a colleague who leaves; a successor takes over seats and open acts."""
    require_colleague(by, person)
    _check_successor(person, successor)
    with transaction.atomic():
        Organisation.objects.lock(by.home)
        row = Person.objects.select_for_update().get(pk=person.pk)
        if not row.is_active:
            return row
        seats = _seats_of(row, now)
        for alliance in _alliances(seats):
            Alliance.objects.lock(alliance)
        _check_not_the_last(row, seats, successor, now)
        _close_account(row, successor, now)
        for alliance in _alliances(seats):
            _leave_alliance(alliance, seats, row, successor, by=by, now=now)
        _clear_deputies(row, by=by, now=now)
        for alliance in _alliances(seats):
            look_again(alliance, by=by, now=now)
        said = home_facts.PersonRemoved(
            subject=row.pk,
            person=row.name,
            member=row.pseudonym,
            successor=successor.name if successor else "",
        )
        book.note_own(said, by=by, now=now)
    return row


def _check_successor(person: Person, successor: Person | None) -> None:
    if successor is None:
        return
    if successor.organisation_id != person.organisation_id or successor.pk == person.pk:
        raise Refused(
            "wrong_successor",
            "A successor is another person of the same organisation.",
            field="successor",
        )
    if not successor.is_active:
        raise Refused("has_left", f"{successor.name} has left as well.", field="successor")


def _seats_of(person: Person, now: datetime) -> list[Seat]:
    rows = Seat.objects.in_system_scope(REASON).filter(person=person, ended_at__isnull=True)
    current = rows.filter(Q(until__isnull=True) | Q(until__gt=now)).select_related("alliance")
    return list(current.order_by("alliance__created_at", "alliance_id", "given_at", "pk"))


def _alliances(seats: list[Seat]) -> list[Alliance]:
    return list({seat.alliance_id: seat.alliance for seat in seats}.values())


def _check_not_the_last(
    person: Person, seats: list[Seat], successor: Person | None, now: datetime
) -> None:
    """Without a successor nobody leaves who is the last to manage an alliance or the organisation."""
    if successor is not None:
        return
    managed = [seat for seat in seats if seat.role == Role.ALLIANCE_MANAGER]
    last = [seat for seat in managed if not _other_managers(seat, now)]
    if last:
        # Counted, not named: an administrator need not sit in these alliances.
        raise Refused(
            "last_manager",
            f"{person.name} is your last alliance manager in {counted(len(last), 'alliance')}. "
            "Name a successor.",
            field="successor",
        )
    if person.administers_organisation and len(administrators(person.home)) < 2:
        raise Refused(
            "last_administrator",
            f"{person.name} is the last administrator. Name a successor.",
            field="successor",
        )
    if person.administers_host and not _other_hosts(person):
        raise Refused(
            "last_host",
            f"{person.name} is the last who administers this server. Name a successor.",
            field="successor",
        )


def _other_hosts(person: Person) -> bool:
    rows = Person.objects.filter(administers_host=True, is_active=True)
    return rows.exclude(pk=person.pk).exists()


def _other_managers(seat: Seat, now: datetime) -> bool:
    rows = seat.alliance.seats.filter(Q(until__isnull=True) | Q(until__gt=now))
    rows = rows.filter(
        organisation_id=seat.organisation_id, role=Role.ALLIANCE_MANAGER, ended_at__isnull=True
    )
    return rows.exclude(person_id=seat.person_id).exists()


def _close_account(row: Person, successor: Person | None, now: datetime) -> None:
    if successor is not None:
        _hand_over_administration(row, successor)
    row.is_active, row.left_at = False, now
    row.rights_version += 1
    row.administers_organisation = row.administers_host = False
    row.set_unusable_password()
    row.save()
    end_sessions(row)
    tokens.revoke_all(row, now=now)
    sent = Invitation.objects.in_system_scope(REASON)
    sent = sent.filter(invited_by=row, accepted_at__isnull=True, revoked_at__isnull=True)
    sent.update(revoked_at=now)


def _hand_over_administration(row: Person, successor: Person) -> None:
    successor.administers_organisation |= (
        row.administers_organisation and len(administrators(row.home)) < 2
    )
    successor.administers_host |= row.administers_host and not _other_hosts(row)
    successor.save(update_fields=["administers_organisation", "administers_host"])


def _leave_alliance(
    alliance: Alliance,
    seats: list[Seat],
    person: Person,
    successor: Person | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    said = facts.PersonLeft(
        subject=person.pk,
        person=person.name,
        member=person.pseudonym,
        organisation=person.home.name,
        successor=successor.name if successor else "",
    )
    book.record(said, alliance_id=alliance.pk, by=by, now=now)
    left = [seat for seat in seats if seat.alliance_id == alliance.pk]
    for seat in left:
        close_seat(seat=seat, by=by, now=now)
    if successor is not None:
        _seat_successor(alliance, left, successor, by=by, now=now)
    _hand_over_acts(alliance, person, successor, now)


def _seat_successor(
    alliance: Alliance, left: list[Seat], successor: Person, *, by: Person, now: datetime
) -> None:
    held = set(
        alliance.seats.filter(person=successor, ended_at__isnull=True).values_list(
            "role", "discipline"
        )
    )
    for seat in left:
        if (seat.role, seat.discipline) not in held:
            place_in_seat(
                by=by,
                alliance=alliance,
                person=successor,
                role=seat.role,
                discipline=seat.discipline,
                until=seat.until,
                now=now,
            )


def _hand_over_acts(
    alliance: Alliance, person: Person, successor: Person | None, now: datetime
) -> None:
    rows = Awaited.objects.in_system_scope(REASON).filter(alliance=alliance, done_at__isnull=True)
    theirs = rows.filter(person=person)
    if successor is not None:
        same = set(rows.filter(person=successor).values_list("act", "subject_id"))
        for act in theirs:
            if (act.act, act.subject_id) not in same:
                act.person = successor
                act.save(update_fields=["person"])
    theirs.update(done_at=now)


def _clear_deputies(person: Person, *, by: Person, now: datetime) -> None:
    rows = Seat.objects.in_system_scope(REASON).filter(deputy=person, ended_at__isnull=True)
    for seat in rows.select_related("person").order_by("given_at", "pk"):
        seat.deputy, seat.version = None, seat.version + 1
        seat.save(update_fields=["deputy", "version"])
        said = facts.SeatChanged(subject=seat.pk, person=seat.person.name, changes="no deputy")
        book.record(said, alliance_id=seat.alliance_id, by=by, now=now)
