"""Two candidates side by side: where each leads and what that is worth in the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allied.rooms.selection.scale import Scores, Weights


@dataclass(frozen=True)
class Line:
    """One criterion of the comparison; None where a side has no score."""

    criterion: str
    first: float | None  # mean score, 1 to 5
    second: float | None
    n_first: int
    n_second: int
    difference: float | None  # first less second, in scores
    points: float | None  # what that adds to the score, in points of 100
    leads: str  # "first", "second", "equal" or "unknown"


@dataclass(frozen=True)
class Comparison:
    """Two candidates over all criteria, in the order of the weights given."""

    lines: tuple[Line, ...]
    first_leads: tuple[str, ...]  # most points first
    second_leads: tuple[str, ...]
    points: float | None  # the difference of the two scores; None while one is incomplete


@dataclass(frozen=True)
class Point:
    """A corner of a radar: x to the right, y down, the centre 0 and the rim 1; None unscored."""

    criterion: str
    x: float | None
    y: float | None


def compare(first: Scores, second: Scores, weights: Weights) -> Comparison:
    """Where each leads; the points of all lines add up to the difference of the scores."""
    raise NotImplementedError


def radar(means: Mapping[str, float | None], criteria: Sequence[str]) -> tuple[Point, ...]:
    """The corners, clockwise from the top; the distance from the centre is score / 5."""
    raise NotImplementedError
