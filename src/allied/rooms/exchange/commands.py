"""Importing a workbook: everything or nothing, by the commands of the rooms."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from allied.alliances import invitations
from allied.alliances.commands import join_party, place_in_seat, start_alliance
from allied.alliances.models import Alliance, ProposedMember, Role
from allied.kit.errors import Refused
from allied.papers.workbook.content import AllianceWorkbook, PersonRow
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.record import book as record
from allied.rooms.exchange import facts, incoming
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.rules import discipline_of, short_name_of
from allied.rooms.exchange.waiting import waiting_sheets
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.rights import Member
from allied.rooms.thesis.commands.drafting import start_thesis


@dataclass
class Imported:
    """What an import did, to be said in a report."""

    alliance: Alliance
    seated: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    without_seat: list[str] = field(default_factory=list)


def import_workbook(
    *,
    by: Person,
    workbook: AllianceWorkbook,
    raw: bytes,
    file_name: str,
    now: datetime,
    activate_demo: bool = False,
) -> Imported:
    """A whole alliance from a workbook that passed every check; all or nothing.

    Own people without an account are invited; the partner's stay proposals of our side until the
    partner accepts. `activate_demo` lets both in at once and is for demo data only.
    """
    if workbook.alliance.our_organisation.casefold() != by.home.name.casefold():
        problem = workbook.alliance.problem(
            "our_organisation",
            f"“{workbook.alliance.our_organisation}” is not the organisation of who imports",
            by.home.name,
        )
        raise Refused("not_ours", str(problem), field="file")
    with transaction.atomic():
        mine = _row_of(workbook, by)
        alliance = start_alliance(
            by=by,
            name=workbook.alliance.name,
            purpose=workbook.alliance.purpose,
            kind=workbook.alliance.type,
            start_date=workbook.alliance.start_date,
            currency=workbook.alliance.currency or "EUR",
            role=mine.role if mine else Role.ALLIANCE_MANAGER,
            now=now,
        )
        done = Imported(alliance)
        people = {by.name: by}
        if activate_demo:
            people |= _let_in(workbook, alliance, by, now)
        _seat_own(workbook, by, now, people, done)
        if not activate_demo:
            _propose_partner(workbook, alliance, by, now, done)
        _fill_rooms(workbook, alliance, by, now, people)
        _keep(workbook, done, by=by, now=now, raw=raw, file_name=file_name)
    return done


def _row_of(workbook: AllianceWorkbook, person: Person) -> PersonRow | None:
    return next((r for r in workbook.people if r.email.casefold() == person.email), None)


def _let_in(
    workbook: AllianceWorkbook, alliance: Alliance, by: Person, now: datetime
) -> dict[str, Person]:
    """Demo only: the partners join at once, with their people as accounts without a password."""
    found: dict[str, Person] = {}
    homes = {by.home.name.casefold(): by.home}
    for colour, name in enumerate(workbook.alliance.partner_organisations, 2):
        home = Organisation.objects.in_system_scope("demo data").filter(name=name).first()
        home = home or Organisation.objects.create(
            name=name, short_name=short_name_of(name), colour=colour % 6 + 1, created_at=now
        )
        homes[name.casefold()] = home
    joined = {by.home_id}
    for row in workbook.people:
        home = homes[row.organisation.casefold()]
        person = Person.objects.with_address(row.email) or Person.objects.create_user(
            row.email, name=row.name, title=row.title, organisation=home, joined_at=now
        )
        if home.pk not in joined:
            join_party(alliance=alliance, organisation=home, by=person, now=now)
            joined.add(home.pk)
        if home.pk != by.home_id:
            place_in_seat(
                alliance=alliance,
                person=person,
                role=row.role,
                discipline=_discipline(row),
                by=person,
                now=now,
            )
        found[row.name] = person
    return found


def _discipline(row: PersonRow) -> str:
    return discipline_of(row.title) if row.role == Role.APPROVER else ""


def _seat_own(
    workbook: AllianceWorkbook,
    by: Person,
    now: datetime,
    people: dict[str, Person],
    done: Imported,
) -> None:
    alliance = done.alliance
    ours = workbook.alliance.our_organisation.casefold()
    for row in workbook.people:
        if row.organisation.casefold() != ours or row.email.casefold() == by.email:
            continue
        account = Person.objects.with_address(row.email)
        if account and account.is_active and account.organisation_id == by.home_id:
            place_in_seat(
                alliance=alliance,
                person=account,
                role=row.role,
                discipline=_discipline(row),
                by=by,
                now=now,
            )
            people[row.name] = account
            done.seated.append(row.name)
        elif account:
            problem = row.problem("email", "belongs to another organisation", "an own address")
            raise Refused("foreign_address", str(problem), field="file")
        else:
            invitations.invite_colleague(
                by=by,
                alliance=alliance,
                address=row.email,
                name=row.name,
                role=row.role,
                discipline=_discipline(row),
                now=now,
            )
            done.invited.append(row.name)


def _propose_partner(
    workbook: AllianceWorkbook, alliance: Alliance, by: Person, now: datetime, done: Imported
) -> None:
    ours = workbook.alliance.our_organisation.casefold()
    for row in workbook.people:
        if row.organisation.casefold() == ours:
            continue
        ProposedMember.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=OURS,
            organisation_name=row.organisation,
            name=row.name,
            address=row.email,
            role=row.role,
            title=row.title,
        )
        done.proposed.append(row.name)


def _fill_rooms(
    workbook: AllianceWorkbook,
    alliance: Alliance,
    by: Person,
    now: datetime,
    people: dict[str, Person],
) -> None:
    content = incoming.thesis_of(workbook, {})
    start_thesis(by=by, alliance=alliance, audience=JOINT, content=content, now=now)
    if workbook.forums or workbook.decision_rights:
        members = {
            name: Member(person=str(person.pk), party=str(person.organisation_id))
            for name, person in people.items()
        }
        blueprint = incoming.blueprint_of(workbook, members)
        start_governance(by=by, alliance=alliance, content=blueprint, now=now)


def _keep(
    workbook: AllianceWorkbook,
    done: Imported,
    *,
    by: Person,
    now: datetime,
    raw: bytes,
    file_name: str,
) -> None:
    waiting = waiting_sheets(workbook)
    done.kept = sorted(waiting)
    KeptWorkbook.objects.create(
        alliance=done.alliance,
        owner_id=by.home_id,
        audience=OURS,
        file_name=file_name[:200],
        file=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        waiting=waiting,
        by=by,
        at=now,
    )
    said = facts.WorkbookImported(subject=done.alliance.pk, file=file_name[:200])
    record.note_own(said, by=by, now=now, alliance_id=done.alliance.pk)


def report_of(done: Imported, notes: Sequence[str] = ()) -> list[str]:
    """What an import did, line by line."""
    lines = [f"“{done.alliance.name}” is imported."]
    for names, says in (
        (done.seated, "took their seats"),
        (done.invited, "were invited to your organisation"),
        (done.proposed, "are proposed to the partner and wait for its invitation"),
    ):
        if names:
            lines.append(f"{', '.join(names)} {says}.")
    if done.kept:
        lines.append(
            f"Checked and kept with the alliance until their rooms exist: {', '.join(done.kept)}."
        )
    return [*lines, *notes]
