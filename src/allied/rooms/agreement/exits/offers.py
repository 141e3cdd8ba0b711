"""What the exits offer to other parts: numbers to watch, and two sections of the annex."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from allied.alliances.gates import Standing
from allied.kit.words import counted
from allied.rooms.agreement.annex.basis import kpis_of
from allied.rooms.agreement.annex.contributing import section_of
from allied.rooms.agreement.annex.text import Block, Grid, Line
from allied.rooms.agreement.exits import own_numbers
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.joint import steps_of, triggers_of
from allied.rooms.agreement.exits.models import UnwindStep
from allied.rooms.agreement.exits.queries import in_words
from allied.rooms.agreement.exits.watched import Number, known_numbers, numbers_of

numbers_of(own_numbers.own_numbers)


@numbers_of
def kpi_numbers(standing: Standing) -> Iterable[Number]:
    """The KPIs that the annex defines; their history begins when readings are kept."""
    for kpi in kpis_of(standing):
        yield Number(key=kpi.key.lower(), name=kpi.name, unit=kpi.unit)


@section_of("exit triggers")
def triggers_in_annex(standing: Standing, now: datetime) -> Sequence[Block] | None:
    """Every trigger in words, and the rule by which it is judged."""
    numbers = known_numbers(standing.alliance, standing)
    lines = tuple(
        Line(
            id=str(row.pk),
            cells=(f"{row.ref} {row.name}", in_words(read(row.rule), numbers), row.rule),
        )
        for row in triggers_of(standing, now)
    )
    heads = ("Trigger", "In words", "Rule")
    grid = Grid(id="triggers", caption="Exit triggers", heads=heads, rows=lines, widths=(3, 6, 6))
    return [grid] if lines else None


@section_of("unwind plan")
def plan_in_annex(standing: Standing, now: datetime) -> Sequence[Block] | None:
    """Every step of the plan, who sees to it, and by when."""
    lines = tuple(
        Line(id=str(row.pk), cells=(f"{place}. {row.title}", _who(row), _within(row)))
        for place, row in enumerate(steps_of(standing, now), 1)
    )
    heads = ("What is done", "Who sees to it", "Within")
    grid = Grid(id="plan", caption="Unwind plan", heads=heads, rows=lines, widths=(8, 4, 3))
    return [grid] if lines else None


def _who(step: UnwindStep) -> str:
    return f"{step.holder.name}, {step.holder.home.short_name}" if step.holder else "Nobody yet"


def _within(step: UnwindStep) -> str:
    return counted(step.within_days, "day") if step.within_days is not None else "as needed"
