"""Starting and changing an alliance, and giving seats in it: the only hands that write here."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from allied.alliances import facts, redating
from allied.alliances.access import require
from allied.alliances.models import Alliance, Discipline, Kind, Party, Role, Seat
from allied.alliances.reseating import look_again
from allied.kit.errors import Outdated, Refused, refuse_outdated
from allied.kit.texts import is_legible
from allied.people.models import Organisation, Person
from allied.record import book
from allied.record.facts import Fact

COLOURS = range(1, 7)
EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)


def start_alliance(
    *,
    by: Person,
    name: str,
    now: datetime,
    purpose: str = "",
    kind: str = "",
    start_date: date | None = None,
    currency: str = "EUR",
    role: str = Role.ALLIANCE_MANAGER,
    discipline: str = "",
    also_manages: bool = False,
) -> Alliance:
    """One organisation begins to prepare an alliance; nobody else knows that it exists.

    `also_manages` adds the alliance manager's seat to another role, so that somebody can invite.
    """
    name = _named(name)
    if kind and kind not in Kind.values:
        raise Refused("unknown_kind", f"The type is one of {', '.join(Kind.values)}.", field="kind")
    with transaction.atomic():
        alliance = Alliance.objects.create(
            name=name,
            kind=kind,
            purpose=purpose.strip(),
            start_date=_dated(start_date, "start_date"),
            currency=currency.upper(),
            created_at=now,
        )
        book.open_joint_log(alliance.pk, now=now)
        said: list[Fact] = [facts.AllianceStarted(subject=alliance.pk, name=name)]
        said.append(_joined(_make_party(alliance, by.home, [], now)))
        said.append(_given(_make_seat(alliance, by, role, discipline, now)))
        if also_manages and role != Role.ALLIANCE_MANAGER:
            said.append(_given(_make_seat(alliance, by, Role.ALLIANCE_MANAGER, "", now)))
        book.record_all(said, alliance_id=alliance.pk, by=by, now=now)
    return alliance


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise Refused("name_length", "The name has between 1 and 200 characters.", field="name")
    if not is_legible(name):
        raise Refused("illegible", "The name has letters that everybody can see.", field="name")
    return name


def _dated(day: date | None, field: str) -> date | None:
    """A day within living memory or plans; others are slips of the pen, and break sums of days."""
    if day is not None and not EARLIEST <= day <= LATEST:
        raise Refused(
            "far_day", f"The day lies between {EARLIEST.year} and {LATEST.year}.", field=field
        )
    return day


def join_party(
    *, alliance: Alliance, organisation: Organisation, by: Person, now: datetime
) -> Party:
    """An organisation becomes a party, in the next place and in a colour that nobody else has there."""
    party = _make_party(alliance, organisation, list(alliance.parties.all()), now)
    book.record(_joined(party), alliance_id=alliance.pk, by=by, now=now)
    return party


def _make_party(
    alliance: Alliance, organisation: Organisation, taken: Sequence[Party], now: datetime
) -> Party:
    if any(party.organisation_id == organisation.pk for party in taken):
        raise Refused("already_party", f"{organisation.name} is already a party of this alliance.")
    used = {party.colour for party in taken}
    free = [colour for colour in (organisation.colour, *COLOURS) if colour not in used]
    if not free:
        raise Refused("too_many_parties", "An alliance has at most six parties.")
    return Party.objects.create(
        alliance=alliance,
        organisation=organisation,
        position=len(taken),
        colour=free[0],
        joined_at=now,
    )


def _joined(party: Party) -> facts.PartyJoined:
    home = party.organisation
    return facts.PartyJoined(subject=home.pk, organisation=home.name, position=party.position)


def change_alliance(
    *,
    by: Person,
    alliance: Alliance,
    now: datetime,
    version: int,
    name: str,
    purpose: str,
    kind: str = "",
    start_date: date | None = None,
    launch_date: date | None = None,
    currency: str = "EUR",
) -> Alliance:
    """Change what the alliance is called and when it runs; refused against an outdated version."""
    require(by, "alliance.change", alliance, now)
    wanted = {
        "name": _named(name),
        "purpose": purpose.strip(),
        "kind": kind,
        "start_date": _dated(start_date, "start_date"),
        "launch_date": _dated(launch_date, "launch_date"),
        "currency": currency.upper(),
    }
    with transaction.atomic():
        row = Alliance.objects.lock(alliance)
        changed = [field for field, value in wanted.items() if getattr(row, field) != value]
        if not changed:
            return row
        if row.version != version:
            raise Outdated("outdated", "Somebody else changed the alliance since you opened it.")
        for field in changed:
            setattr(row, field, wanted[field])
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        words = ", ".join(field.replace("_", " ") for field in changed)
        said = facts.AllianceChanged(subject=row.pk, changes=words)
        book.record(said, alliance_id=row.pk, by=by, now=now)
        if redating.DATES.intersection(changed):
            redating.look_again(row, by=by, now=now)
    return row


def give_seat(
    *,
    by: Person,
    alliance: Alliance,
    person: Person,
    role: str,
    now: datetime,
    discipline: str = "",
    until: datetime | None = None,
) -> Seat:
    """Seat a colleague: only an organisation's own manager seats its people."""
    require(by, "seat.give", alliance, now)
    if person.organisation_id != by.organisation_id:
        raise Refused("not_a_colleague", "Each organisation gives seats to its own people only.")
    if not person.is_active:
        raise Refused("has_left", f"{person.name} has left and cannot take a seat.")
    with transaction.atomic():
        seat = place_in_seat(
            alliance=alliance,
            person=person,
            role=role,
            discipline=discipline,
            until=until,
            by=by,
            now=now,
        )
        look_again(alliance, by=by, now=now)
    return seat


def _check_seat(role: str, discipline: str, until: datetime | None, now: datetime) -> None:
    if role not in Role.values:
        raise Refused("unknown_role", f"The role is one of {', '.join(Role.values)}.", field="role")
    if discipline and (role != Role.APPROVER or discipline not in Discipline.values):
        raise Refused(
            "unknown_discipline",
            "Only an approver has a discipline: legal, security or finance.",
            field="discipline",
        )
    if role == Role.OBSERVER and until is not None and until <= now:
        raise Refused(
            "until_past", "The last day of an observer lies in the future.", field="until"
        )


def place_in_seat(
    *,
    by: Person,
    alliance: Alliance,
    person: Person,
    role: str,
    now: datetime,
    discipline: str = "",
    until: datetime | None = None,
) -> Seat:
    """Write the seat itself (after the right was checked, or when an invitation carries it)."""
    try:
        with transaction.atomic():
            seat = _make_seat(alliance, person, role, discipline, now, until=until)
            book.record(_given(seat), alliance_id=alliance.pk, by=by, now=now)
    except IntegrityError as error:
        raise Refused("seat_taken", f"{person.name} already has this seat.") from error
    return seat


def _make_seat(
    alliance: Alliance,
    person: Person,
    role: str,
    discipline: str,
    now: datetime,
    *,
    until: datetime | None = None,
) -> Seat:
    _check_seat(role, discipline, until, now)
    return Seat.objects.create(
        alliance=alliance,
        person=person,
        organisation_id=person.home_id,
        role=role,
        discipline=discipline,
        given_at=now,
        until=until,
    )


def _given(seat: Seat) -> facts.SeatGiven:
    return facts.SeatGiven(
        subject=seat.pk,
        person=seat.person.name,
        member=seat.person.pseudonym,
        role=seat.role,
        discipline=seat.discipline,
    )


def change_seat(
    *,
    by: Person,
    seat: Seat,
    now: datetime,
    deputy: Person | None = None,
    absent_from: date | None = None,
    absent_until: date | None = None,
    version: int | None = None,
) -> Seat:
    """Name a deputy and days of absence; the deputy is a colleague with a seat of their own or none."""
    require(by, "seat.give", seat.alliance, now)
    if seat.organisation_id != by.organisation_id:
        raise Refused(
            "not_a_colleague", "Each organisation changes the seats of its own people only."
        )
    if deputy and (deputy.organisation_id != seat.organisation_id or deputy.pk == seat.person_id):
        raise Refused(
            "wrong_deputy", "A deputy is another person of the same organisation.", field="deputy"
        )
    if (absent_from is None) != (absent_until is None) or (
        absent_from and absent_until and absent_until < absent_from
    ):
        raise Refused(
            "absence", "An absence has a first and a last day, in that order.", field="absent_until"
        )
    with transaction.atomic():
        row = Seat.objects.lock(seat)
        if row.ended_at:
            raise Refused("seat_ended", f"{row.person.name} no longer has this seat.")
        refuse_outdated(version, row.version, "The seat")
        row.deputy, row.absent_from, row.absent_until = deputy, absent_from, absent_until
        row.version += 1
        row.save(update_fields=["deputy", "absent_from", "absent_until", "version"])
        words = f"deputy {deputy.name}" if deputy else "no deputy"
        words += f", absent {absent_from} to {absent_until}" if absent_from else ""
        said = facts.SeatChanged(subject=row.pk, person=row.person.name, changes=words)
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
        look_again(seat.alliance, by=by, now=now)
    return row


def end_seat(*, by: Person, seat: Seat, now: datetime) -> Seat:
    """A person leaves a seat; an organisation's last alliance manager needs a successor first."""
    require(by, "seat.give", seat.alliance, now)
    if seat.organisation_id != by.organisation_id:
        raise Refused("not_a_colleague", "Each organisation ends the seats of its own people only.")
    with transaction.atomic():
        Alliance.objects.lock(
            seat.alliance
        )  # two managers who leave at once leave one after the other
        row = Seat.objects.lock(seat)
        if row.ended_at:
            return row
        others = row.alliance.seats.filter(
            Q(until__isnull=True) | Q(until__gt=now),
            organisation_id=row.organisation_id,
            role=Role.ALLIANCE_MANAGER,
            ended_at__isnull=True,
        ).exclude(pk=row.pk)
        if row.role == Role.ALLIANCE_MANAGER and not others.exists():
            raise Refused(
                "last_manager", "Name another alliance manager first: the last one cannot leave."
            )
        close_seat(seat=row, by=by, now=now)
        look_again(seat.alliance, by=by, now=now)
    return row


def close_seat(*, seat: Seat, by: Person, now: datetime) -> None:
    """Write the end of a seat itself (after the checks)."""
    seat.ended_at, seat.version = now, seat.version + 1
    seat.save(update_fields=["ended_at", "version"])
    said = facts.SeatEnded(
        subject=seat.pk, person=seat.person.name, member=seat.person.pseudonym, role=seat.role
    )
    book.record(said, alliance_id=seat.alliance_id, by=by, now=now)
