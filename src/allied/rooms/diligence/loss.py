"""How much all risks together may cost in a year: exact mean, and a curve from seeded years."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from allied.rooms.diligence.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One event that several risks share; `frequency` is how often a year it happens."""

    id: str
    frequency: float


@dataclass(frozen=True, kw_only=True)
class LossRisk:
    """A risk in numbers: nine times in ten one event costs from `low` to `high`.

    It happens `frequency` times a year by itself, or with `chance` whenever its trigger happens.
    """

    id: str
    low: float
    high: float
    frequency: float = 0.0
    trigger: str = ""
    chance: float = 1.0


@dataclass(frozen=True)
class Point:
    """One point of the curve: the chance (0 to 1) that a year costs more than `amount`."""

    amount: float
    chance: float


@dataclass(frozen=True)
class Tolerance:
    """What steering accepts: a year may cost more than `amount` with at most this chance."""

    amount: Decimal
    chance: float


@dataclass(frozen=True)
class Breach:
    """A point of the tolerance line and the chance that the risks have there."""

    amount: Decimal
    accepted: float
    chance: float

    @property
    def exceeded(self) -> bool:
        """Whether the risks go over the line here."""
        return self.chance > self.accepted


@dataclass(frozen=True, kw_only=True)
class Exact:
    """What needs no simulation: mean and spread of the yearly loss, and the chance of none."""

    mean: float
    sd: float
    no_loss: float


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The yearly losses of seeded years, ascending; equal inputs and seed give equal numbers."""

    exact: Exact
    losses: tuple[float, ...]
    seed: int

    @property
    def years(self) -> int:
        """How many years were simulated; shown with every number."""
        return len(self.losses)

    def chance_above(self, amount: float) -> float:
        """The share of years that cost more than `amount`."""
        raise NotImplementedError

    def amount_at(self, share: float) -> float:
        """The loss that this share of years (0 to 1) stays below or at."""
        raise NotImplementedError

    def points(self, count: int) -> tuple[Point, ...]:
        """The curve as so many points, amounts rising by equal factors."""
        raise NotImplementedError


def exact_loss(
    risks: Sequence[LossRisk], limits: Limits, triggers: Sequence[Trigger] = ()
) -> Exact:
    """Mean, standard deviation and the chance of a year without loss. Source: methods.md 11.2."""
    raise NotImplementedError


def loss_curve(
    risks: Sequence[LossRisk], limits: Limits, *, seed: int, triggers: Sequence[Trigger] = ()
) -> Curve:
    """The curve from seeded years; the order of the risks does not change it."""
    raise NotImplementedError


def against_tolerance(curve: Curve, line: Sequence[Tolerance]) -> tuple[Breach, ...]:
    """The curve at every point of steering's line; refuses a line that rises (field "tolerance")."""
    raise NotImplementedError
