"""What changed between two screenings of the same partner."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.rooms.selection.flags import Flag, Rule, check_flags
from allied.rooms.selection.scale import Scores, Weights
from allied.rooms.selection.scoring import Cell, Score, score_candidate


@dataclass(frozen=True)
class Screening:
    """One look at a partner: the raters' scores, what counted how much, and the rules."""

    scores: Scores
    weights: Weights
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Move:
    """One criterion then and now; None where it was not scored."""

    criterion: str
    before: float | None
    after: float | None
    n_before: int
    n_after: int
    change: float | None  # in scores, now less then


@dataclass(frozen=True)
class Requalification:
    """The second screening less the first.

    `change` of the score is None while one of the screenings is incomplete. It is `by_scores` (at
    the weights of then) plus `by_weights`; both are None if the criteria are not the same.
    """

    moves: tuple[Move, ...]  # largest first, unscored ones last
    new_flags: tuple[Flag, ...]
    gone_flags: tuple[Flag, ...]
    unchecked_flags: tuple[Flag, ...]  # raised then; now without a score or a rule to check
    before: tuple[float, float]  # low and high of the score
    after: tuple[float, float]
    n_before: tuple[int, int]  # fewest and most raters of a criterion
    n_after: tuple[int, int]
    change: float | None
    by_scores: float | None
    by_weights: float | None


def requalify(before: Screening, after: Screening) -> Requalification:
    """The difference between two screenings; criteria that only one knows are shown as such."""
    old = score_candidate(before.scores, before.weights)
    new = score_candidate(after.scores, after.weights)
    change = None if old.value is None or new.value is None else new.value - old.value
    by_scores = None
    if change is not None and set(before.weights) == set(after.weights):
        by_scores = score_candidate(after.scores, before.weights).low - old.low
    flags = _flags(before, after)
    return Requalification(
        moves=_moves(old, new),
        new_flags=flags["new"],
        gone_flags=flags["gone"],
        unchecked_flags=flags["unchecked"],
        before=(old.low, old.high),
        after=(new.low, new.high),
        n_before=_raters(old),
        n_after=_raters(new),
        change=change,
        by_scores=by_scores,
        by_weights=None if change is None or by_scores is None else change - by_scores,
    )


def _moves(old: Score, new: Score) -> tuple[Move, ...]:
    moves = [
        _move(criterion, old.cells.get(criterion), new.cells.get(criterion))
        for criterion in dict.fromkeys((*old.cells, *new.cells))
    ]
    return tuple(sorted(moves, key=lambda move: 1 if move.change is None else -abs(move.change)))


def _move(criterion: str, old: Cell | None, new: Cell | None) -> Move:
    change = new.mean - old.mean if old and new else None
    return Move(
        criterion=criterion,
        before=old.mean if old else None,
        after=new.mean if new else None,
        n_before=old.n if old else 0,
        n_after=new.n if new else 0,
        change=change,
    )


def _flags(before: Screening, after: Screening) -> dict[str, tuple[Flag, ...]]:
    """The flags that are new, those that are gone, and those that nothing checks any more."""
    was = check_flags(before.scores, before.rules)
    now = check_flags(after.scores, after.rules)
    old = {flag.rule: flag for flag in (*was.vetoes, *was.contests)}
    new = {flag.rule: flag for flag in (*now.vetoes, *now.contests)}
    checked = set(after.rules) - set(now.unchecked)
    lost = {rule: flag for rule, flag in old.items() if rule not in new}
    return {
        "new": tuple(flag for rule, flag in new.items() if rule not in old),
        "gone": tuple(flag for rule, flag in lost.items() if rule in checked),
        "unchecked": tuple(flag for rule, flag in lost.items() if rule not in checked),
    }


def _raters(score: Score) -> tuple[int, int]:
    counts = [cell.n if cell else 0 for cell in score.cells.values()]
    return min(counts), max(counts)
