"""How firm the ranking is when nobody knows the weights for sure and raters differ: SMAA-2."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import Scores


class Band(StrEnum):
    """What the share of first ranks of the leader allows to say."""

    ROBUST = "robust winner"
    DEPENDS = "depends on weights"
    OPEN = "no clear winner"


class TooNarrow(ValueError):
    """The ranges for the weights leave too few random weightings to judge from."""


@dataclass(frozen=True)
class Robustness:
    """What became of the candidates over all samples; shares from 0 to 1, equal ranks shared.

    `ranks[c][r]`: share of samples in which c takes rank r + 1. `central[c]`: the mean of the
    weights that put c first, None if none does. `confidence[c]`: how often c is first with these
    weights. `wins[a][b]`: how often a is ahead of b.
    """

    candidates: tuple[str, ...]  # above the line, by name
    criteria: tuple[str, ...]
    ranks: Mapping[str, tuple[float, ...]]
    central: Mapping[str, Mapping[str, float] | None]
    confidence: Mapping[str, float | None]
    wins: Mapping[str, Mapping[str, float]]
    leader: str
    band: Band
    said: str
    guessed: tuple[tuple[str, str], ...]  # candidate and criterion without any score
    below: tuple[str, ...]  # vetoed, not ranked
    samples: int
    seed: int
    error: float  # 95% Monte Carlo error of a share, at most
    accepted: float  # share of random weightings that fit the ranges; 1 without ranges


def assess(
    candidates: Mapping[str, Scores],
    criteria: Sequence[str],
    limits: Limits,
    *,
    seed: int,
    samples: int | None = None,
    order: Sequence[str] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    vetoed: Collection[str] = (),
) -> Robustness:
    """Ranks the candidates under many weightings and under one rater drawn per cell.

    `order`: criteria from the most to the least important, if people agree on that much;
    `ranges`: least and most weight of a criterion, 0 to 1. A cell without scores draws each of
    1 to 5 alike (our judgement: it shows ignorance, it does not hide it). Vetoed candidates are
    left out. The same input and seed give the same bytes. Source: methods.md 1.5.
    """
    raise NotImplementedError
