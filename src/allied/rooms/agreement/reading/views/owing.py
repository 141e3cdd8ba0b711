"""Obligations: writing them down, changing and settling them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.models import Alliance
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.record.story import told
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.forms import ObligationForm, ReasonForm, first_of_obligation
from allied.rooms.agreement.reading.models import Obligation
from allied.rooms.agreement.reading.queries.record import may_owe, owed
from allied.rooms.agreement.reading.views.entering import draw, enter_obligation, enter_room
from allied.rooms.agreement.reading.writing import EDIT, may_fulfil, today_of
from allied.rooms.diligence.queries.sides import sides_of

LATEST = 8


def _form(request: PersonRequest, alliance: Alliance, first: dict[str, Any]) -> ObligationForm:
    parties = alliance.parties.select_related("organisation").order_by("position")
    sides = [party.organisation for party in parties]
    return ObligationForm(
        sent(request), people=may_owe(alliance, request.user), sides=sides, first=first
    )


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write down something that one side owes."""
    alliance = enter_room(request, alliance_id)
    require(request.user, EDIT, alliance, timezone.now())
    form = _form(request, alliance, {"owner": str(request.user.pk)})
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_obligation(
                by=request.user, alliance=alliance, said=form.content(), now=timezone.now()
            ),
        )
        if made:
            address = reverse("agreement", args=[alliance.pk])
            return done(request, address, f"{made.ref} is written down. Both sides see it.")
    context = {"alliance": alliance, "form": form, "row": None}
    return draw(request, "obligation_form", context, refused=bool(form.errors))


@page
def one(request: PersonRequest, alliance_id: Any, obligation_id: Any) -> HttpResponse:
    """One obligation and what was done about it."""
    row, now = enter_obligation(request, alliance_id, obligation_id), timezone.now()
    seats = seats_of(request.user, row.alliance, now)
    lines = Entry.objects.visible_to(request.user).filter(
        alliance=row.alliance, audience=JOINT, subject_id=row.pk
    )
    context = {
        "alliance": row.alliance,
        "owed": owed(row, sides_of(row.alliance, request.user), today_of(request.user.home, now)),
        "lines": told(lines.order_by("-seq")[:LATEST]),
        "may_edit": may(seats, EDIT),
        "may_fulfil": may_fulfil(request.user, row, now),
    }
    return draw(request, "obligation", context)


@page
def change(request: PersonRequest, alliance_id: Any, obligation_id: Any) -> HttpResponse:
    """Word it anew, give it to somebody else, or move its day."""
    row = enter_obligation(request, alliance_id, obligation_id)
    require(request.user, EDIT, row.alliance, timezone.now())
    form = _form(request, row.alliance, first_of_obligation(row))
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_obligation(
                by=request.user,
                obligation=row,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, _address(row), f"{row.ref} is changed.")
    context = {"alliance": row.alliance, "form": form, "row": row}
    return draw(request, "obligation_form", context, refused=bool(form.errors))


class Settling(NamedTuple):
    """One way to settle an obligation: the command, and its words."""

    command: Callable[..., Obligation]
    title: str
    label: str
    button: str
    says: str


WAYS = {
    "fulfilment": Settling(
        commands.fulfil_obligation, "It is done", "What shows that it is done", "Done", "is done."
    ),
    "removal": Settling(
        commands.drop_obligation, "It falls away", "Why it falls away", "Drop it", "fell away."
    ),
    "reopening": Settling(
        commands.reopen_obligation,
        "Open again",
        "Why it is open again",
        "Open it again",
        "is open again.",
    ),
}


@page
def settle(request: PersonRequest, alliance_id: Any, obligation_id: Any, way: str) -> HttpResponse:
    """Done, dropped, or open again; each with its reason."""
    row, how = enter_obligation(request, alliance_id, obligation_id), WAYS[way]
    if way != "fulfilment" or not may_fulfil(request.user, row, timezone.now()):
        require(request.user, EDIT, row.alliance, timezone.now())
    form = ReasonForm(sent(request), label=how.label, initial={"version": row.version})
    if request.method == "POST":
        settled = attempt(
            form,
            lambda: how.command(
                by=request.user, obligation=row, now=timezone.now(), **form.cleaned_data
            ),
        )
        if settled:
            return done(request, _address(row), f"{row.ref} {how.says}")
    context = {"alliance": row.alliance, "form": form, "row": row, "how": how}
    return draw(request, "settle", context, refused=bool(form.errors))


def _address(row: Obligation) -> str:
    return reverse("obligation", args=[row.alliance_id, row.pk])
