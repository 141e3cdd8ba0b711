"""What the raters' scores of a candidate add up to, and how far missing scores leave it open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from allied.rooms.selection.scale import Scores, Weights


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
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every criterion that counts has a score."""
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
    raise NotImplementedError


def cell_of(scores: Sequence[float]) -> Cell | None:
    """Mean, median and range of one cell; None without any score."""
    raise NotImplementedError


def score_candidate(scores: Scores, weights: Weights, *, raters: int | None = None) -> Score:
    """100 · Σ w·v over the criteria, v from the mean of the raters. Source: methods.md 1.1.

    A criterion without scores is not guessed: it counts from 1 to 5 and makes an interval. With
    `raters` (how many were asked) each score still to come counts from 1 to 5 likewise.
    """
    raise NotImplementedError


def places(scores: Mapping[str, Score], vetoed: Collection[str] = ()) -> tuple[Place, ...]:
    """The candidates from best to worst; those with a veto stand below the line, without rank.

    Intervals that overlap and equal scores leave the order open: `best` to `worst` says how far.
    """
    raise NotImplementedError
