"""How far the raters of one cell agree, and what so few raters can and cannot show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from allied.rooms.selection.chance import FEWEST, MOST, RANDOM_VARIANCE, chance_of
from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import Scores, check_score


@dataclass(frozen=True)
class Agreement:
    """How far the raters of one cell agree.

    `rwg` from 0 (as random answers) to 1 (unanimous); `chance`: how often random answers would
    agree at least as much; both None with one rater. `proven`: enough raters, and little chance.
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
    return max(0.0, 1 - _variance(scores) / RANDOM_VARIANCE)


def within_group_of(items: Sequence[Sequence[float]]) -> float:
    """r_wg(J) over J criteria: J(1 - q) / (J(1 - q) + q), q the mean of s²/2; 0 to 1."""
    if not items:
        raise ValueError("Agreement over criteria needs the scores of at least one criterion.")
    q = min(1.0, fmean(_variance(scores) for scores in items) / RANDOM_VARIANCE)
    agreed = len(items) * (1 - q)
    return agreed / (agreed + q)


def agree(scores: Sequence[int], limits: Limits) -> Agreement:
    """The agreement of one cell with the sentence to print; scores are whole, 1 to 5."""
    for score in scores:
        check_score(score)
    n = len(scores)
    if not n:
        raise ValueError("Agreement needs the score of at least one rater.")
    span = max(scores) - min(scores)
    if n == 1:
        return Agreement(1, 0, None, None, False, "One rater: nothing to compare with.")
    chance = chance_of(scores) if FEWEST <= n <= MOST else None
    proven = n >= limits.proof_raters and chance is not None and chance <= limits.most_chance
    said = _say(scores, span, chance, proven=proven, limits=limits)
    return Agreement(n, span, within_group(scores), chance, proven, said)


def to_talk_through(candidates: Mapping[str, Scores], limits: Limits) -> tuple[Talk, ...]:
    """The cells with a range of two or more, widest first: the discussion list."""
    found = []
    for candidate, scores in candidates.items():
        for criterion, given in scores.items():
            for score in given:
                check_score(score)
            if given and max(given) - min(given) >= limits.talk_range:
                found.append(Talk(candidate, criterion, min(given), max(given), len(given)))
    return tuple(sorted(found, key=lambda talk: talk.lowest - talk.highest))


def _say(
    scores: Sequence[int], span: float, chance: float | None, *, proven: bool, limits: Limits
) -> str:
    """With few raters only how far apart they are; agreement is claimed when it is more than luck."""
    n = len(scores)
    apart = f"{n} raters differ by at most {span}" if span else f"{n} raters gave the same score"
    if span >= limits.talk_range:
        return f"{n} raters differ by {span} ({min(scores)} to {max(scores)}): talk it through."
    if n < limits.proof_raters:
        return f"{apart}. So few can agree by luck."
    if proven:
        return f"{apart}: closer than luck explains."
    if chance is None:
        return f"{apart}."
    return f"{apart}; random answers come as close in {_percent(chance)} of cases."


def _percent(chance: float) -> str:
    return f"{chance:.0%}" if chance >= 0.01 else "less than 1%"


def _variance(scores: Sequence[float]) -> float:
    for score in scores:
        check_score(score)
    if len(scores) < FEWEST:
        raise ValueError("Agreement needs the scores of at least two raters.")
    return variance(scores)
