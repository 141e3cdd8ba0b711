"""Candidates with their evidence, raters, and opening scoring."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from allied.alliances.attachments.api import (
    AttachmentShown,
    attachment_of,
    attachments_of,
    bytes_of,
)
from allied.alliances.doors import find
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.people.models import Person
from allied.rooms.selection import commands
from allied.rooms.selection.api.found import C, X, candidate_of, one, told
from allied.rooms.selection.api.inputs import (
    CandidateIn,
    OpeningIn,
    RatersIn,
    ReasonIn,
    ScreeningNoteIn,
)
from allied.rooms.selection.api.schemas import CandidateShown, RaterShown, ScreeningShown
from allied.rooms.selection.models import Rater

router = Router(tags=["selection"])


@router.post(f"{X}/candidates", response={201: CandidateShown, **PROBLEMS})
def add_candidate(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, said: CandidateIn
) -> Status[CandidateShown]:
    """Look at one more organisation; the weights must be fixed."""
    made = commands.add_candidate(
        by=actor(request),
        screening=one(request, alliance_id, screening_id),
        name=said.name,
        text=said.note,
        now=timezone.now(),
    )
    return Status(201, CandidateShown.of(made))


@router.patch(C, response={200: CandidateShown, **PROBLEMS})
def change_candidate(
    request: HttpRequest, alliance_id: UUID, candidate_id: UUID, said: ScreeningNoteIn
) -> CandidateShown:
    """Write what is known of a candidate, against the version that If-Match names."""
    row = candidate_of(request, alliance_id, candidate_id)
    changed = commands.change_candidate(
        by=actor(request),
        candidate=row,
        text=said.note,
        version=expected_version(request),
        now=timezone.now(),
    )
    return CandidateShown.of(changed)


@router.post(f"{C}/withdrawals", response={201: CandidateShown, **PROBLEMS})
def withdraw_candidate(
    request: HttpRequest, alliance_id: UUID, candidate_id: UUID, said: ReasonIn
) -> Status[CandidateShown]:
    """Stop looking at a candidate, with the reason."""
    row = candidate_of(request, alliance_id, candidate_id)
    gone = commands.withdraw_candidate(
        by=actor(request), candidate=row, reason=said.reason, now=timezone.now()
    )
    return Status(201, CandidateShown.of(gone))


@router.get(f"{C}/files", response={200: list[AttachmentShown], **PROBLEMS})
def files(request: HttpRequest, alliance_id: UUID, candidate_id: UUID) -> list[AttachmentShown]:
    """The evidence files of a candidate; their bytes are at /files/{id}/content."""
    row = candidate_of(request, alliance_id, candidate_id)
    return attachments_of(request, row.pk)


@router.post(f"{C}/files", response={201: AttachmentShown, **PROBLEMS})
def attach_evidence(
    request: HttpRequest,
    alliance_id: UUID,
    candidate_id: UUID,
    file: File[UploadedFile],
    note: Form[str] = "",
) -> Status[AttachmentShown]:
    """Put an evidence file to a candidate."""
    row = candidate_of(request, alliance_id, candidate_id)
    made = commands.attach_evidence(
        by=actor(request),
        candidate=row,
        name=file.name or "",
        raw=bytes_of(file),
        note=note,
        now=timezone.now(),
    )
    return Status(201, AttachmentShown.of(made))


@router.delete(f"{C}/files/{{uuid:attachment_id}}", response={200: AttachmentShown, **PROBLEMS})
def erase_evidence(
    request: HttpRequest, alliance_id: UUID, candidate_id: UUID, attachment_id: UUID
) -> AttachmentShown:
    """Erase an evidence file: its name and bytes leave the database."""
    row = candidate_of(request, alliance_id, candidate_id)
    found = attachment_of(request, row.pk, attachment_id)
    gone = commands.erase_evidence(by=actor(request), attachment=found, now=timezone.now())
    return AttachmentShown.of(gone)


@router.post(f"{X}/raters", response={201: list[RaterShown], **PROBLEMS})
def ask_raters(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, said: RatersIn
) -> Status[list[RaterShown]]:
    """Ask colleagues to score."""
    row = one(request, alliance_id, screening_id)
    people = list(Person.objects.visible_to(actor(request)).filter(pk__in=said.people))
    if len(people) != len(set(said.people)):
        raise Refused("unknown_person", "One of these people is not here.", field="people")
    made = commands.ask_raters(by=actor(request), screening=row, people=people, now=timezone.now())
    return Status(201, [RaterShown.of(each) for each in made])


@router.delete(f"{X}/raters/{{uuid:rater_id}}", response={200: RaterShown, **PROBLEMS})
def release_rater(
    request: HttpRequest, alliance_id: UUID, screening_id: UUID, rater_id: UUID
) -> RaterShown:
    """A colleague no longer scores, until they submit; If-Match names the screening's version."""
    screening = one(request, alliance_id, screening_id)
    rows = Rater.objects.visible_to(actor(request)).select_related(
        "screening", "alliance", "person"
    )
    row = find(rows, pk=rater_id, screening=screening)
    released = commands.release_rater(
        by=actor(request), rater=row, version=expected_version(request), now=timezone.now()
    )
    return RaterShown.of(released)


@router.post(f"{X}/openings", response={201: ScreeningShown, **PROBLEMS})
def open_scoring(
    request: HttpRequest,
    alliance_id: UUID,
    screening_id: UUID,
    said: OpeningIn,
    response: HttpResponse,
) -> Status[ScreeningShown]:
    """Open the sheets of all raters."""
    row = one(request, alliance_id, screening_id)
    commands.open_scoring(
        by=actor(request), screening=row, rate_by=said.rate_by, now=timezone.now()
    )
    return Status(201, told(request, row, response))
