"""The scale of a score, and the checks that every rule of this room begins with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum, isfinite

LOWEST, HIGHEST = 1, 5
ROUNDING = 1e-6

type Scores = Mapping[str, Sequence[float]]
"""The raters' scores of one candidate, by criterion; nothing yet is an empty sequence."""

type Weights = Mapping[str, float]
"""The weight of each criterion, from 0 to 1, adding up to 1."""


def check_score(score: float) -> None:
    """Refuses what is not a number from 1 to 5."""
    if not is_number(score) or not LOWEST <= score <= HIGHEST:
        raise ValueError(f"A score is a number from {LOWEST} to {HIGHEST}, not {score!r}.")


def check_scores(scores: Scores, criteria: Collection[str]) -> None:
    """Refuses a criterion that is not on the list and a score off the scale."""
    check_known(scores, criteria)
    for given in scores.values():
        for score in given:
            check_score(score)


def check_weights(weights: Weights) -> None:
    """Refuses weights that are negative or do not add up to 1 (100%)."""
    if not weights:
        raise ValueError("At least one criterion needs a weight.")
    for criterion, weight in weights.items():
        if not is_number(weight) or not 0 <= weight <= 1:
            raise ValueError(f"The weight of {criterion} must be from 0 to 1, not {weight!r}.")
    total = fsum(weights.values())
    if abs(total - 1) > ROUNDING:
        raise ValueError(f"The weights must add up to 100%; these add up to {100 * total:g}%.")


def check_known(criteria: Iterable[str], known: Collection[str]) -> None:
    """Refuses a criterion that is not on the list."""
    for criterion in criteria:
        if criterion not in known:
            listed = ", ".join(known)
            raise ValueError(f"{criterion!r} is not a criterion here; these are: {listed}.")


def check_once(criteria: Sequence[str]) -> None:
    """Refuses an empty list and a criterion that is listed twice."""
    if not criteria:
        raise ValueError("At least one criterion is needed.")
    for criterion in criteria:
        if criteria.count(criterion) > 1:
            raise ValueError(f"{criterion!r} is listed twice; each criterion stands once.")


def is_number(value: object) -> bool:
    """Whether this is a finite number (and not a truth value)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
