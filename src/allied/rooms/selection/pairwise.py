"""Weights from judgements on pairs of criteria, with how far these contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allied.rooms.selection.limits import Limits

type Judgements = Mapping[tuple[str, str], float]
"""One judge: how many times more the first of a pair counts than the second, 1/9 to 9."""


@dataclass(frozen=True)
class Pair:
    """The judgement that fits the others least: what was said and what the rest implies."""

    first: str
    second: str
    said: float
    implied: float


@dataclass(frozen=True)
class Pairwise:
    """Weights from pairs; a ratio above 0.10 means that the judgements contradict themselves."""

    weights: dict[str, float]
    eigenvalue: float  # λ, equal to the number of criteria if nothing contradicts
    index: float  # CI
    ratio: float  # CR
    worst: Pair | None
    is_consistent: bool


def weigh_pairs(criteria: Sequence[str], judges: Sequence[Judgements], limits: Limits) -> Pairwise:
    """Geometric mean of the judges, then the principal eigenvector (Saaty 1980; methods.md 1.4).

    Each judge answers each pair once, in either direction; 2 to 10 criteria.
    """
    raise NotImplementedError


def weigh_matrix(
    criteria: Sequence[str], matrix: Sequence[Sequence[float]], limits: Limits
) -> Pairwise:
    """The same from a full matrix, whose halves must be each other's reciprocals."""
    raise NotImplementedError
