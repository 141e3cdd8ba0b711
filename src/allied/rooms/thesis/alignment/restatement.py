"""What each side means by one outcome, side by side: same metric, same target, same date?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Flag(StrEnum):
    """How far two restatements are apart."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


ORDER = (Flag.GREEN, Flag.AMBER, Flag.RED)


class Facet(StrEnum):
    """What of a restatement differs, or what one side did not say."""

    METRIC = "metric"
    UNIT = "unit"
    TARGET = "target"
    DATE = "date"
    NO_METRIC = "no metric"
    NO_TARGET = "no target"
    NO_DATE = "no date"


@dataclass(frozen=True, kw_only=True)
class Restated:
    """Success on one outcome in one side's own words; empty is not said."""

    metric: str = ""
    unit: str = ""
    target: Decimal | None = None
    due: date | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said."""
        return not (self.metric or self.unit or self.due) and self.target is None


@dataclass(frozen=True)
class Bounds:
    """From where on a gap is amber or red: ratios of targets, and days."""

    ratio_red: float
    ratio_amber: float
    days_red: int
    days_amber: int


@dataclass(frozen=True)
class Gap:
    """How far two restatements are apart; None is «cannot be compared»."""

    same_metric: bool | None
    ratio: float | None
    days: int | None
    flag: Flag
    facets: tuple[tuple[Facet, Flag], ...]


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for case and spaces; meaning is for people to judge."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def target_ratio(one: Decimal, other: Decimal) -> float:
    """The smaller target by the larger, 0 to 1; 0 when only one is zero or their signs differ."""
    if one == other:
        return 1.0
    if (one > 0) != (other > 0) or not one or not other:
        return 0.0
    return float(min(abs(one), abs(other)) / max(abs(one), abs(other)))


def compare(a: Restated, b: Restated, bounds: Bounds) -> Gap:
    """The gap between two restatements of one outcome (methods.md 2.4)."""
    same = same_words(a.metric, b.metric) if a.metric and b.metric else None
    units_differ = bool(a.unit and b.unit) and not same_words(a.unit, b.unit)
    comparable = a.target is not None and b.target is not None and not units_differ
    ratio = target_ratio(a.target, b.target) if comparable else None  # type: ignore[arg-type]
    days = abs((a.due - b.due).days) if a.due and b.due else None
    facets: list[tuple[Facet, Flag]] = []
    if same is None:
        facets.append((Facet.NO_METRIC, Flag.AMBER))
    elif not same:
        facets.append((Facet.METRIC, Flag.RED))
    if units_differ:
        facets.append((Facet.UNIT, Flag.RED))
    elif ratio is None:
        facets.append((Facet.NO_TARGET, Flag.AMBER))
    else:
        facets += _flagged(Facet.TARGET, _of_ratio(ratio, bounds))
    facets += (
        [(Facet.NO_DATE, Flag.AMBER)]
        if days is None
        else _flagged(Facet.DATE, _of_days(days, bounds))
    )
    return Gap(same, ratio, days, worst([flag for _, flag in facets]), tuple(facets))


def _flagged(facet: Facet, flag: Flag) -> list[tuple[Facet, Flag]]:
    return [] if flag is Flag.GREEN else [(facet, flag)]


def _of_ratio(ratio: float, bounds: Bounds) -> Flag:
    if ratio < bounds.ratio_red:
        return Flag.RED
    return Flag.AMBER if ratio < bounds.ratio_amber else Flag.GREEN


def _of_days(days: int, bounds: Bounds) -> Flag:
    if days > bounds.days_red:
        return Flag.RED
    return Flag.AMBER if days >= bounds.days_amber else Flag.GREEN


def worst(flags: list[Flag]) -> Flag:
    """The worst of several; green when there is none."""
    return max(flags, key=ORDER.index, default=Flag.GREEN)
