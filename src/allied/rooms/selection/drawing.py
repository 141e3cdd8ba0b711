"""Draws, for each sample, the score that one rater at random gave in one cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from allied.rooms.selection.lanes import Lanes
from allied.rooms.selection.scale import HIGHEST, LOWEST

UNITS = 100  # scores are reckoned in hundredths above the lowest
UNKNOWN = tuple(range(LOWEST, HIGHEST + 1))


@dataclass(frozen=True)
class Drawn:
    """The drawn scores of one cell: a floor, and steps up where a rater scored higher."""

    floor: int
    steps: tuple[tuple[int, int], ...]  # height of a step, and lanes that are 1 where it is taken

    @property
    def ceiling(self) -> int:
        """The highest score that can be drawn."""
        return self.floor + sum(height for height, _ in self.steps)

    def times(self, weights: int, lanes: Lanes) -> int:
        """Score times weight in every lane."""
        worth = weights * self.floor
        for height, taken in self.steps:
            worth += lanes.where(taken, weights) * height
        return worth

    def plain(self, lanes: Lanes) -> int:
        """The scores themselves."""
        return lanes.ones * self.floor + sum(height * taken for height, taken in self.steps)


def draw_cell(scores: Sequence[float], lanes: Lanes, dice: Random) -> Drawn:
    """One rater for each lane, all alike; without a score each of 1 to 5 is as likely."""
    units = sorted(round((score - LOWEST) * UNITS) for score in scores or UNKNOWN)
    levels = sorted(set(units))
    if len(levels) == 1:
        return Drawn(levels[0], ())
    picks = _picks(len(units), lanes.count, dice)
    steps = []
    for lower, level in pairwise(levels):
        reached = bytes(score >= level for score in units) * 256
        steps.append((level - lower, lanes.spread(picks.translate(reached[:256]))))
    return Drawn(levels[0], tuple(steps))


def _picks(raters: int, count: int, dice: Random) -> bytes:
    """Bytes whose remainder by `raters` is uniform: those past the last full round are dropped."""
    past = bytes(range(256 - 256 % raters, 256))
    picks = b""
    while len(picks) < count:
        picks += dice.randbytes(count).translate(None, past)
    return picks[:count]
