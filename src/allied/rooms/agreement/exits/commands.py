"""The only hands that write exit triggers and the unwind plan."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from allied.alliances.access import may, require, seats_of
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.agreement.exits import facts
from allied.rooms.agreement.exits.limits import limits, offered_steps
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep
from allied.rooms.agreement.exits.wording import readable

EDIT, HOLD = "exit.edit", "risk.review"
LONGEST_NAME, LONGEST_TEXT, MOST_DAYS = 200, 2000, 1000
WHY = "joint rows are numbered and locked"


@dataclass(frozen=True, kw_only=True)
class TriggerContent:
    """What a trigger says: its name, the rule, an earlier rule that only warns, and why."""

    name: str
    rule: str
    early_rule: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class StepContent:
    """What a step says: what is settled, who sees to it, and within how many days."""

    title: str
    note: str = ""
    holder: Person | None = None
    within_days: int | None = None


@transaction.atomic
def add_trigger(
    *, by: Person, alliance: Alliance, said: TriggerContent, now: datetime
) -> ExitTrigger:
    """Add a condition under which both sides talk about leaving."""
    require(by, EDIT, alliance, now)
    book.take_turn(alliance.pk)
    rows = ExitTrigger.objects.in_system_scope(WHY).filter(alliance=alliance)
    if rows.filter(retired_at__isnull=True).count() >= limits().most_triggers:
        sentence = f"{limits().most_triggers} triggers are enough; retire one first."
        raise Refused("too_many", sentence)
    number = (rows.aggregate(most=Max("number"))["most"] or 0) + 1
    row = ExitTrigger(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        number=number,
        by=by,
        added_at=now,
        version=0,
    )
    _fill_trigger(row, said, alliance, now)
    _tell(facts.TriggerAdded(subject=row.pk, ref=row.ref, name=row.name, rule=row.rule), row, by)
    return row


@transaction.atomic
def change_trigger(
    *, by: Person, trigger: ExitTrigger, said: TriggerContent, version: int, now: datetime
) -> ExitTrigger:
    """Let it say something else; refused when somebody changed it since it was read."""
    require(by, EDIT, trigger.alliance, now)
    row = _locked_trigger(trigger, version)
    _fill_trigger(row, said, trigger.alliance, now)
    _tell(facts.TriggerChanged(subject=row.pk, ref=row.ref, name=row.name, rule=row.rule), row, by)
    return row


@transaction.atomic
def retire_trigger(*, by: Person, trigger: ExitTrigger, version: int, now: datetime) -> ExitTrigger:
    """Watch it no more; what it said stays in the record."""
    require(by, EDIT, trigger.alliance, now)
    row = _locked_trigger(trigger, version)
    row.retired_at = row.changed_at = now
    row.version += 1
    row.save(update_fields=["retired_at", "changed_at", "version"])
    _tell(facts.TriggerRetired(subject=row.pk, ref=row.ref, name=row.name), row, by)
    return row


@transaction.atomic
def open_unwind_plan(*, by: Person, alliance: Alliance, now: datetime) -> list[UnwindStep]:
    """Begin the plan with the steps that every parting needs."""
    require(by, EDIT, alliance, now)
    book.take_turn(alliance.pk)
    if _steps(alliance).exists():
        raise Refused("has_plan", "There is an unwind plan already; add to it.")
    rows = [
        UnwindStep(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            position=place,
            by=by,
            added_at=now,
            changed_at=now,
            **offered,
        )
        for place, offered in enumerate(offered_steps(), start=1)
    ]
    UnwindStep.objects.bulk_create(rows)
    fact = facts.UnwindPlanOpened(subject=alliance.pk, steps=len(rows))
    book.record(fact, alliance_id=alliance.pk, by=by, now=now)
    return rows


@transaction.atomic
def add_step(*, by: Person, alliance: Alliance, said: StepContent, now: datetime) -> UnwindStep:
    """Add one more thing that parting must settle."""
    require(by, EDIT, alliance, now)
    book.take_turn(alliance.pk)
    rows = _steps(alliance)
    if rows.count() >= limits().most_steps:
        raise Refused("too_many", f"A plan has at most {limits().most_steps} steps.")
    row = UnwindStep(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        position=(rows.aggregate(most=Max("position"))["most"] or 0) + 1,
        by=by,
        added_at=now,
        version=0,
    )
    _fill_step(row, said, alliance, now)
    _tell(_said_of(facts.UnwindStepAdded, row), row, by)
    return row


@transaction.atomic
def change_step(
    *, by: Person, step: UnwindStep, said: StepContent, version: int, now: datetime
) -> UnwindStep:
    """Give a step another owner, time or wording."""
    require(by, EDIT, step.alliance, now)
    row = _locked_step(step, version)
    _fill_step(row, said, step.alliance, now)
    _tell(_said_of(facts.UnwindStepChanged, row), row, by)
    return row


@transaction.atomic
def remove_step(*, by: Person, step: UnwindStep, version: int, now: datetime) -> UnwindStep:
    """Take a step out of the plan."""
    require(by, EDIT, step.alliance, now)
    row = _locked_step(step, version)
    row.removed_at = row.changed_at = now
    row.version += 1
    row.save(update_fields=["removed_at", "changed_at", "version"])
    _tell(facts.UnwindStepRemoved(subject=row.pk, title=row.title), row, by)
    return row


def _fill_trigger(
    row: ExitTrigger, said: TriggerContent, alliance: Alliance, now: datetime
) -> None:
    row.name = " ".join(
        worded(said.name, field="name", most=LONGEST_NAME, required="Give it a name.").split()
    )
    row.rule = str(readable(said.rule, alliance, "rule"))
    row.early_rule = (
        str(readable(said.early_rule, alliance, "early_rule")) if said.early_rule.strip() else ""
    )
    row.why = worded(said.why, field="why", most=LONGEST_TEXT)
    row.changed_at, row.version = now, row.version + 1
    row.save()


def _fill_step(row: UnwindStep, said: StepContent, alliance: Alliance, now: datetime) -> None:
    required = "Say what is settled."
    row.title = " ".join(
        worded(said.title, field="title", most=LONGEST_NAME, required=required).split()
    )
    row.note = worded(said.note, field="note", most=LONGEST_TEXT)
    days = said.within_days
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise Refused("days", f"Days go from 0 to {MOST_DAYS:,}.", field="within_days")
    if said.holder and not may(seats_of(said.holder, alliance, now), HOLD):
        sentence = f"{said.holder.name} has no seat here that can act. Name somebody who has."
        raise Refused("holder", sentence, field="holder")
    row.within_days, row.holder = days, said.holder
    row.changed_at, row.version = now, row.version + 1
    row.save()


def _steps(alliance: Alliance) -> QuerySet[UnwindStep]:
    rows = UnwindStep.objects.in_system_scope(WHY)
    return rows.filter(alliance=alliance, removed_at__isnull=True)


def _locked_trigger(trigger: ExitTrigger, version: int) -> ExitTrigger:
    book.take_turn(trigger.alliance_id)
    row = ExitTrigger.objects.lock(trigger)
    if row.retired_at is not None:
        raise Refused("retired", f"{row.ref} is retired; add a new one.")
    _check_version(row.version, version)
    return row


def _locked_step(step: UnwindStep, version: int) -> UnwindStep:
    book.take_turn(step.alliance_id)
    row = UnwindStep.objects.lock(step)
    if row.removed_at is not None:
        raise Refused("gone", "This step was removed.")
    _check_version(row.version, version)
    return row


def _check_version(stands: int, read_version: int) -> None:
    if stands != read_version:
        raise Outdated("outdated", "Somebody changed this since you opened it.")


def _said_of(
    fact: type[facts.UnwindStepAdded] | type[facts.UnwindStepChanged], row: UnwindStep
) -> facts.UnwindStepAdded | facts.UnwindStepChanged:
    owner = row.holder.name if row.holder else "nobody yet"
    return fact(subject=row.pk, within_days=row.within_days, title=row.title, owner=owner)


def _tell(said: Fact, row: ExitTrigger | UnwindStep, by: Person) -> None:
    alliance_id: UUID = row.alliance_id
    book.record(said, alliance_id=alliance_id, by=by, now=row.changed_at)
