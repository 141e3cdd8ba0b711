"""The JSON door of the agreement: the record, readings with their facts, obligations."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from allied.alliances.doors import enter, enter_row, find
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.kit.errors import Refused
from allied.papers.texts.limits import MAX_FILE
from allied.people.doors import actor
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.models import (
    AgreementFact,
    AgreementReading,
    Obligation,
    ObligationState,
)
from allied.rooms.agreement.reading.queries.readings import listed_readings, readings, shown
from allied.rooms.agreement.reading.queries.record import agreement_of, obligations
from allied.rooms.agreement.reading.schemas import (
    AgreementFactShown,
    AgreementGiven,
    AgreementReadingFull,
    AgreementReadingListed,
    AgreementShown,
    FactAdded,
    FactVerdict,
    ObligationGiven,
    ObligationShown,
    SettledReason,
)

router = Router(tags=["agreement"])
A = "/alliances/{uuid:alliance_id}/agreement"
READING = A + "/readings/{uuid:agreement_reading_id}"
OWED = A + "/obligations/{uuid:obligation_id}"


@router.get(A, response={200: AgreementShown, **PROBLEMS})
def agreement(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> AgreementShown:
    """The agreement record; 404 before the first one. ETag carries its version."""
    alliance = enter(request, alliance_id)
    row = agreement_of(actor(request), alliance)
    if row is None:
        raise Http404
    response.headers["ETag"] = f'"{row.version}"'
    return AgreementShown.of(row)


@router.put(A, response={200: AgreementShown, **PROBLEMS})
def record_agreement(
    request: HttpRequest, alliance_id: UUID, said: AgreementGiven, response: HttpResponse
) -> AgreementShown:
    """Write the agreement record, or change it; If-Match 0 for the first one."""
    row = commands.record_agreement(
        by=actor(request),
        alliance=enter(request, alliance_id),
        said=said.content(),
        version=expected_version(request),
        now=timezone.now(),
    )
    response.headers["ETag"] = f'"{row.version}"'
    return AgreementShown.of(row)


@router.post(A + "/dates/seen", response={200: AgreementShown, **PROBLEMS})
def see_date(request: HttpRequest, alliance_id: UUID) -> AgreementShown:
    """Take note of the date that comes near."""
    person, alliance = actor(request), enter(request, alliance_id)
    row = agreement_of(person, alliance)
    if row is None:
        raise Http404
    return AgreementShown.of(commands.see_date(by=person, agreement=row, now=timezone.now()))


@router.get(A + "/readings", response={200: list[AgreementReadingListed], **PROBLEMS})
def documents(request: HttpRequest, alliance_id: UUID) -> list[AgreementReadingListed]:
    """The documents that were read, joint ones first, then those of one's own side."""
    joint, own = listed_readings(actor(request), enter(request, alliance_id))
    return [AgreementReadingListed.of(one) for one in (*joint, *own)]


@router.post(A + "/readings", response={201: AgreementReadingFull, **PROBLEMS})
def read_document(
    request: HttpRequest,
    alliance_id: UUID,
    file: File[UploadedFile],
    audience: Form[str] = JOINT,
) -> Status[AgreementReadingFull]:
    """Have a document read: for all parties (joint), or for one's own company alone (ours)."""
    if audience not in (JOINT, OURS):
        raise Refused("audience", "An audience is joint or ours.", field="audience")
    if (file.size or 0) > MAX_FILE:
        raise Refused("too_large", "The file is larger than 10 MB.", field="file")
    person = actor(request)
    row = commands.read_agreement(
        by=person,
        alliance=enter(request, alliance_id),
        raw=file.read(),
        file_name=file.name or "",
        audience=audience,
        now=timezone.now(),
    )
    return Status(201, AgreementReadingFull.of(shown(person, row, timezone.now())))


def _reading(request: HttpRequest, alliance_id: UUID, reading_id: UUID) -> AgreementReading:
    return enter_row(request, alliance_id, readings, reading_id)


@router.get(READING, response={200: AgreementReadingFull, **PROBLEMS})
def document(
    request: HttpRequest, alliance_id: UUID, agreement_reading_id: UUID
) -> AgreementReadingFull:
    """What a document says, fact by fact, and what it leaves open."""
    row = _reading(request, alliance_id, agreement_reading_id)
    return AgreementReadingFull.of(shown(actor(request), row, timezone.now()))


@router.delete(READING, response={200: dict[str, bool], **PROBLEMS})
def discard_document(
    request: HttpRequest, alliance_id: UUID, agreement_reading_id: UUID
) -> dict[str, bool]:
    """Text, quotations and the file of a reading leave the database."""
    row = _reading(request, alliance_id, agreement_reading_id)
    commands.discard_reading(by=actor(request), reading=row, now=timezone.now())
    return {"discarded": True}


@router.post(READING + "/facts", response={201: AgreementFactShown, **PROBLEMS})
def add_fact(
    request: HttpRequest, alliance_id: UUID, agreement_reading_id: UUID, said: FactAdded
) -> Status[AgreementFactShown]:
    """Add a fact that the reader did not find."""
    row = commands.add_fact(
        by=actor(request),
        reading=_reading(request, alliance_id, agreement_reading_id),
        now=timezone.now(),
        **said.model_dump(),
    )
    return Status(201, AgreementFactShown.of(row))


@router.put(A + "/facts/{uuid:agreement_fact_id}", response={200: AgreementFactShown, **PROBLEMS})
def judge_fact(
    request: HttpRequest, alliance_id: UUID, agreement_fact_id: UUID, said: FactVerdict
) -> AgreementFactShown:
    """Confirm a fact, correct it or refuse it; If-Match names its version."""
    alliance = enter(request, alliance_id)
    rows = AgreementFact.objects.visible_to(actor(request)).select_related("by")
    fact = find(rows, pk=agreement_fact_id, alliance=alliance)
    fact.alliance = alliance
    row = commands.judge_fact(
        by=actor(request),
        fact=fact,
        version=expected_version(request),
        now=timezone.now(),
        **said.model_dump(),
    )
    return AgreementFactShown.of(row)


@router.get(A + "/obligations", response={200: Page[ObligationShown], **PROBLEMS})
def owed(
    request: HttpRequest, alliance_id: UUID, state: str = "open", cursor: str = "", size: int = 50
) -> Page[ObligationShown]:
    """The obligations, the newest first: open, done, dropped or all."""
    rows = obligations(actor(request), enter(request, alliance_id))
    if state not in (*ObligationState.values, "all"):
        raise Refused("state", "A state is open, done, dropped or all.", field="state")
    rows = rows if state == "all" else rows.filter(state=state)
    found, more = page_of(rows, cursor=cursor, size=size, by="added_at")
    return Page[ObligationShown](items=[ObligationShown.of(row) for row in found], next=more)


def _content(request: HttpRequest, said: ObligationGiven) -> commands.ObligationContent:
    person = actor(request)
    people = Person.objects.visible_to(person).select_related("organisation")
    return commands.ObligationContent(
        text=said.text,
        due=said.due,
        clause=said.clause,
        holder=find(people, pk=said.owner) if said.owner else None,
        side=find(Organisation.objects.visible_to(person), pk=said.side) if said.side else None,
    )


@router.post(A + "/obligations", response={201: ObligationShown, **PROBLEMS})
def add_obligation(
    request: HttpRequest, alliance_id: UUID, said: ObligationGiven
) -> Status[ObligationShown]:
    """Write down something that one side owes."""
    row = commands.add_obligation(
        by=actor(request),
        alliance=enter(request, alliance_id),
        said=_content(request, said),
        now=timezone.now(),
    )
    return Status(201, ObligationShown.of(row))


def _obligation(request: HttpRequest, alliance_id: UUID, obligation_id: UUID) -> Obligation:
    return enter_row(request, alliance_id, obligations, obligation_id)


@router.get(OWED, response={200: ObligationShown, **PROBLEMS})
def obligation(
    request: HttpRequest, alliance_id: UUID, obligation_id: UUID, response: HttpResponse
) -> ObligationShown:
    """One obligation; ETag carries its version."""
    row = _obligation(request, alliance_id, obligation_id)
    response.headers["ETag"] = f'"{row.version}"'
    return ObligationShown.of(row)


@router.put(OWED, response={200: ObligationShown, **PROBLEMS})
def change_obligation(
    request: HttpRequest, alliance_id: UUID, obligation_id: UUID, said: ObligationGiven
) -> ObligationShown:
    """Word it anew, give it to somebody else, or move its day."""
    row = commands.change_obligation(
        by=actor(request),
        obligation=_obligation(request, alliance_id, obligation_id),
        said=_content(request, said),
        version=expected_version(request),
        now=timezone.now(),
    )
    return ObligationShown.of(row)


def _settle(
    request: HttpRequest, row: Obligation, said: SettledReason, command: Callable[..., Obligation]
) -> ObligationShown:
    settled = command(
        by=actor(request),
        obligation=row,
        reason=said.reason,
        version=expected_version(request),
        now=timezone.now(),
    )
    return ObligationShown.of(settled)


@router.post(OWED + "/fulfilment", response={200: ObligationShown, **PROBLEMS})
def fulfil_obligation(
    request: HttpRequest, alliance_id: UUID, obligation_id: UUID, said: SettledReason
) -> ObligationShown:
    """It is done; the reason says what shows it."""
    row = _obligation(request, alliance_id, obligation_id)
    return _settle(request, row, said, commands.fulfil_obligation)


@router.post(OWED + "/removal", response={200: ObligationShown, **PROBLEMS})
def drop_obligation(
    request: HttpRequest, alliance_id: UUID, obligation_id: UUID, said: SettledReason
) -> ObligationShown:
    """It fell away; the reason says why."""
    row = _obligation(request, alliance_id, obligation_id)
    return _settle(request, row, said, commands.drop_obligation)


@router.post(OWED + "/reopening", response={200: ObligationShown, **PROBLEMS})
def reopen_obligation(
    request: HttpRequest, alliance_id: UUID, obligation_id: UUID, said: SettledReason
) -> ObligationShown:
    """It was settled too early."""
    row = _obligation(request, alliance_id, obligation_id)
    return _settle(request, row, said, commands.reopen_obligation)
