"""Search and jump: over what the person may see, the newest first, never ranked by hidden rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from markupsafe import Markup

from allied.alliances.models import Alliance, PrivateNote, SharedText
from allied.kit.words import shortened
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.agreement.annex.models import Kpi
from allied.rooms.agreement.reading.models import AgreementReading, Obligation
from allied.rooms.conflict.queries import register as conflicts
from allied.rooms.diligence.queries.register import found_by_words as risks_by_words
from allied.rooms.governance.queries.register import drafts_by_words, found_by_words
from allied.rooms.selection.models import Candidate
from allied.rooms.thesis.searching import Said, sections_saying
from allied.web.parts.signs import private_tag
from allied.web.subjects import address_of

PER_GROUP = 8
SHORTEST = 2


@dataclass(frozen=True)
class Option:
    """One result."""

    text: str
    href: str
    icon: str
    small: str = ""
    tag: Markup = field(default_factory=Markup)


@dataclass(frozen=True)
class Results:
    """Results of one kind."""

    title: str
    options: list[Option]


def found(person: Person, text: str) -> Iterator[Results]:
    """Everything that matches, kind by kind; empty below two letters."""
    text = " ".join(text.split())
    if len(text) < SHORTEST:
        return
    yield Results("Alliances", _alliances(person, text))
    yield Results("Decisions", _decisions(person, text))
    yield Results("Value thesis", _thesis(person, text))
    yield Results("Conflicts", _conflicts(person, text))
    yield Results("People", _people(person, text))
    yield Results("Risks", _risks(person, text))
    yield Results("KPIs", _kpis(person, text))
    yield Results("Obligations", _obligations(person, text))
    yield Results("Agreements that were read", _readings(person, text))
    yield Results("Shared texts", _shared(person, text))
    yield Results("Decision drafts", _drafts(person, text))
    yield Results("Conflict drafts", _conflict_drafts(person, text))
    yield Results("Private notes", _notes(person, text))
    yield Results("Partner selection", _candidates(person, text))


def _alliances(person: Person, text: str) -> list[Option]:
    rows = Alliance.objects.visible_to(person).filter(name__icontains=text)
    return [
        Option(a.name, reverse("overview", args=[a.pk]), "handshake", a.get_stage_display())
        for a in rows.order_by("-created_at", "pk")[:PER_GROUP]
    ]


def _decisions(person: Person, text: str) -> list[Option]:
    return [
        Option(
            d.name,
            address_of("decision", d.pk, d.alliance_id),
            "gavel",
            f"{d.alliance.name}, {d.get_state_display().lower()}",
        )
        for d in found_by_words(person, text)[:PER_GROUP]
    ]


def _thesis(person: Person, text: str) -> list[Option]:
    own = private_tag(person.home.short_name)
    return [
        Option(
            shortened(said.passage, 80),
            f"{_thesis_page(said)}#{said.section}",
            "target" if said.joint else "lock",
            f"{said.alliance.name}, {said.title.lower()}{'' if said.in_force else ', draft'}",
            Markup("") if said.joint else own,
        )
        for said in sections_saying(person, text, PER_GROUP)
    ]


def _thesis_page(said: Said) -> str:
    page = "thesis" if said.in_force else "thesis-draft" if said.joint else "thesis-own"
    return reverse(page, args=[said.alliance.pk])


def _conflicts(person: Person, text: str) -> list[Option]:
    return [
        Option(
            c.name,
            address_of("conflict", c.pk, c.alliance_id),
            "scale",
            f"{c.alliance.name}, {c.get_state_display().lower()}",
        )
        for c in conflicts.found_by_words(person, text)[:PER_GROUP]
    ]


def _conflict_drafts(person: Person, text: str) -> list[Option]:
    tag = private_tag(person.home.short_name)
    return [
        Option(
            str(d),
            reverse("conflict-draft", args=[d.alliance_id, d.pk]),
            "lock",
            d.alliance.name,
            tag,
        )
        for d in conflicts.drafts_by_words(person, text)[:PER_GROUP]
    ]


def _people(person: Person, text: str) -> list[Option]:
    rows = Person.objects.visible_to(person).filter(name__icontains=text, is_active=True)
    return [
        Option(p.name, reverse("portfolio"), "user", str(p.organisation))
        for p in rows.select_related("organisation").order_by("name", "pk")[:PER_GROUP]
    ]


def _risks(person: Person, text: str) -> list[Option]:
    own = private_tag(person.home.short_name)
    return [
        Option(
            f"{r.ref} {shortened(r.title, 80)}",
            address_of("risk", r.pk, r.alliance_id),
            "shield-alert",
            r.alliance.name,
            Markup("") if r.audience == JOINT else own,
        )
        for r in risks_by_words(person, text)[:PER_GROUP]
    ]


def _kpis(person: Person, text: str) -> list[Option]:
    words = Q(name__icontains=text) | Q(key__iexact=text)
    rows = Kpi.objects.visible_to(person).filter(words, retired_at__isnull=True)
    return [
        Option(str(k), address_of("kpi", k.pk, k.alliance_id), "gauge", k.alliance.name)
        for k in rows.select_related("alliance").order_by("-defined_at", "pk")[:PER_GROUP]
    ]


def _obligations(person: Person, text: str) -> list[Option]:
    words = Q(text__icontains=text) | Q(clause__icontains=text)
    rows = Obligation.objects.visible_to(person).filter(words).select_related("alliance")
    return [
        Option(
            f"{o.ref} {shortened(o.text, 80)}",
            address_of("obligation", o.pk, o.alliance_id),
            "list-checks",
            o.alliance.name,
        )
        for o in rows.order_by("-added_at", "pk")[:PER_GROUP]
    ]


def _readings(person: Person, text: str) -> list[Option]:
    rows = AgreementReading.objects.visible_to(person).filter(title__icontains=text)
    own = private_tag(person.home.short_name)
    return [
        Option(
            r.title,
            address_of("agreement reading", r.pk, r.alliance_id),
            "file-text",
            r.alliance.name,
            Markup("") if r.audience == JOINT else own,
        )
        for r in rows.filter(discarded_at=None)
        .select_related("alliance")
        .order_by("-at", "pk")[:PER_GROUP]
    ]


def _shared(person: Person, text: str) -> list[Option]:
    words = Q(title__icontains=text) | Q(text__icontains=text)
    rows = SharedText.objects.visible_to(person).filter(words).select_related("alliance")
    return [
        Option(s.title, address_of("shared text", s.pk, s.alliance_id), "users", s.alliance.name)
        for s in rows.order_by("-shared_at", "pk")[:PER_GROUP]
    ]


def _drafts(person: Person, text: str) -> list[Option]:
    tag = private_tag(person.home.short_name)
    return [
        Option(
            str(d),
            reverse("decision-draft", args=[d.alliance_id, d.pk]),
            "lock",
            d.alliance.name,
            tag,
        )
        for d in drafts_by_words(person, text)[:PER_GROUP]
    ]


def _notes(person: Person, text: str) -> list[Option]:
    words = Q(title__icontains=text) | Q(text__icontains=text)
    rows = PrivateNote.objects.visible_to(person).filter(words, removed_at__isnull=True)
    tag = private_tag(person.home.short_name)
    return [
        Option(str(n), address_of("note", n.pk, n.alliance_id), "lock", n.alliance.name, tag)
        for n in rows.select_related("alliance").order_by("-changed_at", "pk")[:PER_GROUP]
    ]


def _candidates(person: Person, text: str) -> list[Option]:
    rows = Candidate.objects.visible_to(person).filter(name__icontains=text)
    tag = private_tag(person.home.short_name)
    return [
        Option(
            one.name,
            reverse("selection-candidate", args=[one.alliance_id, one.screening_id, one.pk]),
            "users",
            one.screening.title,
            tag,
        )
        for one in rows.select_related("screening").order_by("-at", "pk")[:PER_GROUP]
    ]


@page
def search(request: PersonRequest) -> HttpResponse:
    """The search page, or with fragment=1 only the options for the palette."""
    text = request.GET.get("q", "")[:200]
    groups = [group for group in found(request.user, text) if group.options]
    context = {"groups": groups, "text": text, "short": len(text.strip()) < SHORTEST}
    template = "web/options.html" if request.GET.get("fragment") else "web/results.html"
    return render(request, template, context)
