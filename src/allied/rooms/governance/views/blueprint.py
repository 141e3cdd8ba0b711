"""The governance page: layers and forums, the matrix with its lint, versions and signatures."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import may, require
from allied.alliances.models import SignOff
from allied.kit.amounts import spelled
from allied.kit.downloads import download
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.kit.lint import counting
from allied.kit.words import capitalised
from allied.people.doors import PersonRequest, page
from allied.rooms.governance import commands, expected
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.comparison import compare
from allied.rooms.governance.escalation import deadlock_words
from allied.rooms.governance.forms import ReasonForm
from allied.rooms.governance.papers import governance_file
from allied.rooms.governance.queries.governance import (
    Governance,
    governance_of,
    kept_in_time,
    sign_off_of,
    versions_of,
)
from allied.rooms.governance.queries.sides import face, names_of_sides, seats_now
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum, Joint
from allied.rooms.governance.rrule import UnknownRhythm
from allied.rooms.governance.views.entering import GOVERNANCE, draw, enter_room

EDIT, SIGN = "governance.edit", "governance.sign"
LAYER_ICONS = {"steering": "target", "operational": "sliders-horizontal", "working": "users"}


@page
def show(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The blueprint as it stands, or the one click that starts it."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    found = governance_of(alliance, request.user, sides, now)
    if found is None:
        seats = seats_now(alliance, now).of(request.user)
        context = {"alliance": alliance, "may_edit": may(seats, EDIT)}
        return draw(request, "start.html", context)
    return drawn(request, alliance, found)


def drawn(
    request: PersonRequest, alliance: Any, found: Governance, refusal: str = ""
) -> HttpResponse:
    """The page of the blueprint; `refusal` says why an act was not carried out."""
    seats = found.seats.of(request.user)
    sign_off, signatures = sign_off_of(found.newest, request.user)
    in_time = kept_in_time(alliance, request.user)
    context = {
        "alliance": alliance,
        "found": found,
        "lead": _lead(found),
        "hints": sum(one.section == "rights" for one in counting(found.findings)),
        "waived": sum(bool(one.waived) for one in found.findings),
        "forums": [_forum_row(forum, found) for forum in found.rules.forums],
        "rights": [_right_row(right, found, in_time) for right in found.rules.rights],
        "sign_off": sign_off,
        "marks": _marks(found, sign_off, signatures),
        "signatures": signatures,
        "may_edit": may(seats, EDIT),
        "arrived": expected.arrived(request.user, found) if may(seats, EDIT) else [],
        "may_sign": may(seats, SIGN),
        "has_signed": any(s.owner_id == request.user.organisation_id for s in signatures),
        "refusal": refusal,
    }
    return draw(request, "blueprint.html", context, refused=bool(refusal))


def _lead(found: Governance) -> tuple[str, str]:
    said = counting(found.findings)
    counts = (
        (len(found.rules.forums), "forum"),
        (len(found.rules.rights), "decision type"),
        (len(said), "warning"),
    )
    first = ", ".join(f"{spelled(n)} {w if n == 1 else w + 's'}" for n, w in counts)
    worst = next((one for one in said if one.severity == "error"), None)
    return f"{capitalised(first)}.", worst.message if worst else ""


def rhythm_words(rhythm: str) -> str:
    """A rhythm as people say it; what cannot be read stays as it is."""
    try:
        return capitalised(in_words(rhythm)) if rhythm else "No rhythm"
    except UnknownRhythm:
        return rhythm


def _forum_row(forum: Forum, found: Governance) -> dict[str, Any]:
    people = found.seats.people
    sides = [
        [
            face(people[person], found.sides)
            for person in forum.members_of(str(side.id))
            if person in people
        ]
        for side in found.sides.values()
    ]
    return {
        "forum": forum,
        "icon": LAYER_ICONS[forum.layer],
        "sides": sides,
        "rhythm": rhythm_words(forum.rhythm),
        "findings": found.findings_on(forum.id),
    }


def _right_row(
    right: DecisionRight, found: Governance, in_time: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    forum = found.rules.forum(right.forum)
    where = forum.name if forum else "As needed" if right.as_needed else "Nowhere"
    names = names_of_sides(found.sides)
    return {
        "right": right,
        "is_joint": right.joint is Joint.YES,
        "joint": {"yes": "Joint", "no": "No", "sometimes": "Sometimes"}[right.joint],
        "where": where,
        "to": found.rules.forum_name(right.escalation.to) if right.escalation else "",
        "end": deadlock_words(right.deadlock, names.get(right.deadlock.party, "")),
        "in_time": in_time.get(right.id),
        "findings": found.findings_on(right.id),
    }


def _marks(
    found: Governance, sign_off: SignOff | None, signatures: Any
) -> list[tuple[int, str, str]]:
    said = {each.owner_id: "yes" if each.signed else "no" for each in signatures}
    needed = set(sign_off.needed) if sign_off else {str(side) for side in found.sides}
    return [
        (side.colour, side.name, said.get(side.id, "wait"))
        for side in found.sides.values()
        if str(side.id) in needed
    ]


@page
def file(request: PersonRequest, alliance_id: Any, kind: str) -> HttpResponse:
    """Forums and decision rights as a file to take along; 404 while there are none."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    found = governance_of(alliance, request.user, sides, timezone.now())
    if found is None:
        raise Http404
    return download(*governance_file(alliance, found, request.user, kind))


@page
@require_POST
def start(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Begin with the starter forums and rows."""
    alliance, _ = enter_room(request, alliance_id, GOVERNANCE)
    try:
        commands.start_governance(by=request.user, alliance=alliance, now=timezone.now())
    except Refused as refusal:
        return done(request, reverse("governance", args=[alliance.pk]), refusal.sentence)
    says = "Started with three forums and four decision types. Make them yours, then sign."
    return done(request, reverse("governance", args=[alliance.pk]), says)


def _acted(
    request: PersonRequest, alliance_id: Any, says: str, command: Any, **known: Any
) -> HttpResponse:
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    now = timezone.now()
    try:
        command(by=request.user, alliance=alliance, now=now, **known)
    except Refused as refusal:
        found = governance_of(alliance, request.user, sides, now)
        if found is None:
            return done(request, reverse("governance", args=[alliance.pk]), refusal.sentence)
        return drawn(request, alliance, found, refusal.sentence)
    return done(request, reverse("governance", args=[alliance.pk]), says)


@page
@require_POST
def sign_off(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Put the draft up for signature."""
    version = _number(request.POST.get("version"))
    says = "Up for signature. Both sponsors are asked."
    return _acted(request, alliance_id, says, commands.put_up_blueprint, version=version)


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 9 else 0


@page
@require_POST
def signatures(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Sign for one's own company."""
    digest = request.POST.get("digest", "")
    says = f"Signed for {request.user.home.short_name}. It stands in the record."
    return _acted(request, alliance_id, says, commands.sign_blueprint, digest=digest)


@page
@require_POST
def signature_withdrawal(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Take the company's signature back."""
    command = commands.withdraw_blueprint_signature
    return _acted(request, alliance_id, "Your signature is taken back.", command)


@page
def refusals(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Refuse to sign, with a reason that both companies read."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    require(request.user, SIGN, alliance, timezone.now())
    found = governance_of(alliance, request.user, sides, timezone.now())
    digest = request.POST.get("digest") or (found.newest.digest if found else "")
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        refused = carry_out(
            form,
            commands.refuse_blueprint,
            by=request.user,
            alliance=alliance,
            digest=digest,
            now=timezone.now(),
        )
        if refused is not None:
            says = "Refused. Both companies read why."
            return done(request, reverse("governance", args=[alliance.pk]), says)
    context = {"alliance": alliance, "form": form, "digest": digest}
    return draw(request, "refusal.html", context, refused=bool(form.errors))


@page
def versions(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """All versions, each with what it changed in the one before, in words."""
    alliance, sides = enter_room(request, alliance_id, GOVERNANCE)
    rows = versions_of(alliance, request.user)
    people = seats_now(alliance, timezone.now()).people
    names = {pk: person.name for pk, person in people.items()}
    parties = names_of_sides(sides)
    before = [*(blueprint_of(row) for row in rows[1:]), Blueprint()]
    told = [
        (row, compare(old, blueprint_of(row), parties=parties, people=names))
        for row, old in zip(rows, before, strict=False)
    ]
    return draw(request, "versions.html", {"alliance": alliance, "versions": told})
