"""Files that show an answer or a control: attached, read by who reads what they show, erased."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.alliances.attachments.forms import AttachForm
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.doors import find
from allied.kit.forms import attempt, done
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT
from allied.rooms.diligence.evidence import CONTROL, about_answer, about_control
from allied.rooms.diligence.models import Checklist, ChecklistAnswer
from allied.rooms.diligence.queries.checklists import answers_of
from allied.rooms.diligence.views.checklists import found, home_of, opened
from allied.rooms.diligence.views.entering import address_of, draw, enter_control
from allied.rooms.diligence.writing import require_placer


@page
def of_control(
    request: PersonRequest, alliance_id: Any, risk_id: Any, control_id: Any
) -> HttpResponse:
    """The files that show a control."""
    risk, control = enter_control(request, alliance_id, risk_id, control_id)
    require_placer(request.user, control, timezone.now())
    words = {"title": "Evidence", "answer": control.text, "back": address_of(risk)}
    return _files(request, about_control(control), words)


@page
def of_answer(request: PersonRequest, alliance_id: Any, audience: str, key: str) -> HttpResponse:
    """The files that show an answer."""
    alliance = opened(request, alliance_id, audience)
    checklist = found(request, alliance, audience)
    answer = find_answer(request, checklist, key)
    about = about_answer(answer)
    require(request.user, about.right, alliance, timezone.now())
    back = f"{home_of(alliance, audience)}#q-{key}"
    words = {"title": "Evidence", "answer": f"Files that show the answer to {key}.", "back": back}
    return _files(request, about, words)


def find_answer(request: PersonRequest, checklist: Checklist, key: str) -> ChecklistAnswer:
    """The answer to a question, or 404 while there is none."""
    answer = answers_of(request.user, checklist).get(key)
    if answer is None:
        raise Http404
    answer.alliance = checklist.alliance
    return answer


def _files(request: PersonRequest, about: About, words: dict[str, Any]) -> HttpResponse:
    """The page: what is attached, and a form for one more."""
    erase = request.POST.get("erase", "")
    if request.method == "POST" and erase:
        return _erased(request, about, erase)
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    made = attempt(form, lambda: _attached(request, about, form)) if form.is_bound else None
    if made:
        return done(request, request.path, "The file is attached.")
    context = {
        "alliance": about.alliance,
        "form": form,
        "files": attached_to(request.user, [about.id]).get(about.id, []),
        "ours": about.audience != JOINT,
        "own_id": request.user.organisation_id,
        "of_control": about.kind == CONTROL,
        **words,
    }
    return draw(request, "evidence.html", context, refused=bool(form.errors))


def _attached(request: PersonRequest, about: About, form: AttachForm) -> Attachment:
    file = form.cleaned_data["file"]
    return attach_file(
        by=request.user,
        about=about,
        name=file.name,
        raw=file.read(),
        note=form.cleaned_data["note"],
        now=timezone.now(),
    )


def _erased(request: PersonRequest, about: About, wanted: str) -> HttpResponse:
    rows = Attachment.objects.visible_to(request.user).filter(subject_id=about.id)
    try:
        row = find(rows, pk=UUID(wanted))
    except ValueError:
        row = find(rows.none())
    erase_file(by=request.user, attachment=row, right=about.right, now=timezone.now())
    return done(request, request.path, "The file is erased.")
