"""The pages of exits: triggers with where they stand, their editor and dry run, and the unwind plan."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import RIGHTS, may, require, seats_of
from allied.alliances.doors import enter, enter_row
from allied.alliances.models import Alliance, Role
from allied.kit.errors import Refused
from allied.kit.forms import attempt, done, sent
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.rooms.agreement.exits import commands
from allied.rooms.agreement.exits.commands import EDIT, HOLD
from allied.rooms.agreement.exits.composing import ACTIONS, CONDITIONS, blanks_of
from allied.rooms.agreement.exits.forms import SentenceForm, StepForm, TextForm, tried_numbers
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.limits import Offered, offered_triggers
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep
from allied.rooms.agreement.exits.queries import (
    Watched,
    one_watched,
    steps,
    triggers,
    unowned,
    watched,
)
from allied.rooms.agreement.exits.saying import EITHER, PAIR
from allied.rooms.agreement.exits.sentence import LAYERS
from allied.rooms.agreement.exits.watched import SHARE, known_numbers
from allied.rooms.governance.models import Forum

HERE = "exits"
TriggerForm = SentenceForm | TextForm


def _enter(request: PersonRequest, alliance_id: Any) -> Alliance:
    alliance = enter(request, alliance_id)
    request.here = HERE
    return alliance


def _draw(
    request: PersonRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    return render(request, f"exits/{template}", context, status=422 if refused else 200)


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """When do we talk about leaving, where does each trigger stand, and how would we part?"""
    alliance, now = _enter(request, alliance_id), timezone.now()
    rows = watched(request.user, alliance, now.date())
    plan = list(steps(request.user, alliance))
    known = {one.row.name for one in rows}
    context = {
        "alliance": alliance,
        "triggers": rows,
        "plan": plan,
        "unowned": unowned(plan),
        "lead": lead_of(rows),
        "offered": [one for one in offered_triggers() if one.name not in known],
        "may_edit": may(seats_of(request.user, alliance, now), EDIT),
    }
    return _draw(request, "index.html", context)


def lead_of(rows: Sequence[Watched]) -> tuple[str, str]:
    """The answer: whether anything asks for a talk about leaving."""
    if not rows:
        return "Nothing says when to talk about leaving.", "Agree on it while nobody wants to."
    red = [one for one in rows if one.tone == "red"]
    amber = [one for one in rows if one.tone == "amber"]
    if red:
        return (
            f"{counted(len(red), 'trigger')} asks for a talk.",
            "A trigger never ends an alliance.",
        )
    if amber:
        return f"{counted(len(amber), 'trigger')} warns.", "Nothing has to be decided yet."
    return "No trigger asks for a talk.", f"{counted(len(rows), 'trigger')} are watched."


@page
def new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """A new trigger, from nothing or from one that the catalogue offers."""
    alliance = _enter(request, alliance_id)
    require(request.user, EDIT, alliance, timezone.now())
    offered = next((o for o in offered_triggers() if o.name == request.GET.get("from")), None)
    form = _form(request, alliance, offered)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_trigger(
                by=request.user, alliance=alliance, said=form.content(), now=timezone.now()
            ),
        )
        if made:
            return done(request, _address(made), f"{made.ref} is added. The annex will print it.")
    return _draw_form(request, alliance, form, None)


@page
def one(request: PersonRequest, alliance_id: Any, exit_trigger_id: Any) -> HttpResponse:
    """One trigger in words, what it would have done, and numbers to try it on."""
    trigger = _found(request, alliance_id, exit_trigger_id)
    numbers = known_numbers(trigger.alliance)
    keys = read(trigger.rule).metrics
    trouble = None
    try:
        tried = tried_numbers(request.GET.dict(), keys)
    except Refused as refusal:
        tried, trouble = {}, refusal
    now = timezone.now()
    context = {
        "alliance": trigger.alliance,
        "trigger": one_watched(trigger, trigger.alliance, numbers, now.date(), tried),
        "numbers": [(key, numbers[key].name if key in numbers else key) for key in keys],
        "shares": {key for key in keys if key in numbers and numbers[key].unit == SHARE},
        "tries": {key: request.GET.get(f"try.{key}", "") for key in keys},
        "is_tried": bool(tried),
        "trouble": trouble,
        "may_edit": may(seats_of(request.user, trigger.alliance, now), EDIT),
    }
    return _draw(request, "trigger.html", context, refused=trouble is not None)


@page
def change(request: PersonRequest, alliance_id: Any, exit_trigger_id: Any) -> HttpResponse:
    """Let a trigger say something else."""
    trigger = _found(request, alliance_id, exit_trigger_id)
    require(request.user, EDIT, trigger.alliance, timezone.now())
    form = _form(request, trigger.alliance, trigger)
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_trigger(
                by=request.user,
                trigger=trigger,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            return done(request, _address(changed), f"{changed.ref} is changed.")
    return _draw_form(request, trigger.alliance, form, trigger)


@page
def retirement(request: PersonRequest, alliance_id: Any, exit_trigger_id: Any) -> HttpResponse:
    """Watch a trigger no more; asked once more on a page of its own."""
    trigger = _found(request, alliance_id, exit_trigger_id)
    require(request.user, EDIT, trigger.alliance, timezone.now())
    if request.method == "POST":
        version = _version(request)
        commands.retire_trigger(
            by=request.user, trigger=trigger, version=version, now=timezone.now()
        )
        address = reverse("exits", args=[trigger.alliance_id])
        return done(request, address, f"{trigger.ref} is retired.")
    return _draw(request, "retirement.html", {"alliance": trigger.alliance, "trigger": trigger})


@page
def plan(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Begin the unwind plan."""
    alliance = _enter(request, alliance_id)
    require(request.user, EDIT, alliance, timezone.now())
    if request.method == "POST":
        made = commands.open_unwind_plan(by=request.user, alliance=alliance, now=timezone.now())
        says = f"The plan has {counted(len(made), 'step')}. Say who sees to each."
        return done(request, reverse("exits", args=[alliance.pk]) + "#x-plan", says)
    if steps(request.user, alliance).exists():
        return done(request, reverse("exits", args=[alliance.pk]) + "#x-plan", "There is a plan.")
    return _draw(request, "plan.html", {"alliance": alliance})


@page
def step_new(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """One more thing that parting must settle."""
    alliance = _enter(request, alliance_id)
    require(request.user, EDIT, alliance, timezone.now())
    form = _step_form(request, alliance, None)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_step(
                by=request.user, alliance=alliance, said=form.content(), now=timezone.now()
            ),
        )
        if made:
            return done(request, reverse("exits", args=[alliance.pk]), f"{made.title} is added.")
    context = {"alliance": alliance, "form": form, "step": None}
    return _draw(request, "step.html", context, refused=bool(form.errors))


@page
def step(request: PersonRequest, alliance_id: Any, unwind_step_id: Any) -> HttpResponse:
    """Give a step another owner, time or wording."""
    row = _found_step(request, alliance_id, unwind_step_id)
    require(request.user, EDIT, row.alliance, timezone.now())
    form = _step_form(request, row.alliance, row)
    if request.method == "POST":
        changed = attempt(
            form,
            lambda: commands.change_step(
                by=request.user,
                step=row,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if changed:
            address = reverse("exits", args=[row.alliance_id])
            return done(request, address, f"{changed.title} is changed.")
    context = {"alliance": row.alliance, "form": form, "step": row}
    return _draw(request, "step.html", context, refused=bool(form.errors))


@page
def step_removal(request: PersonRequest, alliance_id: Any, unwind_step_id: Any) -> HttpResponse:
    """Take a step out of the plan; asked once more on a page of its own."""
    row = _found_step(request, alliance_id, unwind_step_id)
    require(request.user, EDIT, row.alliance, timezone.now())
    if request.method == "POST":
        commands.remove_step(
            by=request.user, step=row, version=_version(request), now=timezone.now()
        )
        return done(request, reverse("exits", args=[row.alliance_id]), "The step is removed.")
    return _draw(request, "step_removal.html", {"alliance": row.alliance, "step": row})


def _version(request: PersonRequest) -> int:
    sent_ = request.POST.get("version", "")
    return int(sent_) if sent_.isdecimal() and len(sent_) < 9 else 0


def _address(trigger: ExitTrigger) -> str:
    return reverse("exit-trigger", args=[trigger.alliance_id, trigger.pk])


def _found(request: PersonRequest, alliance_id: Any, exit_trigger_id: Any) -> ExitTrigger:
    request.here = HERE
    return enter_row(request, alliance_id, triggers, exit_trigger_id)


def _found_step(request: PersonRequest, alliance_id: Any, unwind_step_id: Any) -> UnwindStep:
    request.here = HERE
    return enter_row(request, alliance_id, steps, unwind_step_id)


def _form(
    request: PersonRequest, alliance: Alliance, begun: ExitTrigger | Offered | None
) -> TriggerForm:
    """As a sentence, or as text when that is asked for or the rule is too rich for a sentence."""
    blanks = _blanks(begun)
    written = request.POST.get("written") or request.GET.get("as")
    if written == "text" or blanks is None:
        return TextForm(sent(request), initial=_as_text(begun))
    numbers = known_numbers(alliance)
    return SentenceForm(
        sent(request), numbers=numbers, callable_=_callable(request.user, alliance), first=blanks
    )


def _as_text(begun: ExitTrigger | Offered | None) -> dict[str, Any]:
    if begun is None:
        return {}
    first = {part: getattr(begun, part) for part in ("name", "rule", "early_rule", "why")}
    return first | {"version": getattr(begun, "version", None)}


def _blanks(begun: ExitTrigger | Offered | None) -> dict[str, Any] | None:
    """The blanks that a sentence begins with; nothing when the early rule is not the same, shorter."""
    if begun is None:
        return {"run": 2, "period": "quarter", "deed_1": "review", "whom_1": "steering"}
    rule = read(begun.rule)
    found = blanks_of(rule)
    if found is None:
        return None
    found |= {key: said for key, said in _as_text(begun).items() if "rule" not in key}
    if begun.early_rule:
        early = read(begun.early_rule)
        warns = blanks_of(early) or {}
        same = all(
            warns.get(key) == found[key] for key in found if key.startswith(("metric", "limit"))
        )
        if not same or early.period is not rule.period:
            return None
        found["early_run"] = early.run
    return found


def _callable(person: Person, alliance: Alliance) -> list[str]:
    """Everybody and every place that an action can name."""
    forums = (
        Forum.objects.visible_to(person).filter(alliance=alliance).values_list("name", flat=True)
    )
    parties = alliance.parties.select_related("organisation").order_by("position")
    sides = [party.organisation.short_name.lower() for party in parties]
    known = [*(name.lower() for name in forums), *LAYERS, PAIR, *Role.values, *sides, EITHER]
    return list(dict.fromkeys(known))


def _draw_form(
    request: PersonRequest, alliance: Alliance, form: TriggerForm, trigger: ExitTrigger | None
) -> HttpResponse:
    context = {
        "alliance": alliance,
        "form": form,
        "trigger": trigger,
        "as_text": isinstance(form, TextForm),
        "conditions": range(1, CONDITIONS + 1),
        "actions": range(1, ACTIONS + 1),
        "numbers": known_numbers(alliance).values(),
    }
    return _draw(request, "edit.html", context, refused=bool(form.errors))


def _step_form(request: PersonRequest, alliance: Alliance, row: UnwindStep | None) -> StepForm:
    first = {}
    if row:
        first = {part: getattr(row, part) for part in ("title", "note", "within_days", "version")}
        first["holder"] = str(row.holder_id or "")
    return StepForm(sent(request), able=able_people(alliance, request.user), first=first)


def able_people(alliance: Alliance, person: Person) -> list[Person]:
    """Who can see to a step, one's own people first."""
    seats = alliance.seats.filter(
        ended_at__isnull=True, role__in=RIGHTS[HOLD].roles, person__is_active=True
    ).select_related("person__organisation")
    people = {seat.person_id: seat.person for seat in seats}
    home = person.organisation_id
    return sorted(people.values(), key=lambda one: (one.organisation_id != home, one.name, one.pk))
