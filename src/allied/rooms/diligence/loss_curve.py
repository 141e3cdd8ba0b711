"""The loss exceedance curve: seeded years, and how they stand to what steering accepts."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, exp, log
from random import Random
from statistics import NormalDist

from allied.kit.errors import Refused
from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.loss import (
    Cause,
    Exact,
    LossRisk,
    Trigger,
    causes_of,
    exact_loss,
    lognormal,
)


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
class AtTolerance:
    """A point of the tolerance line and the chance that the risks have there."""

    amount: Decimal
    accepted: float
    chance: float

    @property
    def exceeded(self) -> bool:
        """Whether the risks go over the line here."""
        return self.chance > self.accepted


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
        return (self.years - bisect_right(self.losses, amount)) / self.years

    def amount_at(self, share: float) -> float:
        """The loss that this share of years (0 to 1) stays below or at."""
        if not 0 <= share <= 1:
            raise ValueError("a share of years lies between 0 and 1")
        return self.losses[max(ceil(share * self.years) - 1, 0)]

    def points(self, count: int) -> tuple[Point, ...]:
        """The curve as so many points, amounts rising by equal factors; none without any loss."""
        if count < 2:
            raise ValueError("a curve has two points or more")
        first = bisect_right(self.losses, 0.0)
        if first == self.years:
            return ()
        low, high = log(self.losses[first]), log(self.losses[-1])
        steps = (exp(low + (high - low) * step / (count - 1)) for step in range(count))
        return tuple(Point(amount, self.chance_above(amount)) for amount in steps)


def loss_curve(
    risks: Sequence[LossRisk], limits: Limits, *, seed: int, triggers: Sequence[Trigger] = ()
) -> Curve:
    """The curve from seeded years; the order of the risks does not change it.

    Every risk draws from a stream of its own, so adding one leaves the others' years as they are.
    Many frequent risks get fewer years, and too many are refused (field "frequency").
    """
    causes = causes_of(risks, limits, triggers)
    years = _years_for(causes, limits)
    losses = [0.0] * years
    for cause in causes:
        _add_years(losses, cause, seed, limits)
    exact = exact_loss(risks, limits, triggers)
    return Curve(exact=exact, losses=tuple(sorted(losses)), seed=seed)


def against_tolerance(curve: Curve, line: Sequence[Tolerance]) -> tuple[AtTolerance, ...]:
    """The curve at every point of steering's line; refuses a line that rises (field "tolerance")."""
    check_tolerance(line)
    return tuple(
        AtTolerance(point.amount, point.chance, curve.chance_above(float(point.amount)))
        for point in line
    )


def check_tolerance(line: Sequence[Tolerance]) -> None:
    """Refuses a tolerance line whose amounts do not rise or whose chances do (field "tolerance")."""
    for point in line:
        if not (point.amount.is_finite() and point.amount > 0 and 0 <= point.chance <= 1):
            sentence = "Each point is an amount above zero with a chance from 0 to 100%."
            raise Refused("tolerance_out_of_range", sentence, field="tolerance")
    for near, far in pairwise(line):
        if not (near.amount < far.amount and near.chance >= far.chance):
            sentence = "From point to point the amounts rise and the accepted chances never do."
            raise Refused("tolerance_rises", sentence, field="tolerance")


def _years_for(causes: Sequence[Cause], limits: Limits) -> int:
    draws = sum(cause.frequency * len(cause.risks) for cause in causes)
    if draws * limits.fewest_loss_years > limits.most_loss_events:
        most = limits.most_loss_events // limits.fewest_loss_years
        sentence = (
            f"Together these risks happen {draws:,.0f} times a year; at most {most} can be "
            "simulated. Leave out what happens all the time."
        )
        raise Refused("too_many_events", sentence, field="frequency")
    if not draws:
        return limits.fewest_loss_years
    return min(limits.loss_years, int(limits.most_loss_events / draws))


def _add_years(losses: list[float], cause: Cause, seed: int, limits: Limits) -> None:
    """Adds what the events of one cause cost to the years in which they fall."""
    years = _years_of_events(cause, seed, len(losses))
    inverse = NormalDist().inv_cdf
    for risk in cause.risks:
        draw = _stream(f"{seed} loss {risk.id}")
        mu, sigma = lognormal(risk, limits)
        for year in years:
            happens, size = draw() < risk.chance, draw() or 0.5
            if happens:
                losses[year] += exp(mu + sigma * inverse(size))


def _stream(name: str) -> Callable[[], float]:
    """Numbers from 0 up to, not including, 1: the same for the same name on every machine."""
    return Random(name).random  # noqa: S311 - repeatable on purpose


def _years_of_events(cause: Cause, seed: int, years: int) -> list[int]:
    """The year of each event, from exponential waits; Random's own method may change one day."""
    draw = _stream(f"{seed} {cause.id}")
    found: list[int] = []
    moment = -log(1 - draw()) / cause.frequency
    while moment < years:
        found.append(int(moment))
        moment += -log(1 - draw()) / cause.frequency
    return found
