"""How close two weightings come that have nothing to do with each other: the reference beside the number."""

from dataclasses import dataclass
from functools import cache
from typing import Any

FEWEST, MOST = 2, 50
BATCH = 50_000


@dataclass(frozen=True)
class Reference:
    """Of two unrelated weightings over n outcomes: mean, 5% and 25% quantile and median of their TV.

    The cosines stand beside them to show that they look fine whatever one compares.
    """

    n: int
    mean: float
    q05: float
    q25: float
    median: float
    cosine_median: float
    cosine_q95: float


@cache
def reference(n: int, *, draws: int, seed: int) -> Reference:
    """The chance reference for n outcomes, by so many pairs drawn with this seed (methods.md 2.1)."""
    import numpy as np  # noqa: PLC0415 - imported on first use

    tv, cosine = _drawn(n, draws, seed)
    low, quarter, median = (float(q) for q in np.quantile(tv, [0.05, 0.25, 0.5]))
    middle, high = (float(q) for q in np.quantile(cosine, [0.5, 0.95]))
    return Reference(n, float(tv.mean()), low, quarter, median, middle, high)


def as_close(n: int, tv: float, *, draws: int, seed: int) -> float:
    """The share of unrelated pairs of weightings that are at least this close, 0 to 1."""
    distances, _ = _drawn(n, draws, seed)
    return float(distances.searchsorted(tv, side="right")) / len(distances)


@cache
def _drawn(n: int, draws: int, seed: int) -> tuple[Any, Any]:
    """Distances, sorted, and cosines of pairs of weightings drawn uniformly from all there are."""
    import numpy as np  # noqa: PLC0415 - imported on first use

    if not FEWEST <= n <= MOST:
        raise ValueError(f"Chance is reckoned for {FEWEST} to {MOST} outcomes, not {n}.")
    source = np.random.default_rng([seed, n])
    tv, cosine = np.empty(draws), np.empty(draws)
    for start in range(0, draws, BATCH):
        many = min(BATCH, draws - start)
        a, b = (_weightings(source, many, n) for _ in range(2))
        tv[start : start + many] = np.abs(a - b).sum(axis=1) / 2
        lengths = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
        cosine[start : start + many] = (a * b).sum(axis=1) / lengths
    tv.sort()
    return tv, cosine


def _weightings(source: Any, many: int, n: int) -> Any:
    drawn = source.exponential(size=(many, n))
    return drawn / drawn.sum(axis=1, keepdims=True)
