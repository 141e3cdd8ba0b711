"""Whether two sides put the outcomes in the same order, and where they cross most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations, permutations
from math import erfc, factorial, fsum, sqrt

from allied.kit.orders import chi_square_tail, coefficient, ranks

MOST_ORDERS = 20_000
LEVEL = 0.05


class SameOrder(StrEnum):
    """What tau-b says of two orders; it describes and never proves."""

    SAME = "the same order"
    PARTLY = "partly the same order"
    DIFFERENT = "different orders"


def tau_b(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Kendall's tau-b, -1 to 1, ties allowed; None when one side puts everything level (methods.md 2.2)."""
    pairs = _pairs(x, y)
    return None if pairs is None else pairs[0] / sqrt(pairs[1] * pairs[2])


def _pairs(x: Sequence[float], y: Sequence[float]) -> tuple[int, int, int] | None:
    """Concordant less discordant pairs, and the pairs that are no tie on either side."""
    if len(x) != len(y) or len(x) < 2:
        raise ValueError("Two orders are over the same outcomes, two at least.")
    balance = of_x = of_y = 0
    for i, j in combinations(range(len(x)), 2):
        dx, dy = _sign(x[i] - x[j]), _sign(y[i] - y[j])
        balance += dx * dy
        of_x += dx != 0
        of_y += dy != 0
    return (balance, of_x, of_y) if of_x and of_y else None


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def tau_p(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Two-sided p of tau-b by its normal curve with ties; only for orders too long to count."""
    found = _pairs(x, y)
    n = len(x)
    if found is None or n < 3:
        return None
    pairs = n * (n - 1)
    of_x, of_y = list(Counter(x).values()), list(Counter(y).values())
    spread = (pairs * (2 * n + 5) - _ties(of_x) - _ties(of_y)) / 18
    spread += 2 * _level(of_x) * _level(of_y) / pairs
    spread += _triples(of_x) * _triples(of_y) / (9 * pairs * (n - 2))
    return erfc(abs(found[0]) / sqrt(spread) / sqrt(2))


def _ties(times: Sequence[int]) -> int:
    return sum(t * (t - 1) * (2 * t + 5) for t in times)


def _level(times: Sequence[int]) -> float:
    return sum(t * (t - 1) for t in times) / 2


def _triples(times: Sequence[int]) -> int:
    return sum(t * (t - 1) * (t - 2) for t in times)


@dataclass(frozen=True)
class TauChance:
    """What two random orders of n outcomes do: the smallest tau beyond 5%, and how often tau reaches 0.6.

    None where even the same order is too likely.
    """

    n: int
    one_sided: float | None
    two_sided: float | None
    p_of_same: float
    p_of_common: float


@cache
def tau_chance(n: int, common: float = 0.6) -> TauChance:
    """The exact chance of tau without ties, counted over all n! orders."""
    if n < 2:
        raise ValueError("An order has two outcomes at least.")
    pairs = n * (n - 1) // 2
    ways, whole = _inversions(n), factorial(n)
    tail, seen = [], 0
    for crossed, many in enumerate(ways):
        seen += many
        tail.append((1 - 2 * crossed / pairs, seen / whole))
    return TauChance(
        n,
        _smallest(tail, LEVEL),
        _smallest(tail, LEVEL / 2),
        tail[0][1],
        max((p for tau, p in tail if tau >= common - 1e-12), default=0.0),
    )


def _smallest(tail: Sequence[tuple[float, float]], level: float) -> float | None:
    return min((tau for tau, p in tail if p <= level), default=None)


def _inversions(n: int) -> list[int]:
    """How many orders of n things have 0, 1, 2 … crossed pairs."""
    ways = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(ways) + size - 1)
        for crossed, many in enumerate(ways):
            for more in range(size):
                longer[crossed + more] += many
        ways = longer
    return ways


def same_order(tau: float, *, same_from: float, partly_from: float) -> SameOrder:
    """What tau-b says, in words."""
    if tau >= same_from - 1e-9:
        return SameOrder.SAME
    return SameOrder.PARTLY if tau >= partly_from - 1e-9 else SameOrder.DIFFERENT


@dataclass(frozen=True)
class Crossing:
    """The outcome that two sides place furthest apart; places count from 1."""

    outcome: str
    first: tuple[str, int]
    last: tuple[str, int]

    @property
    def apart(self) -> int:
        """How many places lie between the two."""
        return self.last[1] - self.first[1]


def crossings(outcomes: Sequence[str], places: dict[str, Sequence[int]]) -> tuple[Crossing, ...]:
    """Every outcome that two sides place differently, the widest first; `places` by side."""
    found = []
    for at, outcome in enumerate(outcomes):
        said = sorted(((row[at], side) for side, row in places.items()), key=lambda one: one[0])
        (low, first), (high, last) = said[0], said[-1]
        if high > low:
            found.append(Crossing(outcome, (first, low), (last, high)))
    return tuple(sorted(found, key=lambda one: -one.apart))


@dataclass(frozen=True)
class Concordance:
    """How far more than two sides agree on the order: W from 0 to 1, with what it is made of.

    `critical`: the W that random orders reach in at most 5% of cases, counted; None when there are
    too many orders to count.
    """

    w: float
    spread: float
    ties: float
    chi_square: float
    df: int
    p: float
    mean_spearman: float
    rank_sums: tuple[float, ...]
    critical: float | None


def concordance(rows: Sequence[Sequence[float]]) -> Concordance | None:
    """Kendall's W with ties over one row per side (methods.md 1.3, 2.2); None when all are level."""
    m, n = len(rows), len(rows[0])
    if m < 2 or n < 2 or any(len(row) != n for row in rows):
        raise ValueError("An order is compared between two sides over the same outcomes.")
    ranked = [ranks(row) for row in rows]
    ties = float(sum(t**3 - t for row in ranked for t in Counter(row).values()))
    if ties == m * (n**3 - n):
        return None
    sums = tuple(map(fsum, zip(*ranked, strict=True)))
    spread = fsum((total - m * (n + 1) / 2) ** 2 for total in sums)
    w = coefficient(spread, m, n, ties)
    chi = m * (n - 1) * w
    p, mean = chi_square_tail(chi, n - 1), (m * w - 1) / (m - 1)
    return Concordance(w, spread, ties, chi, n - 1, p, mean, sums, critical_w(m, n))


@cache
def critical_w(sides: int, outcomes: int) -> float | None:
    """The smallest W that random orders reach in at most 5% of cases; None when it cannot be counted."""
    if sides < 3 or factorial(outcomes) ** (sides - 1) > MOST_ORDERS:
        return None
    orders = list(permutations(range(1, outcomes + 1)))
    sums = Counter({orders[0]: 1})
    for _ in range(sides - 1):
        grown: Counter[tuple[int, ...]] = Counter()
        for so_far, many in sums.items():
            for order in orders:
                grown[tuple(map(int.__add__, so_far, order))] += many
        sums = grown
    return _beyond(sums, sides, outcomes)


def _beyond(sums: Counter[tuple[int, ...]], sides: int, outcomes: int) -> float | None:
    middle = sides * (outcomes + 1) / 2
    spreads: Counter[float] = Counter()
    for one, many in sums.items():
        spreads[fsum((total - middle) ** 2 for total in one)] += many
    whole, seen, found = sum(spreads.values()), 0, None
    for spread in sorted(spreads, reverse=True):
        seen += spreads[spread]
        if seen / whole > LEVEL:
            break
        found = coefficient(spread, sides, outcomes)
    return found
