"""The register of conflicts: filters that stand in the address, pages by number, each with its clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.conflict.models import Conflict, ConflictDraft, ConflictState, ConflictStep
from allied.rooms.conflict.stepping import used_of

SHOWN = 50
ALL = "all"
STEPS = "the steps of conflicts that are visible already"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which conflicts are wanted; `state` may also be all, `severity` 0 for every one."""

    state: str = ConflictState.OPEN
    severity: int = 0
    text: str = ""


def conflicts(person: Person, alliance: Alliance) -> QuerySet[Conflict]:
    """Every conflict of the alliance that this person may see."""
    return Conflict.objects.visible_to(person).filter(alliance=alliance)


def chosen(rows: QuerySet[Conflict], filters: Filters) -> QuerySet[Conflict]:
    """The conflicts that the filters leave."""
    if filters.state != ALL:
        rows = rows.filter(state=filters.state)
    if filters.severity:
        rows = rows.filter(severity=filters.severity)
    return rows.filter(_says(filters.text)) if filters.text.strip() else rows


def found_by_words(person: Person, text: str) -> QuerySet[Conflict]:
    """The conflicts of all one's alliances that say this, or have this number; the newest first."""
    rows = Conflict.objects.visible_to(person).filter(_says(text))
    return rows.select_related("alliance").order_by("-raised_at", "-pk")


def drafts_by_words(person: Person, text: str) -> QuerySet[ConflictDraft]:
    """The drafts of one's own side that say this, the newest first."""
    words = Q(title__icontains=text) | Q(text__icontains=text)
    rows = ConflictDraft.objects.visible_to(person).filter(words, ended_at__isnull=True)
    return rows.select_related("alliance").order_by("-changed_at", "-pk")


def drafts_of(person: Person, alliance: Alliance) -> QuerySet[ConflictDraft]:
    """The open drafts of one's own side."""
    rows = ConflictDraft.objects.visible_to(person).filter(alliance=alliance)
    return rows.filter(ended_at__isnull=True).select_related("by", "alliance")


def _says(text: str) -> Q:
    words = text.strip()
    number = words.upper().removeprefix("C-").lstrip("0")
    found = Q(title__icontains=words) | Q(text__icontains=words)
    # A number beyond what a database column holds is nobody's number.
    return found | Q(number=int(number)) if number.isdecimal() and len(number) < 9 else found


@dataclass(frozen=True, kw_only=True)
class Row:
    """One conflict in the register, with the step on which it stands and its clock in working days."""

    conflict: Conflict
    step: ConflictStep | None
    days: int = 0
    used: int = 0


def with_steps(rows: QuerySet[Conflict]) -> QuerySet[Conflict]:
    """The same conflicts with their steps and clocks, in three queries however many there are."""
    steps = ConflictStep.objects.in_system_scope(STEPS).select_related("clock")
    return (
        rows.select_related("raised_by", "decision")
        .defer("ladder")
        .prefetch_related(Prefetch("steps", steps.order_by("started_at", "place")))
    )


def row_of(conflict: Conflict, now: datetime) -> Row:
    """One conflict as the register shows it."""
    steps: Sequence[ConflictStep] = list(conflict.steps.all())
    step = next((one for one in steps if one.ended_at is None), steps[-1] if steps else None)
    if step is None or step.clock is None or step.ended_at is not None:
        return Row(conflict=conflict, step=step)
    days, used = clock_of(step, now)
    return Row(conflict=conflict, step=step, days=days, used=used)


def clock_of(step: ConflictStep, now: datetime) -> tuple[int, int]:
    """The working days of a running step, and how many are used; more than all when it is late."""
    assert step.clock is not None
    return step.clock.days, used_of(step.clock, now)


def page_of_conflicts(
    rows: QuerySet[Conflict], now: datetime, *, before: int | None = None
) -> tuple[list[Row], int | None]:
    """The newest conflicts first, fifty at a time, and the number before which the next page begins."""
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(with_steps(rows).order_by("-number")[: SHOWN + 1])
    shown = found[:SHOWN]
    return [row_of(one, now) for one in shown], shown[-1].number if found[SHOWN:] else None
