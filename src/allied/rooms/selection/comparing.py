"""Two candidates side by side: where each leads and what that is worth in the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, fsum, pi, sin

from allied.rooms.selection.scale import HIGHEST, LOWEST, Scores, Weights, check_once, check_score
from allied.rooms.selection.scoring import Cell, score_candidate

SAME = 1e-9


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
    ours, theirs = score_candidate(first, weights), score_candidate(second, weights)
    lines = tuple(
        _line(criterion, ours.cells[criterion], theirs.cells[criterion], weight)
        for criterion, weight in weights.items()
    )
    points = [line.points for line in lines if line.points is not None]
    complete = len(points) == len(lines)
    return Comparison(
        lines=lines,
        first_leads=_led(lines, "first"),
        second_leads=_led(lines, "second"),
        points=fsum(points) if complete else None,
    )


def radar(means: Mapping[str, float | None], criteria: Sequence[str]) -> tuple[Point, ...]:
    """The corners, clockwise from the top; the distance from the centre is score / 5."""
    check_once(criteria)
    return tuple(
        _point(criterion, means.get(criterion), 2 * pi * place / len(criteria))
        for place, criterion in enumerate(criteria)
    )


def _line(criterion: str, ours: Cell | None, theirs: Cell | None, weight: float) -> Line:
    first, second = ours.mean if ours else None, theirs.mean if theirs else None
    n_first, n_second = ours.n if ours else 0, theirs.n if theirs else 0
    if first is None or second is None:
        return Line(criterion, first, second, n_first, n_second, None, None, "unknown")
    apart = first - second
    points = 100 * weight * apart / (HIGHEST - LOWEST)
    leads = "equal" if abs(apart) <= SAME else "first" if apart > 0 else "second"
    return Line(criterion, first, second, n_first, n_second, apart, points, leads)


def _led(lines: Sequence[Line], side: str) -> tuple[str, ...]:
    led = [line for line in lines if line.leads == side]
    return tuple(line.criterion for line in sorted(led, key=lambda line: -abs(line.points or 0)))


def _point(criterion: str, score: float | None, angle: float) -> Point:
    if score is None:
        return Point(criterion, None, None)
    check_score(score)
    radius = score / HIGHEST
    return Point(criterion, radius * sin(angle), -radius * cos(angle))
