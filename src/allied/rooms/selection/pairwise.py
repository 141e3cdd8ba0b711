"""Weights from judgements on pairs of criteria, with how far these contradict each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, fsum, log

from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import check_known, check_once, is_number

type Judgements = Mapping[tuple[str, str], float]
"""One judge: how many times more the first of a pair counts than the second, 1/9 to 9."""

type Matrix = Sequence[Sequence[float]]

ENOUGH = 1e-13
MOST_STEPS = 1000
SAME = 1e-6


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
    if not judges:
        raise ValueError("At least one judge is needed.")
    check_once(criteria)
    logs = [_logs(criteria, judge, limits) for judge in judges]
    matrix = [
        [exp(fsum(judge[row, column] for judge in logs) / len(logs)) for column in criteria]
        for row in criteria
    ]
    return weigh_matrix(criteria, matrix, limits)


def weigh_matrix(criteria: Sequence[str], matrix: Matrix, limits: Limits) -> Pairwise:
    """The same from a full matrix, whose halves must be each other's reciprocals."""
    _check_matrix(criteria, matrix, limits)
    n = len(criteria)
    vector, eigenvalue = _principal(matrix)
    index = max(0.0, (eigenvalue - n) / (n - 1))
    random = limits.random_index[n - 1]
    ratio = index / random if random else 0.0
    return Pairwise(
        weights=dict(zip(criteria, vector, strict=True)),
        eigenvalue=eigenvalue,
        index=index,
        ratio=ratio,
        worst=_worst(criteria, matrix, vector),
        is_consistent=ratio <= limits.most_contradiction,
    )


def _principal(matrix: Matrix) -> tuple[list[float], float]:
    """The principal eigenvector, adding up to 1, and its eigenvalue, by power iteration."""
    vector, eigenvalue = [1 / len(matrix)] * len(matrix), 0.0
    for _ in range(MOST_STEPS):
        raw = [fsum(a * w for a, w in zip(row, vector, strict=True)) for row in matrix]
        eigenvalue = fsum(raw)
        following = [value / eigenvalue for value in raw]
        change = max(abs(new - old) for new, old in zip(following, vector, strict=True))
        vector = following
        if change < ENOUGH:
            break
    return vector, eigenvalue


def _worst(criteria: Sequence[str], matrix: Matrix, vector: Sequence[float]) -> Pair | None:
    """The pair with the largest |ln(a_ij w_j / w_i)|; None if all fit."""

    def misfit(pair: tuple[int, int]) -> float:
        i, j = pair
        return abs(log(matrix[i][j] * vector[j] / vector[i]))

    i, j = max(combinations(range(len(criteria)), 2), key=misfit)
    if misfit((i, j)) < SAME:
        return None
    return Pair(criteria[i], criteria[j], matrix[i][j], vector[i] / vector[j])


def _logs(
    criteria: Sequence[str], judge: Judgements, limits: Limits
) -> dict[tuple[str, str], float]:
    """One judge's answers as logarithms, in both directions, with 0 on the diagonal."""
    logs = {(criterion, criterion): 0.0 for criterion in criteria}
    for (first, second), said in judge.items():
        check_known((first, second), criteria)
        _check_judgement(said, first, second, limits)
        if first == second:
            raise ValueError(f"{first} is compared with itself; a pair is two criteria.")
        if (first, second) in logs:
            raise ValueError(f"{first} and {second} are judged twice; each pair stands once.")
        logs[first, second], logs[second, first] = log(said), -log(said)
    for first, second in combinations(criteria, 2):
        if (first, second) not in logs:
            raise ValueError(f"The judgement on {first} and {second} is missing.")
    return logs


def _check_judgement(said: float, first: str, second: str, limits: Limits) -> None:
    most = limits.most_judgement
    if not is_number(said) or not 1 / most - SAME <= said <= most + SAME:
        raise ValueError(
            f"{first} against {second} takes a number from 1/{most:g} to {most:g}, not {said!r}."
        )


def _check_matrix(criteria: Sequence[str], matrix: Matrix, limits: Limits) -> None:
    check_once(criteria)
    n, most = len(criteria), len(limits.random_index)
    if not 2 <= n <= most:
        raise ValueError(f"Pairs are judged among 2 to {most} criteria, not {n}.")
    if len(matrix) != n or any(len(row) != n for row in matrix):
        raise ValueError(f"The judgements on {n} criteria form a square of {n} by {n}.")
    for i, j in ((i, j) for i in range(n) for j in range(n)):
        _check_judgement(matrix[i][j], criteria[i], criteria[j], limits)
        if abs(matrix[i][j] * matrix[j][i] - 1) > SAME:
            raise ValueError(
                f"{criteria[i]} against {criteria[j]} must be one over the judgement on"
                f" {criteria[j]} against {criteria[i]}, and 1 on itself."
            )
