"""What a KPI is: its fields, what makes a definition impossible, and what it still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from allied.kit.words import number


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"


class Period(StrEnum):
    """How often something comes round."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


class Perspective(StrEnum):
    """The four groups of the joint scorecard."""

    VALUE = "value"
    EXECUTION = "execution"
    RELATIONSHIP = "relationship"
    CAPABILITY = "capability"


# "higher" first: it is what most measures mean.
DIRECTION_WORDS = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.BAND: "Within a band is good",
}


@dataclass(frozen=True, kw_only=True)
class KpiContent:
    """Everything that a definition says.

    `target` is reached from above (lower) or below (higher); a band is good from `target` to
    `target_high`. Beyond `red` (and above `red_high` in a band) the figure is red; between red and
    target it is amber. `side` and `confirmers` are organisations, `holder` is a person, `proves` is
    an outcome of the thesis.
    """

    name: str
    perspective: Perspective = Perspective.VALUE
    unit: str = ""
    direction: Direction = Direction.HIGHER
    formula: str = ""
    source: str = ""
    period: Period = Period.MONTH
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_high: Decimal | None = None
    red: Decimal | None = None
    red_high: Decimal | None = None
    side: UUID | None = None
    holder: UUID | None = None
    proves: str = ""
    confirmers: tuple[str, ...] = ()


def impossible(kpi: KpiContent) -> Iterator[tuple[str, str]]:
    """What contradicts itself in the figures: the field and a sentence that says what fits."""
    band = kpi.direction is Direction.BAND
    if not band and (kpi.target_high is not None or kpi.red_high is not None):
        yield "target_high", "Only a band has an upper end; leave it empty or choose a band."
        return
    if band and (kpi.target is None) != (kpi.target_high is None):
        yield "target_high", "A band has both ends: where it begins and where it ends."
        return
    if kpi.target is None:
        return
    if band and kpi.target_high is not None and kpi.target_high <= kpi.target:
        yield "target_high", f"The band ends above {number(kpi.target)}, where it begins."
    if kpi.red is not None:
        yield from _beyond(kpi, kpi.red, kpi.target)
    if kpi.red_high is not None and kpi.target_high and kpi.red_high < kpi.target_high:
        yield "red_high", f"Red begins above the band, at {number(kpi.target_high)} or more."


def _beyond(kpi: KpiContent, red: Decimal, target: Decimal) -> Iterator[tuple[str, str]]:
    if kpi.direction is Direction.LOWER:
        if red < target:
            yield "red", f"Lower is better, so red begins above the target of {number(target)}."
    elif red > target:
        yield "red", f"Red begins below {number(target)}, where the target is reached."


def lacks(kpi: KpiContent) -> list[str]:
    """What a definition still lacks before a figure can count: in words, in the order of the form."""
    asked = (
        ("a unit", kpi.unit),
        ("a formula", kpi.formula),
        ("a source", kpi.source),
        ("an owner", kpi.side),
        ("a target", kpi.target is not None),
        ("somebody who confirms it", kpi.confirmers),
    )
    return [name for name, given in asked if not given]


def amount(value: Decimal | None, unit: str) -> str:
    """A figure with its unit: 6,000 stores, 12.5%; empty when there is none."""
    if value is None:
        return ""
    gap = "" if unit == "%" else " "
    return f"{number(value)}{gap}{unit}".strip()


def target_words(kpi: KpiContent) -> str:
    """What is aimed for, in words."""
    if kpi.target is None:
        return ""
    if kpi.direction is Direction.BAND:
        return f"{number(kpi.target)} to {amount(kpi.target_high, kpi.unit)}"
    most = "at most" if kpi.direction is Direction.LOWER else "at least"
    return f"{most} {amount(kpi.target, kpi.unit)}"


def red_words(kpi: KpiContent) -> str:
    """From where on the figure is red, in words."""
    if kpi.direction is Direction.BAND:
        ends = [f"below {number(kpi.red)}"] if kpi.red is not None else []
        ends += [f"above {number(kpi.red_high)}"] if kpi.red_high is not None else []
        return " or ".join(ends)
    if kpi.red is None:
        return ""
    return f"{'above' if kpi.direction is Direction.LOWER else 'below'} {amount(kpi.red, kpi.unit)}"


def free_key(perspective: Perspective, taken: set[str]) -> str:
    """The next short name of its group: V1, V2 for value, E1 for execution and so on."""
    letter, count = perspective.value[0].upper(), 1
    while f"{letter}{count}" in taken:
        count += 1
    return f"{letter}{count}"
