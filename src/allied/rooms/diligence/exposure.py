"""What a risk may cost: its cell and its money, before, with and after what is done about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.scales import Measure, Scales


class ControlState(StrEnum):
    """Whether something is done about a risk already."""

    PLANNED = "planned"
    IN_PLACE = "in place"


class View(StrEnum):
    """Before anything is done, with what is in place, after what is planned."""

    INHERENT = "inherent"
    RESIDUAL = "residual"
    TARGET = "target"


class Zone(StrEnum):
    """How loud a score is; high ones are named to steering."""

    LOW = "low"
    WATCH = "watch"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What people said about one risk; `own_exposure` is their own estimate of the money."""

    probability: Measure
    impact: Measure | None = None
    delay: Measure | None = None
    own_exposure: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Control:
    """One thing done about a risk; what it takes off probability and impact, 0 to 1.

    It counts as in place only with evidence: a link or a document that shows it.
    """

    id: str
    state: ControlState
    evidence: str = ""
    less_probability: Decimal = Decimal(0)
    less_impact: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A risk at one moment: its cell (levels and score 1 to 25) and its money.

    `exposure` is probability times impact, or the own estimate; None when no money was given.
    """

    probability_level: int
    impact_level: int
    score: int
    zone: Zone
    probability: Decimal
    impact: Decimal | None
    delay_days: Decimal | None
    exposure: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """The three views of one risk, and the controls that claim to be in place without evidence."""

    inherent: Rating
    residual: Rating
    target: Rating
    unproven: tuple[str, ...] = ()

    def seen(self, view: View) -> Rating:
        """The rating of one view."""
        ratings: dict[View, Rating] = {
            View.INHERENT: self.inherent,
            View.RESIDUAL: self.residual,
            View.TARGET: self.target,
        }
        return ratings[view]


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One risk to be put in order; `ratings` is None while nobody has assessed it."""

    id: str
    title: str
    ratings: Ratings | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place of a risk in the register: equal money shares a rank; None when unassessed."""

    rank: int | None
    tied: bool
    risk: Rated


def read_assessment(
    *, probability: str, impact: str, scales: Scales, limits: Limits, delay: str = "",
    exposure: str = "",
) -> Assessment | None:  # fmt: skip
    """Reads what a form or a row says; nothing when all is empty.

    A risk with an impact but no probability, or the other way round, is refused with the
    sentence that says what is accepted.
    """
    raise NotImplementedError


def rate(
    assessment: Assessment, controls: Iterable[Control], scales: Scales, limits: Limits
) -> Ratings:
    """The three views. Controls multiply: two that halve leave a quarter. Source: methods.md 11.1."""
    raise NotImplementedError


def check_control(control: Control) -> None:
    """Refuses a control whose effects are not from 0 to 100%."""
    raise NotImplementedError


def zone_of(score: int, limits: Limits) -> Zone:
    """How loud a score from 1 to 25 is."""
    raise NotImplementedError


def in_order(risks: Iterable[Rated], view: View = View.RESIDUAL) -> tuple[Place, ...]:
    """The register by money, highest first, never by cell (Cox 2008).

    Equal money shares a rank and goes by score, then title. Risks without money follow by score,
    unassessed ones come last by title.
    """
    raise NotImplementedError


def total_exposure(places: Sequence[Place], view: View = View.RESIDUAL) -> tuple[Decimal, int]:
    """The money of all risks together, and how many risks it leaves out for want of money."""
    raise NotImplementedError
