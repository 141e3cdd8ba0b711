"""The ladder of an alliance: what holds, what is drafted, and the signatures under it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import may, require, seats_of
from allied.kit.errors import Refused
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import RefusalForm
from allied.rooms.conflict.ladder_forms import LadderForm
from allied.rooms.conflict.queries.ladder import laddering, owners_in_words
from allied.rooms.conflict.views.entering import draw, enter_room
from allied.rooms.conflict.views.forming import version_of


@page
def show(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The steps that a conflict climbs, and where the newest version stands."""
    alliance = enter_room(request, alliance_id)
    found = laddering(alliance, request.user)
    seats = seats_of(request.user, alliance, timezone.now())
    context = {
        "alliance": alliance,
        "found": found,
        "owners": owners_in_words,
        "has_signed": found.has_signed(request.user.organisation_id),
        "may_edit": may(seats, "ladder.edit"),
        "may_sign": may(seats, "ladder.sign"),
    }
    return draw(request, "ladder.html", context)


@page
def change(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write the draft of the ladder."""
    alliance = enter_room(request, alliance_id)
    require(request.user, "ladder.edit", alliance, timezone.now())
    found = laddering(alliance, request.user)
    form = LadderForm(
        sent(request),
        ladder=found.draft,
        parties=found.names,
        initial={"version": found.version},
    )
    if request.method == "POST":
        written = attempt(
            form,
            lambda: commands.write_ladder(
                by=request.user,
                alliance=alliance,
                content=form.ladder(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if written is not None:
            address = reverse("conflict-ladder", args=[alliance.pk])
            return done(request, address, "The draft is written. Put it up for signature.")
    return draw(
        request, "ladder_form.html", {"alliance": alliance, "form": form}, refused=bool(form.errors)
    )


def _posted(
    request: PersonRequest, alliance_id: Any, call: Callable[..., Any], says: str
) -> HttpResponse:
    alliance = enter_room(request, alliance_id)
    address = reverse("conflict-ladder", args=[alliance.pk])
    try:
        call(alliance)
    except Refused as refusal:
        return done(request, address, refusal.sentence)
    return done(request, address, says)


@page
@require_POST
def sign_off(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Put the draft up for signature; without a draft the ladder that holds is written first."""
    version = version_of(request)

    def put_up(alliance: Any) -> Any:
        number = version
        if number == 0:
            row = commands.write_ladder(
                by=request.user,
                alliance=alliance,
                content=laddering(alliance, request.user).draft,
                version=0,
                now=timezone.now(),
            )
            number = row.version
        return commands.put_up_ladder(
            by=request.user, alliance=alliance, version=number, now=timezone.now()
        )

    return _posted(request, alliance_id, put_up, "Up for signature. Both sponsors are asked.")


@page
@require_POST
def signatures(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Sign for one's own company."""
    digest = request.POST.get("digest", "")[:64]
    return _posted(
        request,
        alliance_id,
        lambda alliance: commands.sign_ladder(
            by=request.user, alliance=alliance, digest=digest, now=timezone.now()
        ),
        f"Signed for {request.user.home.short_name}.",
    )


@page
@require_POST
def signature_withdrawal(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Take one's own company's signature back."""
    return _posted(
        request,
        alliance_id,
        lambda alliance: commands.withdraw_ladder_signature(
            by=request.user, alliance=alliance, now=timezone.now()
        ),
        "The signature is taken back.",
    )


@page
def refusal(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Refuse to sign, with a reason."""
    alliance = enter_room(request, alliance_id)
    require(request.user, "ladder.sign", alliance, timezone.now())
    found = laddering(alliance, request.user)
    digest = found.newest.digest if found.newest else ""
    form = RefusalForm(sent(request), initial={"digest": digest})
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: commands.refuse_ladder(
                by=request.user,
                alliance=alliance,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            ),
        )
        if refused is not None:
            address = reverse("conflict-ladder", args=[alliance.pk])
            return done(request, address, "Refused. Both companies read why.")
    return draw(
        request,
        "ladder_refusal.html",
        {"alliance": alliance, "form": form},
        refused=bool(form.errors),
    )
