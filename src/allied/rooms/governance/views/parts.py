"""Writing one forum or one row of the matrix; each change is one step of the draft."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.governance import commands, editing, expected
from allied.rooms.governance.blueprint_forms import PartForm, forum_form, right_form
from allied.rooms.governance.queries.governance import Governance, governance_of
from allied.rooms.governance.rights import Blueprint
from allied.rooms.governance.views.entering import GOVERNANCE, draw, enter_room


def _found(request: PersonRequest, alliance_id: Any) -> tuple[Alliance, Governance]:
    """The governance that is written here; 404 while there is none."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    require(request.user, "governance.edit", alliance, timezone.now())
    found = governance_of(alliance, request.user, sides, timezone.now())
    if found is None:
        raise Http404
    return alliance, found


def _written(
    request: PersonRequest,
    alliance: Alliance,
    form: PartForm,
    changed: Callable[[], Blueprint],
    words: dict[str, Any],
) -> HttpResponse:
    """Show the form of a part, or write what it says into the draft."""

    def write(*, version: int, **_: Any) -> Any:
        return commands.change_blueprint(
            by=request.user,
            alliance=alliance,
            version=version,
            content=changed(),
            now=timezone.now(),
        )

    if request.method == "POST" and carry_out(form, write) is not None:
        says = "Changed in the draft. It counts when both sponsors have signed."
        return done(request, reverse("governance", args=[alliance.pk]), says)
    context = {"alliance": alliance, "form": form, **words}
    return draw(request, "part.html", context, refused=bool(form.errors))


def _forum(request: PersonRequest, alliance_id: Any, key: str | None) -> HttpResponse:
    alliance, found = _found(request, alliance_id)
    forum = found.rules.forum(key) if key else None
    if key and forum is None:
        raise Http404
    form = forum_form(request.POST or None, found, forum)
    sides = {str(seat.person_id): str(seat.organisation_id) for seat in found.seats.seats}

    def changed() -> Blueprint:
        taken = {one.id for one in found.rules.forums}
        new_id = key or editing.free_id(form.cleaned_data["name"], taken)
        return editing.with_forum(found.rules, form.forum(new_id, sides))

    words = {"title": forum.name if forum else "A new forum", "key": key, "what": "forum"}
    return _written(request, alliance, form, changed, words)


def _right(request: PersonRequest, alliance_id: Any, key: str | None) -> HttpResponse:
    alliance, found = _found(request, alliance_id)
    right = found.rules.right(key) if key else None
    if key and right is None:
        raise Http404
    form = right_form(request.POST or None, found, right)

    def changed() -> Blueprint:
        taken = {one.id for one in found.rules.rights}
        new_id = key or editing.free_id(form.cleaned_data["name"], taken)
        return editing.with_right(found.rules, form.right(new_id))

    words = {"title": right.name if right else "A new decision type", "key": key, "what": "right"}
    return _written(request, alliance, form, changed, words)


@page
def new_forum(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Add a forum."""
    return _forum(request, alliance_id, None)


@page
def forum(request: PersonRequest, alliance_id: Any, key: str) -> HttpResponse:
    """Change a forum."""
    return _forum(request, alliance_id, key)


@page
def new_right(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Add a row of the matrix."""
    return _right(request, alliance_id, None)


@page
def right(request: PersonRequest, alliance_id: Any, key: str) -> HttpResponse:
    """Change a row of the matrix."""
    return _right(request, alliance_id, key)


def _removed(
    request: PersonRequest,
    alliance_id: Any,
    name_of: Callable[[Governance], str],
    without: Callable[[Blueprint], Blueprint],
) -> HttpResponse:
    """Take a part out of the draft; asked once more on a page of its own."""
    alliance, found = _found(request, alliance_id)
    name = name_of(found)
    form = PartForm(request.POST or None, initial={"version": found.newest.version})
    words = {"title": f"Take {name} out of the draft?", "name": name, "key": None, "what": ""}
    if request.method == "POST":
        return _written(request, alliance, form, lambda: without(found.rules), words)
    return draw(request, "part_removal.html", {"alliance": alliance, "form": form, **words})


@page
def forum_removal(request: PersonRequest, alliance_id: Any, key: str) -> HttpResponse:
    """Take a forum out."""

    def name_of(found: Governance) -> str:
        one = found.rules.forum(key)
        if one is None:
            raise Http404
        return one.name

    return _removed(request, alliance_id, name_of, lambda b: editing.without_forum(b, key))


@page
def right_removal(request: PersonRequest, alliance_id: Any, key: str) -> HttpResponse:
    """Take a row out."""

    def name_of(found: Governance) -> str:
        one = found.rules.right(key)
        if one is None:
            raise Http404
        return one.name

    return _removed(request, alliance_id, name_of, lambda b: editing.without_right(b, key))


@page
@require_POST
def members(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Put those whom our side expected, and who are here now, into their forums."""
    alliance, found = _found(request, alliance_id)
    content = expected.with_members(found.rules, expected.arrived(request.user, found))
    version, now = found.newest.version, timezone.now()
    says = "They are members now, in the draft."
    try:
        commands.change_blueprint(
            by=request.user, alliance=alliance, version=version, content=content, now=now
        )
    except Refused as refusal:
        says = refusal.sentence
    return done(request, reverse("governance", args=[alliance.pk]), says)
