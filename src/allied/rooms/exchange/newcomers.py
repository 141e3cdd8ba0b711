"""Who comes in with a workbook: own people take seats or are invited, the partner's are proposed."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from allied.alliances import invitations
from allied.alliances.commands import join_party, place_in_seat
from allied.alliances.models import Alliance, ProposedMember, Role
from allied.kit.errors import Refused
from allied.papers.workbook.content import AllianceWorkbook, PersonRow
from allied.people.demo import common_password
from allied.people.models import Organisation, Person
from allied.people.scope import OURS
from allied.rooms.exchange.outcome import Imported
from allied.rooms.exchange.rules import discipline_of, short_name_of


def is_ours(row: PersonRow, workbook: AllianceWorkbook) -> bool:
    """Whether this person belongs to the side that imports."""
    return row.organisation.casefold() == workbook.alliance.our_organisation.casefold()


def discipline(row: PersonRow) -> str:
    """What an approver approves, guessed from the title; empty for every other role."""
    return discipline_of(row.title) if row.role == Role.APPROVER else ""


def seat_own(
    workbook: AllianceWorkbook, by: Person, now: datetime, people: dict[str, Person], done: Imported
) -> None:
    """Colleagues with an account take their seats, the others are invited to them."""
    known = Person.objects.visible_to(by).filter(organisation_id=by.home_id)
    for row in workbook.people:
        if not is_ours(row, workbook) or row.email.casefold() == by.email:
            continue
        account = known.filter(email=Person.objects.normalise(row.email)).first()
        if account:
            _seat(done.alliance, account, row, by=by, now=now)
            people[row.name] = account
            done.seated.append(row.name)
        else:
            _invite(done.alliance, row, by=by, now=now)
            done.invited.append(row.name)
        if row.role == Role.APPROVER and not discipline(row):
            done.notes.append(f"{row.name}’s title does not say what they approve; set it there.")


def _seat(alliance: Alliance, person: Person, row: PersonRow, *, by: Person, now: datetime) -> None:
    place_in_seat(
        alliance=alliance,
        person=person,
        role=row.role,
        discipline=discipline(row),
        by=by,
        now=now,
    )


def _invite(alliance: Alliance, row: PersonRow, *, by: Person, now: datetime) -> None:
    invitations.invite_colleague(
        by=by,
        alliance=alliance,
        address=row.email,
        name=row.name,
        role=row.role,
        discipline=discipline(row),
        now=now,
    )


def propose_partner(workbook: AllianceWorkbook, by: Person, done: Imported) -> None:
    """The partner's people stay proposals of our side until the partner accepts."""
    for row in workbook.people:
        if is_ours(row, workbook):
            continue
        ProposedMember.objects.create(
            alliance=done.alliance,
            owner_id=by.home_id,
            audience=OURS,
            organisation_name=row.organisation,
            name=row.name,
            address=row.email,
            role=row.role,
            title=row.title,
        )
        done.proposed.append(row.name)


def let_in(
    workbook: AllianceWorkbook, alliance: Alliance, by: Person, now: datetime
) -> dict[str, Person]:
    """Demo only: the partners join at once; all new people get the common password."""
    hashed = make_password(common_password())
    homes = {by.home.name.casefold(): by.home} | _partners(workbook, now)
    found: dict[str, Person] = {}
    joined = {by.home_id}
    for row in workbook.people:
        home = homes[row.organisation.casefold()]
        person = _account(row, home, hashed, now)
        if home.pk not in joined:
            join_party(alliance=alliance, organisation=home, by=person, now=now)
            joined.add(home.pk)
        if home.pk != by.home_id:
            _seat(alliance, person, row, by=person, now=now)
        found[row.name] = person
    return found


def importer_of(workbook: AllianceWorkbook, address: str, now: datetime) -> Person | None:
    """Demo only: whoever brings a workbook that names them gets an account and their organisation."""
    wanted = Person.objects.normalise(address)
    for row in workbook.people:
        if row.email.casefold() == wanted and is_ours(row, workbook):
            ours = workbook.alliance.our_organisation
            return _account(row, _home(ours, 1, now), make_password(common_password()), now)
    return None


def _home(name: str, colour: int, now: datetime) -> Organisation:
    found = Organisation.objects.in_system_scope("demo data").filter(name__iexact=name).first()
    return found or Organisation.objects.create(
        name=name, short_name=short_name_of(name), colour=colour % 6 + 1, created_at=now
    )


def _partners(workbook: AllianceWorkbook, now: datetime) -> dict[str, Organisation]:
    names = workbook.alliance.partner_organisations
    return {name.casefold(): _home(name, colour, now) for colour, name in enumerate(names, 2)}


def _account(row: PersonRow, home: Organisation, hashed: str, now: datetime) -> Person:
    person = Person.objects.with_address(row.email) or Person.objects.create(
        email=Person.objects.normalise(row.email),
        password=hashed,
        name=row.name,
        title=row.title,
        time_zone=row.time_zone,
        organisation=home,
        joined_at=now,
    )
    if person.organisation_id != home.pk:
        problem = row.problem("email", "belongs to another organisation", "an own address")
        raise Refused("foreign_address", str(problem), field="file")
    return person
