"""How firm the ranking is when nobody knows the weights for sure and raters differ: SMAA-2."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from random import Random

from allied.rooms.selection.drawing import Drawn, draw_cell
from allied.rooms.selection.lanes import Lanes
from allied.rooms.selection.limits import Limits
from allied.rooms.selection.scale import Scores, check_once, check_scores
from allied.rooms.selection.tally import Standing, compare_all, share_of_first
from allied.rooms.selection.weightings import WHOLE, Ranges, TooNarrow, Weightings, draw_weightings

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
    count = limits.samples if samples is None else samples
    _check(candidates, criteria, count, vetoed)
    keys = tuple(sorted(criteria))
    names = tuple(sorted(set(candidates) - set(vetoed)))
    lanes = Lanes(count)
    weightings = draw_weightings(
        keys, count, _dice(seed, "weights"), limits.fewest_accepted, order=order, ranges=ranges
    )
    drawn = {name: _draw(name, candidates[name], keys, lanes, seed) for name in names}
    standings, wins = compare_all(_totals(drawn, weightings, lanes), lanes)
    ranks = {name: standing.ranks() for name, standing in standings.items()}
    central = {name: _central(standings[name], weightings, limits) for name in names}
    leader = max(names, key=lambda name: ranks[name])
    return Robustness(
        candidates=names,
        criteria=keys,
        ranks=ranks,
        central=central,
        confidence=_confidence(drawn, central, lanes),
        wins=wins,
        leader=leader,
        band=_band(ranks[leader][0], limits),
        guessed=tuple((n, k) for n in names for k in keys if not candidates[n].get(k)),
        below=tuple(sorted(vetoed)),
        samples=count,
        seed=seed,
        accepted=weightings.accepted,
    )


def _confidence(
    drawn: Mapping[str, Mapping[str, Drawn]],
    central: Mapping[str, Mapping[str, float] | None],
    lanes: Lanes,
) -> dict[str, float | None]:
    """How often each candidate is first under its own central weights."""
    plain = {
        name: {key: cell.plain(lanes) for key, cell in cells.items()}
        for name, cells in drawn.items()
    }
    found: dict[str, float | None] = dict.fromkeys(central)
    for name, weights in central.items():
        if weights is not None:
            parts = {key: round(weight * WHOLE) for key, weight in weights.items()}
            own = sum(parts[key] * cell.floor for key, cell in drawn[name].items())
            totals = {
                other: sum(parts[key] * scores for key, scores in plain[other].items())
                for other, cells in drawn.items()
                if sum(parts[key] * cell.ceiling for key, cell in cells.items()) >= own
            }
            found[name] = share_of_first(name, totals, lanes)
    return found


def _draw(
    name: str, scores: Scores, keys: Sequence[str], lanes: Lanes, seed: int
) -> dict[str, Drawn]:
    """One rater per sample and cell; a cell without scores draws each of 1 to 5 alike.

    That is our judgement: it shows ignorance and does not hide it. Each cell has dice of its own,
    so that one more candidate changes nobody else's draws.
    """
    return {key: draw_cell(scores.get(key, ()), lanes, _dice(seed, name, key)) for key in keys}


def _totals(
    drawn: Mapping[str, Mapping[str, Drawn]], weightings: Weightings, lanes: Lanes
) -> dict[str, int]:
    """Each candidate's weighted total in every sample."""
    weights = {key: lanes.pack(column) for key, column in weightings.columns.items()}
    return {
        name: sum(cell.times(weights[key], lanes) for key, cell in cells.items())
        for name, cells in drawn.items()
    }


def _central(standing: Standing, weightings: Weightings, limits: Limits) -> dict[str, float] | None:
    """The mean of the weights that put a candidate first, unless hardly any do."""
    if standing.ranks()[0] < limits.fewest_first:
        return None
    parts = standing.mean_where_first(weightings.columns)
    return {key: part / WHOLE for key, part in parts.items()} if parts else None


def _band(share: float, limits: Limits) -> Band:
    if share >= limits.robust_from:
        return Band.ROBUST
    return Band.DEPENDS if share >= limits.depends_from else Band.OPEN


def _dice(seed: int, *about: str) -> Random:
    return Random("/".join((str(seed), *about)))  # noqa: S311 repeatable on purpose


def _check(
    candidates: Mapping[str, Scores], criteria: Sequence[str], count: int, vetoed: Collection[str]
) -> None:
    check_once(criteria)
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
