"""Files that show a control or an answer: listed, attached, erased; bytes are at /files/{id}/content."""

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile

from allied.alliances.attachments.api import (
    AttachmentShown,
    attachment_of,
    attachments_of,
    bytes_of,
)
from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.kit.api import PROBLEMS
from allied.people.doors import actor
from allied.rooms.diligence.api.checklists import LIST, QuestionPlace, found_in
from allied.rooms.diligence.api.controls import CONTROL
from allied.rooms.diligence.api.found import ControlPlace, control_in, now
from allied.rooms.diligence.evidence import about_answer, about_control
from allied.rooms.diligence.queries.checklists import answers_of
from allied.rooms.diligence.writing import require_placer

router = Router()
ANSWER = LIST + "/answers/{key}"
ONE_FILE = "/files/{uuid:attachment_id}"


def _of_control(request: HttpRequest, place: ControlPlace, *, writes: bool = False) -> About:
    control = control_in(request, place)
    if writes:
        require_placer(actor(request), control, now())
    return about_control(control)


def _of_answer(request: HttpRequest, place: QuestionPlace) -> About:
    """The answer to a question, or 404 while there is none."""
    checklist = found_in(request, place.alliance_id, place.which)
    answer = answers_of(actor(request), checklist).get(place.key)
    if answer is None:
        raise Http404
    answer.alliance = checklist.alliance
    return about_answer(answer)


def _attached(request: HttpRequest, about: About, file: UploadedFile, note: str) -> AttachmentShown:
    made = attach_file(
        by=actor(request),
        about=about,
        name=file.name or "",
        raw=bytes_of(file),
        note=note,
        now=now(),
    )
    return AttachmentShown.of(made)


def _erased(request: HttpRequest, about: About, attachment_id: UUID) -> AttachmentShown:
    row = attachment_of(request, about.id, attachment_id)
    gone = erase_file(by=actor(request), attachment=row, right=about.right, now=now())
    return AttachmentShown.of(gone)


@router.get(CONTROL + "/files", response={200: list[AttachmentShown], **PROBLEMS})
def control_files(request: HttpRequest, place: Path[ControlPlace]) -> list[AttachmentShown]:
    """The files that show a control."""
    return attachments_of(request, _of_control(request, place).id)


@router.post(CONTROL + "/files", response={201: AttachmentShown, **PROBLEMS})
def attach_to_control(
    request: HttpRequest,
    place: Path[ControlPlace],
    file: File[UploadedFile],
    note: Form[str] = "",
) -> Status[AttachmentShown]:
    """Put a file to a control; who reads the control reads it."""
    return Status(201, _attached(request, _of_control(request, place, writes=True), file, note))


@router.delete(CONTROL + ONE_FILE, response={200: AttachmentShown, **PROBLEMS})
def erase_from_control(
    request: HttpRequest, place: Path[ControlPlace], attachment_id: UUID
) -> AttachmentShown:
    """Erase a file of one's own organisation from a control."""
    return _erased(request, _of_control(request, place, writes=True), attachment_id)


@router.get(ANSWER + "/files", response={200: list[AttachmentShown], **PROBLEMS})
def answer_files(request: HttpRequest, place: Path[QuestionPlace]) -> list[AttachmentShown]:
    """The files that show an answer."""
    return attachments_of(request, _of_answer(request, place).id)


@router.post(ANSWER + "/files", response={201: AttachmentShown, **PROBLEMS})
def attach_to_answer(
    request: HttpRequest,
    place: Path[QuestionPlace],
    file: File[UploadedFile],
    note: Form[str] = "",
) -> Status[AttachmentShown]:
    """Put a file to an answer; who reads the checklist reads it."""
    return Status(201, _attached(request, _of_answer(request, place), file, note))


@router.delete(ANSWER + ONE_FILE, response={200: AttachmentShown, **PROBLEMS})
def erase_from_answer(
    request: HttpRequest, place: Path[QuestionPlace], attachment_id: UUID
) -> AttachmentShown:
    """Erase a file of one's own organisation from an answer."""
    return _erased(request, _of_answer(request, place), attachment_id)
