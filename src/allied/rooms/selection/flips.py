"""How much a weight must change before another candidate leads: exact, without samples."""

from collections.abc import Mapping
from dataclasses import dataclass

from allied.rooms.selection.scale import Weights


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
    raise NotImplementedError


def say_flip(flip: Flip, leader: str, names: Mapping[str, str]) -> str:
    """One sentence: "Cygnus leads if leadership counts less than 10.0%". Names by key."""
    raise NotImplementedError
