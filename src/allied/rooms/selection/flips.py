"""How much a weight must change before another candidate leads: exact, without samples."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from allied.rooms.selection.scale import Weights, check_known, check_weights
from allied.rooms.selection.scoring import value_of

type Values = Mapping[str, float]
"""A candidate's value on each criterion, from 0 to 1."""

SAME = 1e-9


@dataclass(frozen=True)
class Flip:
    """A weight at which the leader and a rival change places.

    The other weights keep their proportions. `below`: the rival leads if the criterion counts
    less than `at`; else if it counts more.
    """

    criterion: str
    rival: str
    at: float  # 0 to 1
    below: bool
    weight: float  # what it counts today

    @property
    def distance(self) -> float:
        """How far today's weight is from the flip, 0 to 1."""
        return abs(self.at - self.weight)


@dataclass(frozen=True)
class Stability:
    """The leader, the interval of each weight in which it stays so, and the flips, nearest first."""

    leader: str
    tied: tuple[str, ...]  # who has the same score today
    intervals: Mapping[str, tuple[float, float]]
    flips: tuple[Flip, ...]


def stability(means: Mapping[str, Mapping[str, float]], weights: Weights) -> Stability:
    """Weight stability intervals and nearest flips. Source: methods.md 1.6.

    `means`: by candidate, the mean score (1 to 5) of every criterion that has a weight; leave out
    vetoed and incomplete candidates.
    """
    check_weights(weights)
    values = _values(means, weights)
    totals = {name: _total(values[name], weights) for name in values}
    leader = max(totals, key=lambda name: totals[name])
    tied = tuple(n for n in totals if n != leader and totals[leader] - totals[n] <= SAME)
    found = [
        _flip(criterion, rival, values[leader], values[rival], weights)
        for criterion in weights
        for rival in values
        if rival != leader
    ]
    flips = sorted((flip for flip in found if flip), key=lambda flip: flip.distance)
    return Stability(leader, tied, _intervals(flips, weights), tuple(flips))


def say_flip(flip: Flip, leader: str, rival: str, criterion: str) -> str:
    """One sentence on a flip, by the names of the leader, the rival and the criterion."""
    way = "less" if flip.below else "more"
    return (
        f"{leader} loses to {rival} if {criterion} counts {way} than {flip.at:.1%};"
        f" today it counts {flip.weight:.1%}."
    )


def reweigh(weights: Weights, criterion: str, at: float) -> dict[str, float]:
    """The weights with one criterion moved to `at`; the others keep their proportions.

    Where the others count nothing today, they share the rest alike.
    """
    check_known((criterion,), weights)
    rest = fsum(weight for other, weight in weights.items() if other != criterion)
    others = len(weights) - 1
    shares = {
        o: weight / rest if rest > SAME else 1 / others
        for o, weight in weights.items()
        if o != criterion
    }
    return {other: at if other == criterion else (1 - at) * shares[other] for other in weights}


def _flip(
    criterion: str, rival: str, leads: Values, follows: Values, weights: Weights
) -> Flip | None:
    """Where the lead, a straight line over the weight, falls to zero and beyond; None if nowhere."""
    if len(weights) == 1:
        return None
    ends = [
        _total(leads, w) - _total(follows, w)
        for w in (reweigh(weights, criterion, 0.0), reweigh(weights, criterion, 1.0))
    ]
    start, end = ends
    if min(start, end) >= -SAME or max(start, end) <= SAME:
        return None
    return Flip(criterion, rival, -start / (end - start), start < 0, weights[criterion])


def _intervals(flips: list[Flip], weights: Weights) -> dict[str, tuple[float, float]]:
    """For each criterion the weights between its last flip below and its first above."""
    return {
        criterion: (
            max((f.at for f in flips if f.criterion == criterion and f.below), default=0.0),
            min((f.at for f in flips if f.criterion == criterion and not f.below), default=1.0),
        )
        for criterion in weights
    }


def _total(values: Values, weights: Weights) -> float:
    return fsum(weights[criterion] * values[criterion] for criterion in weights)


def _values(means: Mapping[str, Mapping[str, float]], weights: Weights) -> dict[str, Values]:
    if not means:
        raise ValueError("At least one candidate is needed.")
    for name, scores in means.items():
        check_known(scores, weights)
        for criterion in weights:
            if criterion not in scores:
                raise ValueError(f"{name} has no score on {criterion}; leave out incomplete ones.")
    return {
        name: {criterion: value_of(scores[criterion]) for criterion in weights}
        for name, scores in means.items()
    }
