"""What the raters' scores of a candidate add up to, and how far missing scores leave it open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from statistics import median

from allied.rooms.selection.scale import (
    HIGHEST,
    LOWEST,
    Scores,
    Weights,
    check_score,
    check_scores,
    check_weights,
)

SAME = 1e-9


@dataclass(frozen=True)
class Cell:
    """One criterion of one candidate over its raters; all numbers on the scale from 1 to 5."""

    mean: float
    median: float
    lowest: float
    highest: float
    n: int

    @property
    def range(self) -> float:
        """How far apart the raters are: the highest score less the lowest."""
        return self.highest - self.lowest


@dataclass(frozen=True)
class Score:
    """A candidate's fit from 0 to 100; an interval while a score is missing."""

    low: float
    high: float
    cells: Mapping[str, Cell | None]
    parts: Mapping[str, float | None]  # points of 100 from each criterion, None where unscored
    missing: tuple[str, ...]  # criteria that count and lack scores

    @property
    def is_complete(self) -> bool:
        """Whether no criterion that counts lacks a score."""
        return not self.missing

    @property
    def value(self) -> float | None:
        """The score itself, once nothing is missing."""
        return self.low if self.is_complete else None


@dataclass(frozen=True)
class Place:
    """Where a candidate stands; `best` and `worst` differ while the order is still open."""

    candidate: str
    best: int | None  # None: below the line
    worst: int | None


def value_of(score: float) -> float:
    """A score from 1 to 5 as a value from 0 to 1: (s - 1) / 4. Source: methods.md 1.1."""
    check_score(score)
    return (score - LOWEST) / (HIGHEST - LOWEST)


def cell_of(scores: Sequence[float]) -> Cell | None:
    """Mean, median and range of one cell; None without any score."""
    for score in scores:
        check_score(score)
    if not scores:
        return None
    n = len(scores)
    return Cell(fsum(scores) / n, float(median(scores)), min(scores), max(scores), n)


def score_candidate(scores: Scores, weights: Weights, *, raters: int | None = None) -> Score:
    """100 · Σ w·v over the criteria, v from the mean of the raters. Source: methods.md 1.1.

    A criterion without scores is not guessed: it counts from 1 to 5 and makes an interval. With
    `raters` (how many were asked) each score still to come counts from 1 to 5 likewise.
    """
    check_weights(weights)
    check_scores(scores, weights)
    cells = {criterion: cell_of(scores.get(criterion, ())) for criterion in weights}
    bounds = {criterion: _bounds(cell, raters) for criterion, cell in cells.items()}
    parts = {
        criterion: 100 * weights[criterion] * value_of(cell.mean) if cell else None
        for criterion, cell in cells.items()
    }
    return Score(
        low=_total({criterion: low for criterion, (low, _) in bounds.items()}, weights),
        high=_total({criterion: high for criterion, (_, high) in bounds.items()}, weights),
        cells=cells,
        parts=parts,
        missing=tuple(key for key, (low, high) in bounds.items() if weights[key] and low < high),
    )


def places(scores: Mapping[str, Score], vetoed: Collection[str] = ()) -> tuple[Place, ...]:
    """The candidates from best to worst; those with a veto stand below the line, without rank.

    Intervals that overlap and equal scores leave the order open: `best` to `worst` says how far.
    """
    strangers = [candidate for candidate in vetoed if candidate not in scores]
    if strangers:
        raise ValueError(f"{strangers[0]!r} has a veto but no score; score every candidate.")
    by_middle = sorted(scores, key=lambda one: (-scores[one].low - scores[one].high, one))
    above = [candidate for candidate in by_middle if candidate not in vetoed]
    below = [Place(candidate, None, None) for candidate in by_middle if candidate in vetoed]
    return (*(_place(candidate, above, scores) for candidate in above), *below)


def _place(candidate: str, above: Sequence[str], scores: Mapping[str, Score]) -> Place:
    own = scores[candidate]
    others = [scores[other] for other in above if other != candidate]
    ahead = sum(other.low > own.high + SAME for other in others)
    behind = sum(other.high < own.low - SAME for other in others)
    return Place(candidate, 1 + ahead, len(above) - behind)


def _bounds(cell: Cell | None, raters: int | None) -> tuple[float, float]:
    """The least and the largest mean that this cell can still come to."""
    had = cell.n if cell else 0
    asked = max(raters or 0, 1) if raters is not None or not cell else had
    if raters is not None and had > raters:
        raise ValueError(f"{had} raters scored, but only {raters} were asked.")
    total, open_ = (cell.mean * had if cell else 0.0), asked - had
    if cell and not open_:
        return cell.mean, cell.mean
    return (total + open_ * LOWEST) / asked, (total + open_ * HIGHEST) / asked


def _total(means: Mapping[str, float], weights: Weights) -> float:
    total = fsum(weights[criterion] * value_of(means[criterion]) for criterion in weights)
    return min(100 * total, 100.0)
