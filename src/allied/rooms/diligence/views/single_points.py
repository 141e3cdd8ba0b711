"""Who alone can act on what, and the systems and knowledge that must be looked after."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.doors import find
from allied.alliances.models import Alliance
from allied.kit.amounts import spelled
from allied.kit.forms import attempt, done, sent
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.item_forms import ItemForm, first_of_item
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.models.items import ItemKind
from allied.rooms.diligence.queries.single_points import (
    LISTED,
    SHOWN,
    SinglePoints,
    joint_points,
    managed,
    own_points,
)
from allied.rooms.diligence.views.entering import DILIGENCE, draw, enter_private, enter_room
from allied.rooms.diligence.writing import may_own, require_writer, today_of


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """What hangs on one person, over everything joint; own things apart."""
    alliance, person, now = (
        enter_room(request, alliance_id, DILIGENCE),
        request.user,
        timezone.now(),
    )
    today = today_of(person.home, now)
    seats = seats_of(person, alliance, now)
    reads_own = may(seats, "private.read")
    points = joint_points(alliance, now, today)
    context = {
        "alliance": alliance,
        "points": points,
        "lead": lead_of(points),
        "items": managed(person, alliance, JOINT),
        "own_items": managed(person, alliance, OURS) if reads_own else None,
        "own_points": own_points(person, alliance, now, today) if reads_own else None,
        "shown": SHOWN,
        "listed": LISTED,
        "may_edit": may(seats, "risk.edit"),
        "may_write_own": may(seats, "private.write"),
    }
    return draw(request, "single_points.html", context)


def lead_of(points: SinglePoints) -> tuple[str, str]:
    """The answer: how many critical things hang on one person, and how few people carry half."""
    if not points.items:
        return (
            "Nothing is written down yet.",
            "Name the systems and the knowledge that must be looked after.",
        )
    alone = len(points.sole)
    lead = f"For {spelled(alone)} of {counted(points.items, 'thing')} only one person can act."
    lead = lead if alone else "Nothing hangs on one person alone."
    if points.orphans:
        lead += f" For {spelled(len(points.orphans))} nobody can."
    red = (
        f"{spelled(points.red).capitalize()} of them {'is' if points.red == 1 else 'are'} critical."
    )
    red = red if points.red else ""
    few = points.bus.number
    bus = f"Without {counted(few, 'person', 'people')} more than half has nobody." if few else ""
    return lead, f"{red} {bus}".strip()


def _form(
    request: PersonRequest, alliance: Alliance, audience: str, item: ManagedItem | None
) -> ItemForm:
    people = list(may_own(alliance, audience, request.user, timezone.now()))
    found = managed(request.user, alliance, JOINT)
    if audience == OURS:
        found += managed(request.user, alliance, OURS)
    systems = [one for one in found if one.kind == ItemKind.SYSTEM and one != item]
    first = first_of_item(item) if item else {"kind": ItemKind.SYSTEM}
    return ItemForm(sent(request), able=people, systems=systems, first=first)


def _new(request: PersonRequest, alliance: Alliance, audience: str) -> HttpResponse:
    require_writer(request.user, alliance, audience, timezone.now())
    form = _form(request, alliance, audience, None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.note_item(
                by=request.user,
                alliance=alliance,
                said=form.content(),
                audience=audience,
                now=timezone.now(),
            ),
        )
        if made:
            address = reverse("single-points", args=[alliance.pk])
            return done(request, address, f"{made.name} is written down.")
    return _draw(request, alliance, audience, form, None)


def _draw(
    request: PersonRequest,
    alliance: Alliance,
    audience: str,
    form: ItemForm,
    item: ManagedItem | None,
) -> HttpResponse:
    context = {"alliance": alliance, "audience": audience, "form": form, "item": item}
    return draw(request, "item.html", context, refused=bool(form.errors))


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Something that both companies must be able to look after."""
    return _new(request, enter_room(request, alliance_id, DILIGENCE), JOINT)


@page
def own_new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Something that only one's own company writes down."""
    return _new(request, enter_private(request, alliance_id, DILIGENCE), OURS)


def _found(request: PersonRequest, alliance_id: Any, managed_item_id: Any) -> ManagedItem:
    alliance = enter_room(request, alliance_id, DILIGENCE)
    rows = ManagedItem.objects.visible_to(request.user).filter(removed_at__isnull=True)
    item = find(rows, pk=managed_item_id, alliance=alliance)
    item.alliance = alliance
    if item.audience == OURS:
        request.audience = "private"
    return item


@page
def change(request: PersonRequest, alliance_id: Any, managed_item_id: Any) -> HttpResponse:
    """Say who else can act on it, or describe it anew."""
    item = _found(request, alliance_id, managed_item_id)
    require_writer(request.user, item.alliance, item.audience, timezone.now())
    form = _form(request, item.alliance, item.audience, item)
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_item(
                by=request.user,
                item=item,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            address = reverse("single-points", args=[item.alliance_id])
            return done(request, address, f"{changed.name} is changed.")
    return _draw(request, item.alliance, item.audience, form, item)


@page
def removal(request: PersonRequest, alliance_id: Any, managed_item_id: Any) -> HttpResponse:
    """It needs nobody any more; asked once more on a page of its own."""
    item = _found(request, alliance_id, managed_item_id)
    require_writer(request.user, item.alliance, item.audience, timezone.now())
    if request.method == "POST":
        commands.remove_item(by=request.user, item=item, now=timezone.now())
        return done(request, reverse("single-points", args=[item.alliance_id]), "It is removed.")
    return draw(request, "item_removal.html", {"alliance": item.alliance, "item": item})
