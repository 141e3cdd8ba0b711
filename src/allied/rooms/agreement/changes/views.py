"""The pages of changes: what is asked for, what it means for each side, and how it goes on."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter, enter_row
from allied.alliances.models import Alliance
from allied.kit.amounts import spelled
from allied.kit.forms import Form, attempt, done, sent
from allied.kit.words import listed
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.changes import commands
from allied.rooms.agreement.changes.commands import ASK
from allied.rooms.agreement.changes.edits import ChangeKind
from allied.rooms.agreement.changes.forms import (
    ChangeForm,
    ImpactForm,
    WithdrawalForm,
    first_of_edit,
)
from allied.rooms.agreement.changes.models import STILL_OPEN, ChangeRequest, ChangeState
from allied.rooms.agreement.changes.queries import (
    MOST_SHOWN,
    ChangeShown,
    changes,
    routes,
    shown,
    usual_route,
)
from allied.rooms.agreement.changes.targets import TARGETS, known_in

HERE = "changes"
ABOUT = {
    ChangeKind.SCOPE: "What the alliance does, does not do, or does not aim for",
    ChangeKind.ROADMAP: "The target or the date of an outcome",
    ChangeKind.GOVERNANCE: "How fast something is decided, or how often a forum meets",
    ChangeKind.COMMERCIAL: "A clause of the annex",
}


def _enter(request: PersonRequest, alliance_id: Any) -> Alliance:
    alliance = enter(request, alliance_id)
    request.here = HERE
    return alliance


def _draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    return render(request, f"changes/{template}", context, status=422 if refused else 200)


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """What is asked to change, and what became of earlier wishes."""
    alliance = _enter(request, alliance_id)
    rows = list(changes(request.user, alliance)[: MOST_SHOWN + 1])
    open_ = [row for row in rows[:MOST_SHOWN] if row.state in STILL_OPEN]
    context = {
        "alliance": alliance,
        "open": open_,
        "over": [row for row in rows[:MOST_SHOWN] if row.state not in STILL_OPEN],
        "has_more": len(rows) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "lead": _open_words(len(open_)),
        "kinds": ABOUT.items(),
        "may_ask": may(seats_of(request.user, alliance, timezone.now()), ASK),
    }
    return _draw(request, "index.html", context)


def _open_words(count: int) -> str:
    if not count:
        return "No change is open."
    return f"{spelled(count).capitalize()} {'change is' if count == 1 else 'changes are'} open."


@page
def new(request: PersonRequest, alliance_id: Any, kind: str) -> HttpResponse:
    """Ask for a change of one kind."""
    alliance = _enter(request, alliance_id)
    require(request.user, ASK, alliance, timezone.now())
    form = _form(request, alliance, kind)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.ask_for_change(
                by=request.user, alliance=alliance, said=form.content(), now=timezone.now()
            ),
        )
        if made:
            says = f"{made.ref} is asked for. Each side is asked what it means for it."
            return done(request, _address(made), says)
    return _draw_form(request, alliance, form, None)


@page
def rewriting(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> HttpResponse:
    """Write a request anew, for the version in force now."""
    row = _found(request, alliance_id, change_request_id)
    require(request.user, ASK, row.alliance, timezone.now())
    form = _form(request, row.alliance, row.kind, row)
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.rewrite_change(
                by=request.user,
                request=row,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, _address(row), f"{row.ref} is written anew.")
    return _draw_form(request, row.alliance, form, row)


@page
def one(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> HttpResponse:
    """One request: what changes, what it means for each side, and what comes next."""
    row = _found(request, alliance_id, change_request_id)
    found = shown(row, request.user)
    seats = seats_of(request.user, row.alliance, timezone.now())
    context = {
        "alliance": row.alliance,
        "change": found,
        "row": row,
        "lead": lead_of(found),
        "own": found.of_side(request.user),
        "may_ask": may(seats, ASK),
        "is_ours": row.asked_by.organisation_id == request.user.organisation_id,
    }
    return _draw(request, "change.html", context)


def lead_of(found: ChangeShown) -> tuple[str, str]:
    """The answer: where the request stands, and what comes next."""
    row = found.row
    if row.state == ChangeState.ASKED:
        return _asked(found)
    if row.state == ChangeState.CARRIED_OUT:
        written = f"version {row.written_as} of the {found.target}"
        if found.is_in_force:
            return f"It is in force since {written}.", ""
        if not found.is_up:
            more = "The draft holds more than was approved: read it, then put it up for signature."
            return (
                "It is approved, and not up for signature yet.",
                f"It stands in {written}. {more}",
            )
        return "It is approved.", f"It stands in {written}. The sponsors sign that version."
    number = row.decision.number if row.decision else 0
    return {
        ChangeState.DECIDING: ("It is being decided.", f"D-{number}, by “{row.right.name}”."),
        ChangeState.OUTDATED: (
            "It was approved, but cannot be carried out as it was written.",
            "Look at it again, or let it go.",
        ),
        ChangeState.WITHDRAWN: ("It was withdrawn.", row.reason),
    }.get(ChangeState(row.state), ("It was not approved.", "Everything stays as it is."))


def _asked(found: ChangeShown) -> tuple[str, str]:
    if found.is_outdated:
        newer = f"Version {found.in_force} of the {found.target} is in force now."
        return "It was written for an older version.", f"{newer} Write it anew."
    if found.is_complete:
        return "Every side has said what it means for it.", f"“{found.row.right.name}” decides."
    missing = [side.party.organisation.short_name for side in found.sides if not side.impact]
    return f"It waits for {listed(missing)}.", "Every side first says what it means for it."


@page
def impact(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> HttpResponse:
    """What a change means for one's own side."""
    row = _found(request, alliance_id, change_request_id)
    require(request.user, ASK, row.alliance, timezone.now())
    said = shown(row, request.user).of_side(request.user)
    first = (
        {part: getattr(said, part) for part in ("text", "cost", "days", "version")} if said else {}
    )
    form = ImpactForm(sent(request), initial=first)

    def state() -> Any:
        return commands.state_impact(
            by=request.user,
            request=row,
            said=form.content(row.alliance.currency),
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )

    says = f"{request.user.home.short_name} has said what {row.ref} means."
    return _act(
        request,
        row,
        form,
        state,
        says,
        title="What it means for you",
        button="Say it to both companies",
    )


@page
def putting(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> HttpResponse:
    """Put a request to those who decide."""
    row = _found(request, alliance_id, change_request_id)
    require(request.user, ASK, row.alliance, timezone.now())
    form = VersionForm(sent(request), initial={"version": row.version})

    def put() -> Any:
        return commands.put_to_decision(
            by=request.user,
            request=row,
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )

    says = f"{row.ref} is put to decision; its clock runs."
    return _act(
        request, row, form, put, says, title="Put it to decision", button="Ask for the decision"
    )


@page
def withdrawal(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> HttpResponse:
    """Let a change go, with a reason."""
    row = _found(request, alliance_id, change_request_id)
    require(request.user, ASK, row.alliance, timezone.now())
    form = WithdrawalForm(sent(request), initial={"version": row.version})

    def withdraw() -> Any:
        return commands.withdraw_change(
            by=request.user,
            request=row,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )

    says = f"{row.ref} is withdrawn."
    return _act(request, row, form, withdraw, says, title="Let it go", button="Withdraw it")


class VersionForm(Form):
    """Nothing but the version that was read."""

    version = WithdrawalForm.base_fields["version"]


def _act(
    request: PersonRequest,
    row: ChangeRequest,
    form: Form,
    act: Callable[[], Any],
    says: str,
    **words: str,
) -> HttpResponse:
    """One act on a page of its own: asked, carried out, said."""
    if request.method == "POST" and attempt(form, act) is not None:
        return done(request, _address(row), says)
    context = {"alliance": row.alliance, "row": row, "form": form, **words}
    return _draw(request, "act.html", context, refused=bool(form.errors))


def _address(row: ChangeRequest) -> str:
    return reverse("change", args=[row.alliance_id, row.pk])


def _found(request: PersonRequest, alliance_id: Any, change_request_id: Any) -> ChangeRequest:
    request.here = HERE
    return enter_row(request, alliance_id, changes, change_request_id)


def _form(
    request: PersonRequest, alliance: Alliance, kind: str, row: ChangeRequest | None = None
) -> ChangeForm:
    if kind not in set(ChangeKind):
        raise Http404
    rights = routes(request.user, alliance)
    first: dict[str, Any] = {"right": usual_route(alliance, kind, rights)}
    if row:
        first = {
            **first_of_edit(row.kind, row.edit),
            "title": row.title,
            "why": row.why,
            "right": row.right.key,
            "version": row.version,
        }
    return ChangeForm(
        sent(request), kind=kind, known=known_in(alliance), rights=rights, first=first
    )


def _draw_form(
    request: PersonRequest, alliance: Alliance, form: ChangeForm, row: ChangeRequest | None
) -> HttpResponse:
    context = {
        "alliance": alliance,
        "form": form,
        "row": row,
        "kind": form.kind,
        "about": ABOUT[ChangeKind(form.kind)],
        "target": TARGETS[form.kind].name,
        "in_force": TARGETS[form.kind].in_force(alliance),
    }
    return _draw(request, "edit.html", context, refused=bool(form.errors))
