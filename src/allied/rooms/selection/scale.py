"""The scale of a score, and the checks that every rule of this room begins with."""

from collections.abc import Collection, Mapping, Sequence

LOWEST, HIGHEST = 1, 5

type Scores = Mapping[str, Sequence[float]]
"""The raters' scores of one candidate, by criterion; nothing yet is an empty sequence."""

type Weights = Mapping[str, float]
"""The weight of each criterion, from 0 to 1, adding up to 1."""


def check_score(score: float) -> None:
    """Refuses what is not a number from 1 to 5."""
    raise NotImplementedError


def check_weights(weights: Weights) -> None:
    """Refuses weights that are negative or do not add up to 1 (100%)."""
    raise NotImplementedError


def check_scores(scores: Scores, criteria: Collection[str]) -> None:
    """Refuses a criterion that is not on the list and a score off the scale."""
    raise NotImplementedError
