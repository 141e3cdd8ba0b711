"""Is the governance too heavy or too light, by what happened? (methods.md 3.7)"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from allied.kit.words import counted, percent
from allied.rooms.governance.simulation.limits import Limits

Z = 1.959964
ENOUGH_SIGNS = 2


@dataclass(frozen=True)
class Count:
    """So many of so many; with nothing counted the share is not known."""

    some: int
    of: int

    @property
    def share(self) -> float:
        """The share, 0 to 1."""
        return self.some / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The range that holds the true share in 95 of 100 cases (Wilson)."""
        return wilson(self.some, self.of)


@dataclass(frozen=True, kw_only=True)
class Observed:
    """What the last weeks show; None where nothing measures it yet.

    `days_to_sla`: the 90th percentile of days used over the SLA; `hours`: hours of people per decision.
    """

    decisions: int
    days_to_sla: float | None
    missed: Count
    hours: float | None
    idle: Count | None
    homeless: Count
    reopened: Count
    escalated: Count


class Weight(StrEnum):
    """What the signs say."""

    HEAVY = "too heavy"
    LIGHT = "too light"
    BOTH = "too heavy and too light"
    FITS = "fits"
    UNKNOWN = "too little data"


@dataclass(frozen=True)
class Sign:
    """One measure with its limit, and whether it speaks for too heavy or too light."""

    key: str
    heavy: bool
    says: str
    shows: bool
    range: str = ""


@dataclass(frozen=True)
class Weighed:
    """The verdict and every sign behind it."""

    weight: Weight
    decisions: int
    signs: tuple[Sign, ...]


def wilson(some: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share; everything is possible while nothing is counted."""
    if of == 0:
        return 0.0, 1.0
    share = some / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z / (1 + Z * Z / of) * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def weigh(seen: Observed, limits: Limits) -> Weighed:
    """Too heavy or too light where two signs or more say so; nothing below the fewest decisions."""
    if seen.decisions < limits.fewest_observed:
        return Weighed(Weight.UNKNOWN, seen.decisions, ())
    signs = (*_heavy(seen, limits), *_light(seen, limits))
    heavy = sum(sign.shows for sign in signs if sign.heavy) >= ENOUGH_SIGNS
    light = sum(sign.shows for sign in signs if not sign.heavy) >= ENOUGH_SIGNS
    verdicts = {
        (True, True): Weight.BOTH,
        (True, False): Weight.HEAVY,
        (False, True): Weight.LIGHT,
        (False, False): Weight.FITS,
    }
    return Weighed(verdicts[heavy, light], seen.decisions, signs)


def _heavy(seen: Observed, limits: Limits) -> list[Sign]:
    found = []
    if seen.days_to_sla is not None:
        says = f"Nine of ten decisions need up to {percent(seen.days_to_sla)} of their time"
        found.append(Sign("latency", True, says, seen.days_to_sla > limits.heavy_latency))
    found.append(
        _share("missed", True, "decisions missed the SLA", seen.missed, limits.heavy_missed)
    )
    if seen.hours is not None:
        says = f"A decision costs {seen.hours:.1f} hours of people"
        found.append(Sign("hours", True, says, seen.hours > limits.heavy_hours))
    if seen.idle is not None:
        says = "sessions decided nothing"
        found.append(_share("idle", True, says, seen.idle, limits.heavy_idle))
    return found


def _light(seen: Observed, limits: Limits) -> list[Sign]:
    return [
        _share("homeless", False, "decisions have no forum", seen.homeless, limits.light_homeless),
        _share("reopened", False, "decisions were reopened", seen.reopened, limits.light_reopened),
        _share("escalated", False, "decisions escalated", seen.escalated, limits.light_escalated),
    ]


def _share(key: str, heavy: bool, says: str, count: Count, most: float) -> Sign:
    low, high = count.interval
    noun, rest = says.split(" ", 1)
    told = f"{count.some} of {counted(count.of, noun.removesuffix('s'))} {rest}"
    return Sign(key, heavy, told, count.share > most, f"{percent(low)} to {percent(high)}")
