"""The record of an alliance, told in sentences with filters; the seal of each line leads to its proof."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.access import may, require, seats_of
from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import proofs
from allied.record.models import Entry
from allied.record.story import told
from allied.web.subjects import address_of

SHOWN = 50
DECIDING = ("decision", "answer", "comment", "meeting", "pause", "draft")
# What one may ask for -> what it says, and the beginnings of the kinds of fact that belong to it.
TOPICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("Everything", ("",)),
    "thesis": ("Value thesis", ("thesis.",)),
    "risk": ("Risks and due diligence", ("diligence.",)),
    "decision": (
        "Decisions",
        (*(f"governance.{what}." for what in DECIDING), "clock."),
    ),
    "blueprint": ("Governance", ("governance.blueprint.", "governance.complexity.")),
    "agreement": ("Agreement, annex, changes, exits", ("agreement.",)),
    "conflict": ("Conflict", ("conflict.",)),
    "selection": ("Partner selection", ("selection.",)),
    "sign-off": ("Signatures", ("alliance.signoff.", "alliance.signature.", "alliance.version.")),
    "seat": (
        "People",
        ("alliance.seat.", "alliance.party.", "alliance.partner.", "alliance.person.", "people."),
    ),
    "alliance": ("Alliance, gates, files", ("alliance.", "exchange.", "record.")),
}


class HeadForm(Form):
    """A head that somebody kept, to be compared with the log of now."""

    head = forms.CharField(
        max_length=1000,
        label="A head you kept",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class Filters(Form):
    """What of the record is shown; the filters stand in the address, so they can be shared."""

    topic = forms.ChoiceField(
        choices=[(key, says) for key, (says, _) in TOPICS.items()], required=False, label="About"
    )
    person = forms.ChoiceField(required=False, label="Who")
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def offer(self, people: dict[UUID, str]) -> None:
        """Let one of these people be chosen."""
        chooser = self.fields["person"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [("", "Everybody"), *((str(key), name) for key, name in people.items())]


def chosen(rows: QuerySet[Entry], filters: Filters) -> QuerySet[Entry]:
    """The entries that the filters leave, the newest first."""
    wanted = filters.cleaned_data if filters.is_valid() else {}
    if wanted.get("topic"):
        beginnings = TOPICS[wanted["topic"]][1]
        rows = rows.filter(reduce(or_, (Q(kind__startswith=each) for each in beginnings)))
    if wanted.get("person"):
        rows = rows.filter(person_id=wanted["person"])
    if wanted.get("since"):
        rows = rows.filter(at__date__gte=wanted["since"])
    if wanted.get("until"):
        rows = rows.filter(at__date__lte=wanted["until"])
    if wanted.get("before") is not None:
        rows = rows.filter(seq__lt=wanted["before"])
    return rows.order_by("-seq")


def _people(person: Person, alliance: Alliance, audience: str) -> dict[UUID, str]:
    """Whoever had a seat here, by name; in one's own log only colleagues."""
    seats = alliance.seats.all()
    if audience == OURS:
        seats = seats.filter(organisation_id=person.home_id)
    return dict(seats.order_by("person__name").values_list("person_id", "person__name"))


def _page_of(request: PersonRequest, alliance: Alliance, audience: str) -> dict[str, Any]:
    asked = any(name in request.GET for name in Filters.base_fields)
    filters = Filters(request.GET if asked else None)
    filters.offer(_people(request.user, alliance, audience))
    rows = Entry.objects.visible_to(request.user).filter(alliance=alliance, audience=audience)
    lines = told(chosen(rows, filters)[: SHOWN + 1])
    shown = lines[:SHOWN]
    query = request.GET.copy()
    query["before"] = str(shown[-1].seq) if shown else ""
    return {
        "alliance": alliance,
        "filters": filters,
        "lines": [
            (line, address_of(line.subject_kind, line.subject_id, alliance.pk)) for line in shown
        ],
        "older": f"?{query.urlencode()}" if len(lines) > SHOWN else "",
        "colours": {p.organisation_id: p.colour for p in alliance.parties.all()},
    }


def _kept_head(request: PersonRequest, alliance: Alliance) -> dict[str, Any]:
    """The form for a head that one kept, and how the log of now grew from it."""
    form = HeadForm(request.GET if "head" in request.GET else None)
    context: dict[str, Any] = {"kept_head": form, "grown": None}
    if not form.is_valid():
        return context
    rows = Entry.objects.visible_to(request.user).filter(alliance=alliance, audience=JOINT)
    try:
        size, root = proofs.head_in(form.cleaned_data["head"])
        context["grown"] = proofs.growth(rows, alliance.log.size, old=size)
        context["same"] = context["grown"].begins_with(root)
    except Refused as refusal:
        form.add_error("head", refusal.sentence)
    return context


@page
def joint(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The joint record: both companies read the same lines."""
    alliance = enter(request, alliance_id)
    context = {**_page_of(request, alliance, JOINT), **_kept_head(request, alliance)}
    context["log"] = alliance.log
    context["proofs"] = f"/api/v1/alliances/{alliance.pk}/record"
    held = seats_of(request.user, alliance, timezone.now())
    context["reads_own"] = may(held, "log.own")
    context["may_export"] = may(held, "alliance.export")
    wrong = context["filters"].errors or context["kept_head"].errors
    return render(request, "web/record.html", context, status=422 if wrong else 200)


@page
def own(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """One's own organisation's log about this alliance: who wrote what that nobody else sees."""
    alliance = enter(request, alliance_id)
    person: Person = request.user
    require(person, "log.own", alliance, timezone.now())
    request.audience = "private"
    request.here = "record"
    context = {**_page_of(request, alliance, OURS), "log": None}
    return render(
        request, "web/record.html", context, status=422 if context["filters"].errors else 200
    )
