"""Asking for a decision, from a form or from a draft that only one's own company sees."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.doors import find
from allied.alliances.models import Alliance
from allied.kit.amounts import money
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.people.models import Organisation
from allied.rooms.governance import commands
from allied.rooms.governance.asking import options_from
from allied.rooms.governance.forms import AskForm
from allied.rooms.governance.models import Decision, DecisionDraft, DecisionRight
from allied.rooms.governance.queries.decision import decisions_to_show
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.rights import Joint, Tiebreak
from allied.rooms.governance.views.entering import DECISIONS, draw, enter_room

RIGHT = "decision.raise"


class Asking:
    """The page of a question that is not asked yet: its form, its draft, and what it would replace."""

    def __init__(self, request: PersonRequest, alliance_id: Any) -> None:
        self.request = request
        self.alliance, self.sides = enter_room(request, alliance_id, DECISIONS)
        require(request.user, RIGHT, self.alliance, timezone.now())
        request.audience = "private"
        rights = DecisionRight.objects.visible_to(request.user).filter(
            alliance=self.alliance, ended_at__isnull=True
        )
        self.rights = list(rights.order_by("position"))
        self.draft: DecisionDraft | None = None

    def form(self) -> AskForm:
        """The form, filled from the draft or from what was sent."""
        draft = self.draft
        return AskForm(
            self.request.POST or None,
            types=[(right.key, right.name) for right in self.rights],
            parties=_own_first(self.sides, self.request.user.organisation_id),
            currency=self.alliance.currency,
            first=_first(draft) if draft else {"type": self.request.GET.get("type", "")},
            options=options_from(draft.options) if draft else (),
        )

    @property
    def replaces(self) -> Decision | None:
        """The decision whose place this one takes, named in the address."""
        wanted = self.request.GET.get("replaces", "")
        try:
            key = UUID(wanted)
        except ValueError:
            return None
        return find(decisions_to_show(self.request.user, self.alliance), pk=key)

    def page(self, form: AskForm) -> HttpResponse:
        """The page with this form."""
        context = {
            "alliance": self.alliance,
            "form": form,
            "draft": self.draft,
            "replaces": self.replaces,
            "rights": [(right, right.content) for right in self.rights],
            "conditions": [
                (right.name, right.content["condition"])
                for right in self.rights
                if right.content["joint"] == Joint.SOMETIMES
            ],
            "has_standing": any(
                right.content["deadlock"]["kind"] == Tiebreak.OPTION for right in self.rights
            ),
        }
        return draw(self.request, "ask.html", context, refused=bool(form.errors))

    def sent(self) -> HttpResponse:
        """Carry out what the pressed button says: ask both companies, or keep the draft."""
        form = self.form()
        keeps = self.request.POST.get("act") == "draft"
        result = carry_out(form, self.keep if keeps else self.ask, asked=form)
        if result is None:
            return self.page(form)
        if isinstance(result, Decision):
            address = reverse("decision", args=[self.alliance.pk, result.pk])
            return done(self.request, address, f"Asked. D-{result.number} waits for its answers.")
        address = reverse("decision-draft", args=[self.alliance.pk, result.pk])
        name = self.request.user.home.short_name
        return done(self.request, address, f"Kept. Only {name} sees this draft.")

    def ask(self, *, asked: AskForm, **said: Any) -> Decision:
        """Ask both companies."""
        right = next((one for one in self.rights if one.key == said["type"]), None)
        if right is None:
            sentence = "Choose the type of decision; it says who decides."
            raise Refused("no_type", sentence, field="type")
        return commands.raise_decision(
            by=self.request.user,
            alliance=self.alliance,
            right=right,
            question=asked.question_asked(),
            condition_applies=said["condition_applies"],
            accountable=self._accountable(said["accountable"]),
            supersedes=self.replaces,
            draft=self.draft,
            now=timezone.now(),
        )

    def _accountable(self, wanted: str) -> Organisation | None:
        if not wanted:
            return None
        return find(Organisation.objects.visible_to(self.request.user), pk=UUID(wanted))

    def keep(self, *, asked: AskForm, **said: Any) -> DecisionDraft:
        """Keep the draft for one's own company."""
        known = {
            "by": self.request.user,
            "question": asked.question_asked(),
            "type_key": said["type"],
            "now": timezone.now(),
        }
        if self.draft is None:
            return commands.write_draft(alliance=self.alliance, **known)
        version = int(self.request.POST.get("version") or 0)
        return commands.change_draft(draft=self.draft, version=version, **known)


def _own_first(sides: dict[UUID, Side], own: Any) -> list[tuple[str, str]]:
    ordered = sorted(sides.values(), key=lambda side: side.id != own)
    return [(str(side.id), side.name) for side in ordered]


def _first(draft: DecisionDraft) -> dict[str, Any]:
    value = ""
    if draft.value is not None:
        value = f"{draft.currency} {draft.value.normalize():f}"
    return {
        "type": draft.type_key,
        "title": draft.title,
        "question": draft.question,
        "recommendation": draft.recommendation,
        "standing": draft.standing,
        "paper": draft.paper,
        "value": value,
    }


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write a question; it is asked, or kept as a draft."""
    asking = Asking(request, alliance_id)
    return asking.sent() if request.method == "POST" else asking.page(asking.form())


@page
def drafts(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The drafts of one's own company."""
    alliance = _private(request, alliance_id)
    rows = DecisionDraft.objects.visible_to(request.user).filter(
        alliance=alliance, ended_at__isnull=True
    )
    found = list(rows.select_related("by").order_by("-changed_at", "pk")[:100])
    values = {row.pk: money(row.value, row.currency) for row in found if row.value is not None}
    context = {"alliance": alliance, "drafts": found, "values": values}
    return draw(request, "drafts.html", context)


def _private(request: PersonRequest, alliance_id: Any) -> Alliance:
    alliance, _ = enter_room(request, alliance_id, DECISIONS)
    require(request.user, "private.read", alliance, timezone.now())
    request.audience = "private"
    return alliance


def _draft(request: PersonRequest, alliance: Alliance, draft_id: Any) -> DecisionDraft:
    rows = DecisionDraft.objects.visible_to(request.user).filter(ended_at__isnull=True)
    return find(rows.select_related("alliance"), pk=draft_id, alliance=alliance)


@page
def draft(request: PersonRequest, alliance_id: Any, draft_id: Any) -> HttpResponse:
    """Write on in a draft, or ask for it."""
    asking = Asking(request, alliance_id)
    asking.draft = _draft(request, asking.alliance, draft_id)
    return asking.sent() if request.method == "POST" else asking.page(asking.form())


@page
def removal(request: PersonRequest, alliance_id: Any, draft_id: Any) -> HttpResponse:
    """Give a draft up; asked once more on a page of its own."""
    alliance = _private(request, alliance_id)
    found = _draft(request, alliance, draft_id)
    if request.method == "POST":
        commands.remove_draft(by=request.user, draft=found, now=timezone.now())
        return done(request, reverse("decisions", args=[alliance.pk]), "The draft is removed.")
    return draw(request, "draft_removal.html", {"alliance": alliance, "draft": found})
