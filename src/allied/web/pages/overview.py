"""The overview of one alliance: are we on course, and what is missing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import FETCH_RAISE, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances import gates
from allied.alliances.access import may
from allied.alliances.at_hand import parties_at_hand, records_of
from allied.alliances.doors import enter
from allied.alliances.models import Alliance, Seat, Stage
from allied.alliances.queries import sides_of, with_people
from allied.kit.forms import Form, carry_out, done
from allied.kit.moments import spoken_moment
from allied.kit.prepared import prepared
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.record.story import Line, lines_of, opened
from allied.rooms.governance.queries.awaited import next_decisions
from allied.rooms.governance.queries.register import Row
from allied.rooms.governance.queries.sides import sides_of_parties
from allied.rooms.thesis.brief import brief_of
from allied.rooms.thesis.queries import own_draft
from allied.web.course import Course, answer
from allied.web.stages import (
    brief_shares,
    latest_sign_offs,
    offered,
    rail_of,
    stage_shown,
    unsigned,
    with_pages,
)
from allied.web.subjects import address_of

LATEST, DECISIONS = 6, 5
# What the page offers to seats that carry the right.
OFFERED = {
    "may_waive": "gate.waive",
    "may_export": "alliance.export",
    "may_move": "alliance.change",
    "may_ask": "decision.raise",
}
# What the page and the gates read of a seat.
OF_SEAT = (
    "alliance",
    "organisation__short_name",
    "role",
    "discipline",
    "given_at",
    "person__name",
    "person__organisation",
    "deputy",
)
# Reminders repeat what the clocks on the page say already.
NOT_NEWS = ("governance.decision.reminded",)


class WaiverForm(Form):
    """Passing one check for a while."""

    stage = forms.CharField(widget=forms.HiddenInput)
    check = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say why the check may wait: both companies read it."},
    )
    until = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Name the day until which it may wait."},
    )


class StageForm(Form):
    """Moving the alliance to another stage."""

    stage = forms.ChoiceField(choices=Stage.choices)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page
def overview(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The page of an alliance."""
    alliance = enter(request, alliance_id)
    return _draw(request, alliance)


def _draw(
    request: PersonRequest, alliance: Alliance, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    person, now = request.user, timezone.now()
    parties = parties_at_hand(request, person)[alliance.pk]
    seated = _seated(person, alliance, now)
    seats = [seat for seat in seated if seat.person_id == person.pk]
    stage = stage_shown(alliance, request.GET.get("gate", "") or request.POST.get("stage", ""))
    standing = gates.Standing(alliance, parties, seated, person, *records_of(parties))
    gate = gates.gate(standing, stage, now=now)
    own = gates.own_gate(person, standing, stage, seats=seats, now=now)
    latest, brief = latest_sign_offs(person, alliance), brief_of(person, alliance)
    sides = sides_of_parties(parties)
    decisions, waiting = next_decisions(person, alliance, sides, now, DECISIONS)
    course = Course(
        undecided=waiting.undecided,
        late=waiting.late,
        next_due=_next_due(decisions, now, person),
        unsigned=unsigned(latest, parties),
        missing=gate.missing,
        gate=Stage(stage).label,
        has_thesis=brief is not None,
    )
    context = {
        "alliance": alliance,
        "answer": answer(course),
        "rail_stages": rail_of(alliance, gate, parties, latest),
        "gate": gate,
        "gate_label": Stage(stage).label,
        "checks": with_pages(gate, alliance),
        "own_checks": with_pages(own, alliance),
        "offered": offered(own, alliance),
        "brief": brief,
        "own_draft": None if brief else own_draft(person, alliance),
        "brief_shares": brief_shares(brief, latest, parties),
        "decisions": decisions,
        "waiting": waiting,
        "lines": _lately(person, alliance),
        "sides": sides_of(parties, seated),
        "seats": seats,
        **{name: may(seats, right) for name, right in OFFERED.items()},
        "stages": Stage.choices,
        "waiver": form,
    }
    return render(request, "web/overview.html", context, status=status)


def _seated(person: Person, alliance: Alliance, now: datetime) -> list[Seat]:
    """Who sits there now, the first one first."""
    # Sorted here: for the database the order of a few wide rows costs more than reading them.
    return sorted(_seats(person, alliance, now), key=lambda seat: (seat.given_at, seat.pk))


@prepared
def _seats(person: Person, alliance: Alliance, now: datetime) -> QuerySet[Seat]:
    rows = with_people(Seat.objects.visible_to(person).filter(alliance=alliance), now)
    return rows.only(*OF_SEAT).fetch_mode(FETCH_RAISE).order_by()


def _lately(person: Person, alliance: Alliance) -> list[tuple[Line, str]]:
    """The last lines of the joint record, each with the page of what it is about."""
    lines = lines_of(_entries(person, alliance))
    return [(one, address_of(one.subject_kind, one.subject_id, alliance.pk)) for one in lines]


@prepared
def _entries(person: Person, alliance: Alliance) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(person).filter(alliance=alliance, audience=JOINT)
    return opened(rows.exclude(kind__in=NOT_NEWS).order_by("-seq")[:LATEST])


def _next_due(decisions: Sequence[Row], now: datetime, person: Person) -> str:
    """The nearest deadline that is still to come, in words; nothing when no clock runs."""
    coming = [
        row.decision.clock.due_at
        for row in decisions
        if row.days and row.decision.clock and row.decision.clock.due_at > now
    ]
    return spoken_moment(min(coming), now, ZoneInfo(person.zone)) if coming else ""


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
