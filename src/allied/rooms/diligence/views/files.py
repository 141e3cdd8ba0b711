"""A checklist as a file: taken out to be filled in, and brought back, whole or not at all."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.kit.errors import Refused
from allied.kit.forms import done
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT
from allied.rooms.diligence import commands
from allied.rooms.diligence.answer_files import MEDIA, Unreadable, file_of, given_in
from allied.rooms.diligence.checklist_forms import FileForm
from allied.rooms.diligence.checklists import asked, by_key
from allied.rooms.diligence.models import Checklist
from allied.rooms.diligence.queries.checklists import answers_of
from allied.rooms.diligence.views.checklists import found, home_of, opened
from allied.rooms.diligence.views.entering import draw
from allied.rooms.diligence.writing import may_own, require_writer


@page
def files(request: PersonRequest, alliance_id: Any, audience: str) -> HttpResponse:
    """Take it out, or bring answers in; every problem of the file is shown at once."""
    alliance = opened(request, alliance_id, audience)
    checklist, now = found(request, alliance, audience), timezone.now()
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    problems: Any = ()
    if request.method == "POST":
        require_writer(request.user, alliance, audience, now)
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, checklist, form, audience)
        except Unreadable as refusal:
            problems = refusal.problems
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
    right = "risk.edit" if audience == JOINT else "private.write"
    context = {
        "alliance": alliance,
        "audience": audience,
        "form": form,
        "problems": problems,
        "back": home_of(alliance, audience),
        "may_write": may(seats_of(request.user, alliance, now), right),
    }
    return draw(request, "files.html", context, refused=bool(form.errors or problems))


def _brought(
    request: PersonRequest, checklist: Checklist, form: FileForm, audience: str
) -> HttpResponse:
    file = form.cleaned_data["file"]
    people = list(may_own(checklist.alliance, audience, request.user, timezone.now()))
    given = given_in(file.read(), file.name, by_key(asked(checklist)), people)
    changed = commands.import_answers(
        by=request.user,
        checklist=checklist,
        given=given,
        file_name=file.name,
        rehearse=form.cleaned_data["rehearse"],
        now=timezone.now(),
    )
    many = counted(len(changed), "answer")
    says = f"{many} would change; nothing was written." if form.cleaned_data["rehearse"] else ""
    return done(request, home_of(checklist.alliance, audience), says or f"{many} came in.")


@page
def file(request: PersonRequest, alliance_id: Any, audience: str, form: str) -> HttpResponse:
    """The questions with their answers as a file."""
    alliance = opened(request, alliance_id, audience)
    checklist = found(request, alliance, audience)
    content = file_of(by_key(asked(checklist)), answers_of(request.user, checklist), form)
    response: Any = FileResponse(
        BytesIO(content),
        as_attachment=True,
        filename=f"checklist.{form}",
        content_type=MEDIA[form],
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[no-any-return]  # a streaming answer passes every door as well
