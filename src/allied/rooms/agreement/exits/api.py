"""The JSON door of exit triggers and the unwind plan."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from allied.alliances.doors import enter, enter_row, find
from allied.kit.api import PROBLEMS, expected_version
from allied.kit.content import decimal_text
from allied.people.doors import actor
from allied.people.models import Person
from allied.rooms.agreement.exits import commands
from allied.rooms.agreement.exits.commands import StepContent, TriggerContent
from allied.rooms.agreement.exits.dry_run import DryRun, dry_run
from allied.rooms.agreement.exits.forms import tried_numbers
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep
from allied.rooms.agreement.exits.queries import in_words, steps, triggers
from allied.rooms.agreement.exits.watched import known_numbers
from allied.rooms.agreement.exits.wording import readable

router = Router(tags=["exits"])
X = "/{uuid:alliance_id}"
TRIGGERS, STEPS = f"{X}/exit-triggers", f"{X}/unwind-steps"
TRIGGER, STEP = TRIGGERS + "/{uuid:exit_trigger_id}", STEPS + "/{uuid:unwind_step_id}"


class TriggerAsked(Schema):
    """What a trigger says; rules in the grammar that the annex prints."""

    name: str
    rule: str
    early_rule: str = ""
    why: str = ""


class TriggerShown(TriggerAsked):
    """A trigger with its number, and its rule in words."""

    id: UUID
    ref: str
    says: str
    version: int


class StepAsked(Schema):
    """What is settled, the id of who sees to it, and within how many days of the decision."""

    title: str
    note: str = ""
    holder: UUID | None = None
    within_days: int | None = None


class StepShown(StepAsked):
    """A step of the unwind plan."""

    id: UUID
    position: int
    version: int


class NumberShown(Schema):
    """A number that a trigger may watch; `kept` tells whether its history is known."""

    key: str
    name: str
    unit: str
    kept: bool


class DryRunAsked(Schema):
    """A rule, and numbers to try it on: per key a text such as `0.6, -, 0.3`, the newest last."""

    rule: str
    numbers: dict[str, str] = {}


class PeriodShown(Schema):
    """One closed period: the numbers as text, and where the trigger stood."""

    period: str
    numbers: dict[str, str | None]
    standing: str


class DryRunShown(Schema):
    """What would have happened, and what chance alone would do (0 to 1, within a year)."""

    says: str
    warns: str
    sentence: str
    chance: float | None
    fired: list[str]
    periods: list[PeriodShown]


def _trigger_of(row: ExitTrigger, response: HttpResponse | None = None) -> TriggerShown:
    if response is not None:
        response.headers["ETag"] = f'"{row.version}"'
    return TriggerShown(
        id=row.pk,
        ref=row.ref,
        name=row.name,
        rule=row.rule,
        early_rule=row.early_rule,
        why=row.why,
        says=in_words(read(row.rule), known_numbers(row.alliance)),
        version=row.version,
    )


def _step_of(row: UnwindStep, response: HttpResponse | None = None) -> StepShown:
    if response is not None:
        response.headers["ETag"] = f'"{row.version}"'
    return StepShown(
        id=row.pk,
        position=row.position,
        title=row.title,
        note=row.note,
        holder=row.holder_id,
        within_days=row.within_days,
        version=row.version,
    )


def _found(request: HttpRequest, alliance_id: UUID, exit_trigger_id: UUID) -> ExitTrigger:
    return enter_row(request, alliance_id, triggers, exit_trigger_id)


def _found_step(request: HttpRequest, alliance_id: UUID, unwind_step_id: UUID) -> UnwindStep:
    return enter_row(request, alliance_id, steps, unwind_step_id)


def _content(request: HttpRequest, said: StepAsked) -> StepContent:
    people = Person.objects.visible_to(actor(request)).select_related("organisation")
    holder = find(people, pk=said.holder) if said.holder else None
    return StepContent(
        title=said.title, note=said.note, holder=holder, within_days=said.within_days
    )


@router.get(f"{X}/exit-numbers", response={200: list[NumberShown], **PROBLEMS})
def exit_numbers(request: HttpRequest, alliance_id: UUID) -> list[NumberShown]:
    """Every number that a trigger of this alliance may watch."""
    found = known_numbers(enter(request, alliance_id)).values()
    return [
        NumberShown(key=one.key, name=one.name, unit=one.unit, kept=one.history is not None)
        for one in found
    ]


@router.get(TRIGGERS, response={200: list[TriggerShown], **PROBLEMS})
def exit_triggers(request: HttpRequest, alliance_id: UUID) -> list[TriggerShown]:
    """The triggers, in the order of their numbers; there are never more than a page of them."""
    alliance = enter(request, alliance_id)
    rows = list(triggers(actor(request), alliance))
    for row in rows:
        row.alliance = alliance
    return [_trigger_of(row) for row in rows]


@router.post(TRIGGERS, response={201: TriggerShown, **PROBLEMS})
def add_trigger(
    request: HttpRequest, alliance_id: UUID, said: TriggerAsked, response: HttpResponse
) -> Status[TriggerShown]:
    """Add one."""
    row = commands.add_trigger(
        by=actor(request),
        alliance=enter(request, alliance_id),
        said=TriggerContent(**said.model_dump()),
        now=timezone.now(),
    )
    return Status(201, _trigger_of(row, response))


@router.get(TRIGGER, response={200: TriggerShown, **PROBLEMS})
def exit_trigger(
    request: HttpRequest, alliance_id: UUID, exit_trigger_id: UUID, response: HttpResponse
) -> TriggerShown:
    """One; ETag carries its version."""
    return _trigger_of(_found(request, alliance_id, exit_trigger_id), response)


@router.put(TRIGGER, response={200: TriggerShown, **PROBLEMS})
def change_trigger(
    request: HttpRequest,
    alliance_id: UUID,
    exit_trigger_id: UUID,
    said: TriggerAsked,
    response: HttpResponse,
) -> TriggerShown:
    """Let it say something else; If-Match names the version that was read."""
    trigger = _found(request, alliance_id, exit_trigger_id)
    row = commands.change_trigger(
        by=actor(request),
        trigger=trigger,
        said=TriggerContent(**said.model_dump()),
        version=expected_version(request),
        now=timezone.now(),
    )
    row.alliance = trigger.alliance
    return _trigger_of(row, response)


@router.post(f"{TRIGGER}/retirements", response={204: None, **PROBLEMS})
def retire_trigger(request: HttpRequest, alliance_id: UUID, exit_trigger_id: UUID) -> Status[None]:
    """Watch it no more; If-Match names the version that was read."""
    trigger = _found(request, alliance_id, exit_trigger_id)
    commands.retire_trigger(
        by=actor(request), trigger=trigger, version=expected_version(request), now=timezone.now()
    )
    return Status(204, None)


@router.post(f"{X}/exit-dry-runs", response={200: DryRunShown, **PROBLEMS})
def try_rule(request: HttpRequest, alliance_id: UUID, said: DryRunAsked) -> DryRunShown:
    """What a rule would have done; nothing is kept."""
    alliance = enter(request, alliance_id)
    rule = readable(said.rule, alliance, "rule")
    numbers = known_numbers(alliance)
    asked = {f"try.{key}": text for key, text in said.numbers.items()}
    tried = tried_numbers(asked, rule.metrics)
    ran = dry_run(rule, alliance, numbers, timezone.now().date(), tried)
    return _ran(ran, in_words(rule, numbers))


def _ran(ran: DryRun, words: str) -> DryRunShown:
    return DryRunShown(
        says=ran.says,
        warns=ran.warns,
        sentence=words,
        chance=ran.chance,
        fired=[span.label for span in ran.fired],
        periods=[
            PeriodShown(
                period=span.label,
                numbers={key: _text(value) for key, value in values.items()},
                standing=str(reading),
            )
            for span, values, reading in zip(ran.spans, ran.values, ran.readings, strict=True)
        ],
    )


def _text(value: Any) -> str | None:
    return None if value is None else decimal_text(value)


@router.get(STEPS, response={200: list[StepShown], **PROBLEMS})
def unwind_steps(request: HttpRequest, alliance_id: UUID) -> list[StepShown]:
    """The unwind plan in its order; there are never more than a page of steps."""
    return [_step_of(row) for row in steps(actor(request), enter(request, alliance_id))]


@router.post(f"{X}/unwind-plans", response={201: list[StepShown], **PROBLEMS})
def open_unwind_plan(request: HttpRequest, alliance_id: UUID) -> Status[list[StepShown]]:
    """Begin the plan with the steps that every parting needs."""
    rows = commands.open_unwind_plan(
        by=actor(request), alliance=enter(request, alliance_id), now=timezone.now()
    )
    return Status(201, [_step_of(row) for row in rows])


@router.post(STEPS, response={201: StepShown, **PROBLEMS})
def add_step(
    request: HttpRequest, alliance_id: UUID, said: StepAsked, response: HttpResponse
) -> Status[StepShown]:
    """Add one more thing that parting must settle."""
    row = commands.add_step(
        by=actor(request),
        alliance=enter(request, alliance_id),
        said=_content(request, said),
        now=timezone.now(),
    )
    return Status(201, _step_of(row, response))


@router.get(STEP, response={200: StepShown, **PROBLEMS})
def unwind_step(
    request: HttpRequest, alliance_id: UUID, unwind_step_id: UUID, response: HttpResponse
) -> StepShown:
    """One; ETag carries its version."""
    return _step_of(_found_step(request, alliance_id, unwind_step_id), response)


@router.put(STEP, response={200: StepShown, **PROBLEMS})
def change_step(
    request: HttpRequest,
    alliance_id: UUID,
    unwind_step_id: UUID,
    said: StepAsked,
    response: HttpResponse,
) -> StepShown:
    """Give a step another owner, time or wording; If-Match names the version that was read."""
    row = commands.change_step(
        by=actor(request),
        step=_found_step(request, alliance_id, unwind_step_id),
        said=_content(request, said),
        version=expected_version(request),
        now=timezone.now(),
    )
    return _step_of(row, response)


@router.post(f"{STEP}/removals", response={204: None, **PROBLEMS})
def remove_step(request: HttpRequest, alliance_id: UUID, unwind_step_id: UUID) -> Status[None]:
    """Take a step out of the plan; If-Match names the version that was read."""
    step = _found_step(request, alliance_id, unwind_step_id)
    commands.remove_step(
        by=actor(request), step=step, version=expected_version(request), now=timezone.now()
    )
    return Status(204, None)
