"""Is the register kept, and were its probabilities right: reviews, age and Brier score."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.scales import Scales


@dataclass(frozen=True)
class Resolved:
    """A risk that is over: the probability given to it (0 to 1), and whether it happened."""

    id: str
    probability: Decimal
    happened: bool


@dataclass(frozen=True, kw_only=True)
class BandRecord:
    """One probability band looked back on: how many risks, how many happened, what was said."""

    level: int
    name: str
    resolved: int
    happened: int
    said: Decimal | None

    @property
    def realised(self) -> str:
        """The share that happened: "3 of 8", a percentage from 20 cases on."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How well probabilities came true; `brier` is None while too few risks are resolved.

    0 is perfect. `always_the_rate` is what one gets by always saying the realised rate.
    """

    resolved: int
    happened: int
    brier: float | None
    always_the_rate: float | None
    bands: tuple[BandRecord, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """What the care of one open risk looks like; `owners` maps a party to its person or ""."""

    id: str
    owners: Mapping[str, str]
    changed_on: date
    review_on: date | None = None


@dataclass(frozen=True)
class Neglect:
    """One thing that is missing in the care of a risk: a stable code and a sentence."""

    risk: str
    code: str
    sentence: str


def calibrate(resolved: Iterable[Resolved], scales: Scales, limits: Limits) -> Calibration:
    """Looks back on resolved risks; below 20 it says so instead of a score. methods.md 11.4."""
    raise NotImplementedError


def review_overdue_days(review_on: date | None, today: date) -> int:
    """By how many days the review is overdue; the review day itself is not late."""
    raise NotImplementedError


def days_unchanged(changed_on: date, today: date) -> int:
    """For how many days nobody changed this risk."""
    raise NotImplementedError


def why_not_review_on(review_on: date, today: date, limits: Limits) -> str:
    """Why a review cannot be set to this day; at most a quarter away, never in the past."""
    raise NotImplementedError


def neglect_of(
    risk: Upkeep, parties: Collection[str], today: date, limits: Limits
) -> tuple[Neglect, ...]:
    """What is missing: an owner per side, a review within a quarter, any change for half a year."""
    raise NotImplementedError
