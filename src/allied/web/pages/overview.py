"""The overview of one alliance: are we on course, and what is missing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from allied.alliances import gates
from allied.alliances.access import may, seats_of
from allied.alliances.doors import enter
from allied.alliances.models import Alliance, Party, SignOff, Stage
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.record.models import Entry
from allied.record.story import told
from allied.web.subjects import address_of

LATEST = 6
# What completes a stage is signed by every party; the mark on the rail shows those halves.
SIGNED_BY_STAGE = {Stage.STRATEGY: "thesis", Stage.GOVERNANCE: "blueprint"}


class WaiverForm(forms.Form):
    """Passing one check for a while."""

    stage = forms.CharField(widget=forms.HiddenInput)
    check = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


class StageForm(forms.Form):
    """Moving the alliance to another stage."""

    stage = forms.ChoiceField(choices=Stage.choices)


def _link(route: str, alliance: Alliance) -> str:
    try:
        return reverse(route, kwargs={"alliance_id": alliance.pk}) if route else ""
    except NoReverseMatch:
        return ""


def _shares(
    alliance: Alliance, parties: Sequence[Party], latest: dict[str, SignOff], stage: str
) -> list[tuple[int, str, str]]:
    """Which halves of a stage's gate are filled."""
    sign_off = latest.get(SIGNED_BY_STAGE.get(Stage(stage), ""))
    if sign_off is None:
        return []
    signed = {
        given.owner_id: given.signed
        for given in sign_off.signatures.all()
        if given.withdrawn_at is None
    }
    states = {True: "yes", False: "no", None: "wait"}
    return [
        (p.colour, p.organisation.short_name, states[signed.get(p.organisation_id)])
        for p in parties
    ]


def rail_of(alliance: Alliance, found: Sequence[gates.Gate], person: Any) -> list[tuple[Any, ...]]:
    """The eight stages as the rail draws them."""
    parties = list(alliance.parties.select_related("organisation"))
    rows = SignOff.objects.visible_to(person).filter(alliance=alliance, lapsed_at__isnull=True)
    latest: dict[str, SignOff] = {}
    for sign_off in rows.prefetch_related("signatures").order_by("opened_at"):
        latest[sign_off.subject_kind] = sign_off
    place = Stage.values.index(alliance.stage)
    stages = []
    for k, gate in enumerate(found):
        where = "done" if k < place else "now" if k == place else "to come"
        note = ""
        if gate.checks and k <= place:
            met = len(gate.checks) - gate.missing
            note = f"{met} of {len(gate.checks)} checks hold"
        href = f"#gate-{gate.stage}" if gate.checks else ""
        shares = _shares(alliance, parties, latest, gate.stage) if k <= place else []
        stages.append((Stage(gate.stage).label, where, note, shares, href))
    return stages


@page
def overview(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The page of an alliance."""
    alliance = enter(request, alliance_id)
    return _draw(request, alliance)


def _draw(
    request: PersonRequest, alliance: Alliance, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    found = gates.gates(alliance, now=now)
    current = next(gate for gate in found if gate.stage == alliance.stage)
    entries = Entry.objects.visible_to(request.user).filter(alliance=alliance, audience="joint")
    seats = seats_of(request.user, alliance, now)
    lines = told(entries.order_by("-seq")[:LATEST])
    context = {
        "alliance": alliance,
        "rail_stages": rail_of(alliance, found, request.user),
        "gates": [
            (gate, Stage(gate.stage).label, [(c, _link(c.route, alliance)) for c in gate.checks])
            for gate in found
            if gate.checks
        ],
        "own_gates": [
            (gate, Stage(gate.stage).label, [(c, _link(c.route, alliance)) for c in gate.checks])
            for gate in gates.own_gates(alliance, request.user, now=now)
        ],
        "current": current,
        "lines": [(x, address_of(x.subject_kind, x.subject_id, alliance.pk)) for x in lines],
        "seats": seats,
        "may_waive": may(seats, "gate.waive"),
        "may_export": may(seats, "alliance.export"),
        "may_move": may(seats, "alliance.change"),
        "stages": Stage.choices,
        "waiver": form,
    }
    return render(request, "web/overview.html", context, status=status)


@page
def waivers(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Pass one check of a gate for a while."""
    alliance = enter(request, alliance_id)
    form = WaiverForm(request.POST or None)
    if request.method == "POST":
        made = carry_out(
            form, gates.waive_check, by=request.user, alliance=alliance, now=timezone.now()
        )
        if made:
            return done(request, reverse("overview", args=[alliance.pk]), "The check is waived.")
    return _draw(request, alliance, form, 422)


@page
def stage(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Move the alliance to a stage."""
    alliance = enter(request, alliance_id)
    form = StageForm(request.POST or None)
    if request.method == "POST":
        moved = carry_out(
            form, gates.reach_stage, by=request.user, alliance=alliance, now=timezone.now()
        )
        if moved:
            says = f"The alliance is now at the stage {moved.get_stage_display()}."
            return done(request, reverse("overview", args=[alliance.pk]), says)
    return _draw(request, alliance, form, 422)
