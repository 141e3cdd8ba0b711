"""How firm the ranking is when nobody knows the weights for sure and raters differ: SMAA-2."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from allied.rooms.selection.limits import Limits
from allied.rooms.selection.ranges import Ranges, TooNarrow, bounds_of
from allied.rooms.selection.scale import Scores, check_once, check_scores

__all__ = ["Band", "Robustness", "TooNarrow", "assess"]

FEWEST_SAMPLES, MOST_SAMPLES = 100, 100_000
MOST_RATERS = 100
MOST_CANDIDATES = 100


class Band(StrEnum):
    """What the share of first ranks of the leader allows to say."""

    ROBUST = "robust winner"
    DEPENDS = "depends on weights"
    OPEN = "no clear winner"


@dataclass(frozen=True)
class Robustness:
    """What became of the candidates over all samples; shares from 0 to 1, equal ranks shared.

    `ranks[c][r]`: share of samples in which c takes rank r + 1. `central[c]`: the mean of the
    weights that put c first, None if hardly any do. `confidence[c]`: how often c is first with these
    weights. `wins[a][b]`: how often a is ahead of b.
    """

    candidates: tuple[str, ...]  # above the line, in the order of their keys
    criteria: tuple[str, ...]
    ranks: Mapping[str, tuple[float, ...]]
    central: Mapping[str, Mapping[str, float] | None]
    confidence: Mapping[str, float | None]
    wins: Mapping[str, Mapping[str, float]]
    leader: str
    band: Band
    guessed: tuple[tuple[str, str], ...]  # candidate and criterion without any score
    below: tuple[str, ...]  # vetoed, not ranked
    samples: int
    seed: int
    accepted: float  # share of the drawn weightings that fit the ranges; 1 without ranges

    @property
    def error(self) -> float:
        """How far a share may be off by the luck of the draw, at most, in 95% of cases."""
        return 1.96 * sqrt(0.25 / self.samples)


def assess(
    candidates: Mapping[str, Scores],
    criteria: Sequence[str],
    limits: Limits,
    *,
    seed: int,
    samples: int | None = None,
    order: Sequence[str] | None = None,
    ranges: Ranges | None = None,
    vetoed: Collection[str] = (),
) -> Robustness:
    """Ranks the candidates under many weightings and under one rater drawn per cell.

    `order`: criteria from the most to the least important, if people agree on that much;
    `ranges`: least and most weight of a criterion, 0 to 1. Vetoed candidates are left out. The
    same input and seed give the same bytes. Source: methods.md 1.5.
    """
    # numpy comes with it, and no page without a simulation should wait a tenth of a second for it.
    from allied.rooms.selection import simulation  # noqa: PLC0415

    count = limits.samples if samples is None else samples
    _check(candidates, criteria, count, vetoed, order)
    keys = tuple(order or sorted(criteria))
    names = tuple(sorted(set(candidates) - set(vetoed)))
    weights, accepted = simulation.draw_weights(
        bounds_of(keys, ranges or {}), count, seed, limits.fewest_accepted, in_order=bool(order)
    )
    scores = simulation.draw_scores({name: candidates[name] for name in names}, keys, count, seed)
    found = simulation.compare(names, weights, scores, limits.fewest_first)
    leader = max(names, key=lambda name: found[name].ranks)
    return Robustness(
        candidates=names,
        criteria=keys,
        ranks={name: one.ranks for name, one in found.items()},
        central={n: _by(keys, one.central) if one.central else None for n, one in found.items()},
        confidence={name: one.confidence for name, one in found.items()},
        wins={name: _by(names, one.wins, but=name) for name, one in found.items()},
        leader=leader,
        band=_band(found[leader].ranks[0], limits),
        guessed=tuple((n, k) for n in names for k in keys if not candidates[n].get(k)),
        below=tuple(sorted(vetoed)),
        samples=count,
        seed=seed,
        accepted=accepted,
    )


def _by(keys: Sequence[str], shares: Sequence[float], but: str = "") -> dict[str, float]:
    return {key: share for key, share in zip(keys, shares, strict=True) if key != but}


def _band(share: float, limits: Limits) -> Band:
    if share >= limits.robust_from:
        return Band.ROBUST
    return Band.DEPENDS if share >= limits.depends_from else Band.OPEN


def _check(
    candidates: Mapping[str, Scores],
    criteria: Sequence[str],
    count: int,
    vetoed: Collection[str],
    order: Sequence[str] | None,
) -> None:
    check_once(criteria)
    if order is not None and sorted(order) != sorted(criteria):
        raise ValueError("An order names every criterion exactly once: " + ", ".join(criteria))
    if not FEWEST_SAMPLES <= count <= MOST_SAMPLES:
        raise ValueError(f"The samples number {FEWEST_SAMPLES} to {MOST_SAMPLES}, not {count}.")
    for name in vetoed:
        if name not in candidates:
            raise ValueError(f"{name!r} has a veto but is not among the candidates.")
    ranked = len(set(candidates) - set(vetoed))
    if not 1 <= ranked <= MOST_CANDIDATES:
        raise ValueError(f"1 to {MOST_CANDIDATES} candidates can be ranked, not {ranked}.")
    for scores in candidates.values():
        check_scores(scores, criteria)
        if any(len(given) > MOST_RATERS for given in scores.values()):
            raise ValueError(f"A criterion takes the scores of up to {MOST_RATERS} raters.")
