"""How far the raters of one cell agree, and what so few raters can and cannot show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import Scores


@dataclass(frozen=True)
class Agreement:
    """How far the raters of one cell agree.

    `rwg` from 0 (as random answers) to 1 (unanimous), None with one rater; `chance`: how often
    random answers would agree at least as much; `proven`: five raters or more, chance up to 5%.
    """

    n: int
    range: float
    rwg: float | None
    chance: float | None
    proven: bool
    said: str


@dataclass(frozen=True)
class Talk:
    """A cell to talk through: the raters are two or more apart."""

    candidate: str
    criterion: str
    lowest: float
    highest: float
    n: int


def within_group(scores: Sequence[float]) -> float:
    """r_wg = 1 - s²/2, cut off at 0 and 1; needs two raters (James, Demaree & Wolf 1984)."""
    raise NotImplementedError


def within_group_of(items: Sequence[Sequence[float]]) -> float:
    """r_wg(J) over several criteria that the same raters scored (methods.md 1.3)."""
    raise NotImplementedError


def agree(scores: Sequence[int], limits: Limits) -> Agreement:
    """The agreement of one cell with the sentence to print; scores are whole, 1 to 5."""
    raise NotImplementedError


def to_talk_through(candidates: Mapping[str, Scores], limits: Limits) -> tuple[Talk, ...]:
    """The cells with a range of two or more, widest first: the discussion list."""
    raise NotImplementedError
