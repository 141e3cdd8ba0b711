"""Files of a conflict: attached for both companies, then named as evidence of a fact."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
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
from allied.rooms.conflict.models import Conflict
from allied.rooms.conflict.views.entering import draw, enter_conflict
from allied.rooms.conflict.writing import WORK


@page
def files(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """What is attached, and a form for one more."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    require(request.user, WORK, conflict.alliance, timezone.now())
    erase = request.POST.get("erase", "")
    if request.method == "POST" and erase:
        return _erased(request, erase, conflict)
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    made = attempt(form, lambda: _attached(request, conflict, form)) if form.is_bound else None
    if made is not None:
        return done(request, request.path, "The file is attached.")
    context = {
        "alliance": conflict.alliance,
        "conflict": conflict,
        "form": form,
        "files": attached_to(request.user, [conflict.pk]).get(conflict.pk, []),
        "own_id": request.user.organisation_id,
    }
    return draw(request, "files.html", context, refused=bool(form.errors))


def about(conflict: Conflict) -> About:
    """The conflict as something that files are put to."""
    return About(
        alliance=conflict.alliance, kind="conflict", id=conflict.pk, audience=JOINT, right=WORK
    )


def _attached(request: PersonRequest, conflict: Conflict, form: AttachForm) -> Attachment:
    file = form.cleaned_data["file"]
    return attach_file(
        by=request.user,
        about=about(conflict),
        name=file.name,
        raw=file.read(),
        note=form.cleaned_data["note"],
        now=timezone.now(),
    )


def _erased(request: PersonRequest, wanted: str, conflict: Conflict) -> HttpResponse:
    rows = Attachment.objects.visible_to(request.user).filter(subject_id=conflict.pk)
    try:
        row = find(rows, pk=UUID(wanted))
    except ValueError:
        row = find(rows.none())
    erase_file(by=request.user, attachment=row, right=WORK, now=timezone.now())
    return done(request, request.path, "The file is erased.")
