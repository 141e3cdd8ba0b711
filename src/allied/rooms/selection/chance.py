"""How often raters who answer at random would agree this well: counted exactly."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations_with_replacement, groupby
from math import factorial, prod

from allied.rooms.selection.scale import HIGHEST, LOWEST

OPTIONS = HIGHEST - LOWEST + 1
RANDOM_VARIANCE = (OPTIONS**2 - 1) / 12  # of answers at random: 2 on a scale from 1 to 5
FEWEST, MOST = 2, 20

# The smallest r_wg that random answers reach in at most 5% of cases, by number of raters;
# None: not even unanimous raters. Counted by `critical_agreement`, kept here to be read.
CRITICAL: dict[int, float | None] = {
    2: None,
    3: 1.0,
    4: 1.0,
    5: 0.85,
    6: 43 / 60,
    7: 2 / 3,
    8: 17 / 28,
}


def chance_of(scores: Sequence[int]) -> float:
    """P(random raters spread no more than these), 0 to 1; 2 to 20 raters, whole scores 1 to 5."""
    for score in scores:
        if score not in range(LOWEST, HIGHEST + 1):
            raise ValueError(f"Chance is counted for whole scores from 1 to 5, not {score!r}.")
    spread = _spread(scores)
    ways = sum(many for other, many in _ways(len(scores)).items() if other <= spread)
    return float(ways / OPTIONS ** len(scores))


def critical_agreement(raters: int, most: float = 0.05) -> tuple[float, float] | None:
    """The smallest r_wg with a chance up to `most`, and that chance; None if out of reach."""
    if not 0 < most < 1:
        raise ValueError(f"A chance lies between 0 and 1, both excluded; {most!r} does not.")
    found, seen = None, 0
    for spread, many in sorted(_ways(raters).items()):
        seen += many
        chance = seen / OPTIONS**raters
        if chance > most:
            break
        variance = spread / (raters * (raters - 1))
        found = (max(0.0, 1 - variance / RANDOM_VARIANCE), chance)
    return found


@cache
def _ways(raters: int) -> dict[int, int]:
    """In how many ways random raters come to each spread."""
    if not FEWEST <= raters <= MOST:
        raise ValueError(f"Chance is counted for {FEWEST} to {MOST} raters, not {raters}.")
    ways: dict[int, int] = {}
    for scores in combinations_with_replacement(range(LOWEST, HIGHEST + 1), raters):
        repeats = prod(factorial(len(list(same))) for _, same in groupby(scores))
        spread = _spread(scores)
        ways[spread] = ways.get(spread, 0) + factorial(raters) // repeats
    return ways


def _spread(scores: Sequence[int]) -> int:
    """n(n - 1) times the variance: a whole number, so that equal spreads are equal."""
    return len(scores) * sum(score**2 for score in scores) - sum(scores) ** 2
