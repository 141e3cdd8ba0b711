"""What changed between two screenings of the same partner."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.rooms.selection.flags import Flag, Rule
from allied.rooms.selection.scale import Scores, Weights


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

    `change` of the score is `by_scores` (at the weights of then) plus `by_weights`; all three are
    None while one of the screenings is incomplete.
    """

    moves: tuple[Move, ...]  # largest first, unscored ones last
    new_flags: tuple[Flag, ...]
    gone_flags: tuple[Flag, ...]
    before: tuple[float, float]  # low and high of the score
    after: tuple[float, float]
    n_before: tuple[int, int]  # fewest and most raters of a criterion
    n_after: tuple[int, int]
    change: float | None
    by_scores: float | None
    by_weights: float | None


def requalify(before: Screening, after: Screening) -> Requalification:
    """The difference between two screenings; criteria that only one knows are shown as such."""
    raise NotImplementedError
