"""Draws weights and raters, and counts who comes out ahead: in whole numbers, so exact."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.random import PCG64
from numpy.typing import NDArray

from allied.rooms.selection.ranges import WHOLE, Bounds, TooNarrow
from allied.rooms.selection.scale import HIGHEST, LOWEST, Scores

UNITS = 100  # scores are reckoned in hundredths above the lowest
UNKNOWN = tuple(range(LOWEST, HIGHEST + 1))

type Whole = NDArray[np.int32]
type Small = NDArray[np.uint8]


def draw(limit: int, count: int, seed: int, *about: str) -> Whole:
    """`count` whole numbers from 0 up to, not including, the limit; all as likely.

    Each thing that is drawn has a stream of its own, so no draw changes another's. It is the raw
    one of PCG64, which numpy promises to keep; that of Generator may change with a release.
    """
    name = sha256(json.dumps([seed, *about]).encode()).digest()
    raw = PCG64(int.from_bytes(name)).random_raw(count)
    return ((raw >> 32) * limit >> 32).astype(np.int32)


def draw_weights(
    bounds: Bounds, count: int, seed: int, fewest_accepted: float, *, in_order: bool
) -> tuple[Whole, float]:
    """`count` weightings, a row per criterion in parts of WHOLE, and the share that was kept.

    Uniform on the simplex within these bounds (methods.md 1.5). In order, the first weighs most:
    each draw is sorted. Refuses with `TooNarrow` when a smaller share fits than `fewest_accepted`.
    """
    lows, highs = np.array(bounds, np.int32).T
    kept, drawn = np.empty((0, len(bounds)), np.int32), 0
    while len(kept) < count:
        rows = _on_simplex(lows * (not in_order), count, seed, drawn)
        if in_order:
            rows = np.sort(rows)[:, ::-1]
        kept = np.concatenate([kept, rows[((lows <= rows) & (rows <= highs)).all(axis=1)]])
        drawn += count
        if len(kept) < fewest_accepted * drawn:
            raise TooNarrow(len(kept), drawn)
    return np.ascontiguousarray(kept[:count].T), len(kept) / drawn


def draw_scores(
    candidates: Mapping[str, Scores], criteria: Sequence[str], count: int, seed: int
) -> Whole:
    """One rater's score by criterion, candidate and sample, in UNITS above the lowest.

    A cell without scores draws each of 1 to 5 alike. That is our judgement: it shows ignorance and
    does not hide it.
    """
    drawn = np.empty((len(criteria), len(candidates), count), np.int32)
    for row, key in zip(drawn, criteria, strict=True):
        for cell, (name, scores) in zip(row, candidates.items(), strict=True):
            units = sorted(round((score - LOWEST) * UNITS) for score in scores.get(key) or UNKNOWN)
            cell[:] = np.array(units)[draw(len(units), count, seed, "score", name, key)]
    return drawn


def weigh(weights: Whole, scores: Whole) -> Whole:
    """Each candidate's total in each sample, at most 400 times WHOLE. Weights by sample, or fixed."""
    totals: Whole = np.einsum("k...,kn...->n...", weights, scores)
    return totals


class Outcome(NamedTuple):
    """What became of one candidate over all samples, as in `Robustness`; lists by place."""

    ranks: tuple[float, ...]
    wins: list[float]
    central: list[float] | None
    confidence: float | None


def compare(
    names: Sequence[str], weights: Whole, scores: Whole, fewest_first: float
) -> dict[str, Outcome]:
    """The outcome for each candidate; central weights from `fewest_first` of first ranks on."""
    totals = weigh(weights, scores)
    outcomes = {}
    for place, name in enumerate(names):
        standing = Standing(place, totals)
        ranks = tuple(standing.rank(rank) for rank in range(len(names)))
        central = confidence = None
        if 0 < ranks[0] >= fewest_first:
            central = standing.central(weights)
            parts = np.array([round(weight * WHOLE) for weight in central], np.int32)
            confidence = Standing(place, weigh(parts, scores)).rank(0)
        outcomes[name] = Outcome(ranks, standing.wins(), central, confidence)
    return outcomes


class Standing:
    """One candidate among all: how many are ahead of it in each sample, and how many level.

    It is level with itself. Those who are level share their ranks.
    """

    def __init__(self, place: int, totals: Whole) -> None:
        self._ahead, self._level = totals > totals[place], totals == totals[place]
        self._best: Small = self._ahead.sum(axis=0, dtype=np.uint8)
        self._many: Small = self._level.sum(axis=0, dtype=np.uint8)

    def wins(self) -> list[float]:
        """The share of samples in which it is ahead of each candidate; level is half."""
        lost = self._ahead.sum(axis=1) + self._level.sum(axis=1) / 2
        shares: list[float] = (1 - lost / len(self._best)).tolist()
        return shares

    def rank(self, rank: int) -> float:
        """The share of samples in which it takes this rank, from 0."""
        taken = (self._best <= rank) & (rank < self._best + self._many)
        return _shared(self._many[taken]) / len(taken)

    def central(self, weights: Whole) -> list[float]:
        """The mean of the weights, from 0 to 1, over the samples in which it is first."""
        first = self._best == 0
        many = self._many[first]
        return [_shared(many, row[first]) / _shared(many) / WHOLE for row in weights]


def _shared(many: Small, worth: Whole | None = None) -> float:
    """The sum of 1, or of what each sample is worth, divided among those who are level."""
    sums = np.bincount(many, worth).tolist()
    return sum(total / level for level, total in enumerate(sums) if level)


def _on_simplex(floors: Whole, count: int, seed: int, before: int) -> Whole:
    """Rows of weights that add up to WHOLE, none below its floor, all as likely.

    Gaps between sorted random cuts are uniform on the simplex, as e/Σe is.
    """
    free, cuts = WHOLE - int(floors.sum()), len(floors) - 1
    edges = np.zeros((count, cuts + 2), np.int32)
    drawn = draw(free, count * cuts, seed, "weights", str(before))
    edges[:, 1:-1] = np.sort(drawn.reshape(count, cuts))
    edges[:, -1] = free
    return floors + edges[:, 1:] - edges[:, :-1]
