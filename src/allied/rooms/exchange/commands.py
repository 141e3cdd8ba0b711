"""Importing a workbook: everything or nothing, by the commands of the rooms."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from allied.alliances.commands import start_alliance
from allied.alliances.models import Alliance, Role
from allied.kit.errors import Refused
from allied.papers.workbook.content import AllianceWorkbook, PersonRow
from allied.papers.workbook.reading import read_workbook
from allied.people.demo import common_password
from allied.people.doors import system_scope
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.record import book as record
from allied.rooms.exchange import facts, incoming
from allied.rooms.exchange.checks import located, problems_of
from allied.rooms.exchange.models import KeptWorkbook, StagedWorkbook
from allied.rooms.exchange.newcomers import discipline, let_in, propose_partner, seat_own
from allied.rooms.exchange.outcome import Imported, Unimportable, report_of
from allied.rooms.exchange.register import fill_register
from allied.rooms.exchange.remembering import remembered
from allied.rooms.exchange.scores import fill_selection
from allied.rooms.exchange.twins import ImportedAlready, twin_of
from allied.rooms.exchange.waiting import waiting_sheets
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.rights import Member
from allied.rooms.thesis.commands.drafting import start_thesis
from allied.rooms.thesis.sections import Unfit

STAGED_FOR = timedelta(days=1)


def import_file(
    *,
    by: Person,
    raw: bytes,
    file_name: str,
    now: datetime,
    activate_demo: bool = False,
    rehearse: bool = False,
    again: bool = False,
) -> Imported:
    """Read a workbook and import it, or refuse it with every problem as `Unimportable`.

    A rehearsal does all of it and takes it back: it says what would be created. A workbook that is
    an alliance already is refused unless `again` asks for a second one; demo data only says so.
    """
    reading = read_workbook(raw)
    if reading.workbook is None:
        raise Unimportable(reading.problems)
    with transaction.atomic():
        done = import_workbook(
            by=by,
            workbook=reading.workbook,
            raw=raw,
            file_name=file_name,
            activate_demo=activate_demo,
            again=again,
            now=now,
        )
        transaction.set_rollback(rehearse)
    done.notes.extend(reading.notes)
    return done


def import_workbook(
    *,
    by: Person,
    workbook: AllianceWorkbook,
    raw: bytes,
    file_name: str,
    now: datetime,
    activate_demo: bool = False,
    again: bool = False,
) -> Imported:
    """A whole alliance from a workbook whose every cell can be read; all or nothing.

    Own people without an account are invited; the partner's stay proposals of our side until the
    partner accepts. `activate_demo` lets both in at once and is for demo data only.
    """
    if activate_demo and not common_password():
        raise Refused("no_demo", "Only the data of allied demo lets everybody in at once.")
    problems = problems_of(workbook, by)
    if problems:
        raise Unimportable(problems)
    with transaction.atomic():
        Organisation.objects.lock(by.home)  # two who import at once are one after the other
        twin = twin_of(workbook, raw, by=by, now=now)
        if twin and not again and not common_password():
            raise ImportedAlready(twin)
        mine = _row_of(workbook, by)
        done = Imported(_start(workbook, mine, by=by, now=now), twin=twin)
        people = {mine.name if mine else by.name: by}
        if activate_demo:
            with system_scope("demo data: people of other organisations join at once"):
                people |= let_in(workbook, done.alliance, by, now)
        seat_own(workbook, by, now, people, done)
        if not activate_demo:
            propose_partner(workbook, by, done)
        _fill_thesis(workbook, done, by=by, now=now)
        done.registered = fill_register(workbook, done.alliance, by=by, people=people, now=now)
        _fill_governance(workbook, done.alliance, by, now, people)
        fill_selection(workbook, done, by=by, now=now)
        _keep(workbook, done, by=by, now=now, raw=raw, file_name=file_name)
    return done


def _row_of(workbook: AllianceWorkbook, person: Person) -> PersonRow | None:
    return next((r for r in workbook.people if r.email.casefold() == person.email), None)


def _start(
    workbook: AllianceWorkbook, mine: PersonRow | None, *, by: Person, now: datetime
) -> Alliance:
    """The alliance; who imports it manages it too until somebody else does, to be able to invite."""
    said = workbook.alliance
    alliance = start_alliance(
        by=by,
        name=said.name,
        purpose=said.purpose,
        kind=said.type,
        start_date=said.start_date,
        currency=said.currency or "EUR",
        role=mine.role if mine else Role.ALLIANCE_MANAGER,
        discipline=discipline(mine) if mine else "",
        also_manages=True,
        now=now,
    )
    return alliance


def _fill_thesis(workbook: AllianceWorkbook, done: Imported, *, by: Person, now: datetime) -> None:
    owners = {row.name: row.organisation for row in workbook.people}
    content = incoming.thesis_of(workbook, owners)
    for outcome in workbook.outcomes:
        if outcome.owner in owners:
            done.notes.append(
                f"“{outcome.outcome}” is owned by {owners[outcome.owner]}: an outcome belongs to a "
                f"company. {outcome.owner} stays in the workbook that is kept."
            )
    try:
        start_thesis(by=by, alliance=done.alliance, audience=JOINT, content=content, now=now)
    except Unfit as unfit:
        raise Unimportable([located(problem, workbook) for problem in unfit.problems]) from unfit


def _fill_governance(
    workbook: AllianceWorkbook,
    alliance: Alliance,
    by: Person,
    now: datetime,
    people: Mapping[str, Person],
) -> None:
    if not (workbook.forums or workbook.decision_rights):
        return
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
    done.kept = list(waiting)
    KeptWorkbook.objects.create(
        alliance=done.alliance,
        owner_id=by.home_id,
        audience=OURS,
        file_name=file_name[:200],
        file=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        waiting=waiting,
        remembered=remembered(workbook),
        by=by,
        at=now,
    )
    said = facts.WorkbookImported(subject=done.alliance.pk, file=file_name[:200])
    record.note_own(said, by=by, now=now, alliance_id=done.alliance.pk)


def stage_workbook(*, by: Person, raw: bytes, file_name: str, now: datetime) -> StagedWorkbook:
    """Check a workbook and keep it for a day, for this person only, until they say import."""
    done = import_file(by=by, raw=raw, file_name=file_name, now=now, rehearse=True, again=True)
    old = StagedWorkbook.objects.in_system_scope("staged files live for a day")
    old.filter(at__lte=now - STAGED_FOR).delete()
    return StagedWorkbook.objects.create(
        person=by,
        alliance_name=done.alliance.name,
        file_name=file_name[:200],
        file=raw,
        report=report_of(done, rehearsed=True),
        at=now,
    )


def import_staged(
    *, by: Person, staged: StagedWorkbook, now: datetime, again: bool = False
) -> StagedWorkbook:
    """Import a staged workbook; a second time leads to the alliance that it became."""
    with transaction.atomic():
        row = StagedWorkbook.objects.lock(staged)
        if row.alliance_id:
            return row
        raw, name = bytes(row.file), row.file_name
        done = import_file(by=by, raw=raw, file_name=name, now=now, again=again)
        row.alliance_id = done.alliance.pk
        row.report = report_of(done)
        row.file = b""
        row.save(update_fields=["alliance_id", "report", "file"])
    return row
