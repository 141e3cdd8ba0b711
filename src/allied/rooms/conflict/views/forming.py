"""What every act on a conflict shares: a short form on a page of its own, or one button."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.forms import Form, attempt, done
from allied.people.doors import PersonRequest
from allied.rooms.conflict.models import Conflict
from allied.rooms.conflict.views.entering import (
    address_of,
    draw,
)
from allied.rooms.conflict.writing import WORK


def form_page(
    request: PersonRequest,
    conflict: Conflict,
    form: Form,
    call: Callable[[], Any],
    words: dict[str, Any],
) -> HttpResponse:
    """Show the form, or carry out what it says; `words` has title, answer, button, says and right."""
    require(request.user, words.get("right", WORK), conflict.alliance, timezone.now())
    if request.method == "POST" and attempt(form, call) is not None:
        return done(request, words.get("next", address_of(conflict)), words["says"])
    private = words.get("right") == "private.write"
    if private:
        request.audience = "private"
    context = {
        "alliance": conflict.alliance,
        "conflict": conflict,
        "form": form,
        "private": private,
        "hints": {},
        "beside": None,
        **words,
    }
    return draw(request, "act.html", context, refused=bool(form.errors))


def posted(
    request: PersonRequest, conflict: Conflict, call: Callable[[], Any], says: str
) -> HttpResponse:
    """Carry out an act that one button sends; a refusal is said on the page of the conflict."""
    try:
        call()
    except Refused as refusal:
        return done(request, address_of(conflict), refusal.sentence)
    return done(request, address_of(conflict), says)


def versioned(form: Form) -> dict[str, Any]:
    """What the form says; without a version it was the first."""
    said = dict(form.cleaned_data)
    said["version"] = said.get("version") or 0
    return said


def version_of(request: PersonRequest) -> int:
    """The version that a button names, 0 when it names none."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0
