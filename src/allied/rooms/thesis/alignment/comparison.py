"""The whole result of a round: how far the sides are apart, on what, and how much of it chance explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from allied.rooms.thesis.alignment import chance, order, restatement, weights
from allied.rooms.thesis.alignment.asked import Asked
from allied.rooms.thesis.alignment.contradictions import Contradiction, contradictions
from allied.rooms.thesis.alignment.limits import Limits
from allied.rooms.thesis.alignment.restatement import Bounds, Flag, Gap, Restated
from allied.rooms.thesis.alignment.sides import Side


@dataclass(frozen=True)
class Pair:
    """The distance of two sides."""

    one: str
    other: str
    tv: float


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome: points, place and restatement per side in their order, what it adds, and the gap."""

    id: str
    name: str
    points: tuple[float, ...]
    places: tuple[int, ...]
    moves: float
    success: tuple[Restated, ...]
    gap: Gap | None


@dataclass(frozen=True)
class Result:
    """What a round found; most of it is nothing while fewer than two sides answered.

    `tv`: the distance of two sides, or the mean over all pairs of more; `worst` is the widest pair.
    `close`: the share of unrelated weightings that come as close. `outlier`: the side without which
    the others would be closest. `overall`: the worst gap of the outcomes with the most points.
    """

    asked: Asked
    sides: tuple[Side, ...]
    rows: tuple[OutcomeRow, ...]
    contradictions: tuple[Contradiction, ...]
    tv: float | None = None
    band: weights.Band | None = None
    pairs: tuple[Pair, ...] = ()
    worst: Pair | None = None
    outlier: str = ""
    reference: chance.Reference | None = None
    close: float | None = None
    tau: float | None = None
    same_order: order.SameOrder | None = None
    concordance: order.Concordance | None = None
    crossings: tuple[order.Crossing, ...] = ()
    overall: Flag | None = None
    talk: tuple[OutcomeRow, ...] = ()

    @property
    def few(self) -> bool:
        """Whether so few outcomes were compared that closeness proves little."""
        return self.reference is not None and self.reference.n < 4

    @property
    def gaps(self) -> tuple[OutcomeRow, ...]:
        """The outcomes whose restatements are apart, the worst first."""
        found = [row for row in self.rows if row.gap and row.gap.flag is not Flag.GREEN]
        return tuple(
            sorted(found, key=lambda row: row.gap.flag is not Flag.RED if row.gap else True)
        )


def compare(asked: Asked, sides: Sequence[Side], limits: Limits) -> Result:
    """Compares the sides that answered (methods.md section 2)."""
    sides = tuple(sides)
    bounds = Bounds(limits.ratio_red, limits.ratio_amber, limits.days_red, limits.days_amber)
    rows = tuple(_row(at, asked, sides, bounds) for at in range(len(asked.outcomes)))
    if len(sides) < 2:
        return Result(asked, sides, rows, ())
    pairs = tuple(
        Pair(a.organisation, b.organisation, weights.total_variation(a.points, b.points))
        for a, b in combinations(sides, 2)
    )
    tv = fmean(pair.tv for pair in pairs)
    n, drawn = len(asked.outcomes), {"draws": limits.draws, "seed": limits.seed}
    tau = order.tau_b(sides[0].mean_places, sides[1].mean_places) if len(sides) == 2 else None
    bars = {"same_from": limits.same_order_from, "partly_from": limits.partly_order_from}
    top = sorted(rows, key=lambda row: -sum(row.points))[: limits.top_outcomes]
    return Result(
        asked=asked,
        sides=sides,
        rows=rows,
        contradictions=contradictions(asked, sides),
        tv=tv,
        band=weights.band(tv, aligned_to=limits.aligned_to, talk_to=limits.talk_to),
        pairs=pairs,
        worst=max(pairs, key=lambda pair: pair.tv),
        outlier=outlier(pairs),
        reference=chance.reference(n, **drawn),
        close=chance.as_close(n, max(pair.tv for pair in pairs), **drawn),
        tau=tau,
        same_order=None if tau is None else order.same_order(tau, **bars),
        concordance=order.concordance([s.mean_places for s in sides]) if len(sides) > 2 else None,
        crossings=order.crossings(asked.outcome_ids, {s.organisation: s.places for s in sides}),
        overall=restatement.worst([row.gap.flag for row in top if row.gap]),
        talk=tuple(row for row in sorted(rows, key=lambda row: -row.moves)[:2] if row.moves > 0),
    )


def _row(at: int, asked: Asked, sides: Sequence[Side], bounds: Bounds) -> OutcomeRow:
    item = asked.outcomes[at]
    success = tuple(side.success(item.id) for side in sides)
    gaps = [restatement.compare(a, b, bounds) for a, b in combinations(success, 2)]
    moves = [weights.moved(a.points, b.points)[at] for a, b in combinations(sides, 2)]
    return OutcomeRow(
        id=item.id,
        name=item.text,
        points=tuple(side.points[at] for side in sides),
        places=tuple(side.places[at] for side in sides),
        moves=max(moves, default=0.0),
        success=success,
        gap=max(gaps, key=lambda gap: restatement.ORDER.index(gap.flag), default=None),
    )


def outlier(pairs: Sequence[Pair]) -> str:
    """The side whose removal lowers the mean distance most; empty for two sides, or when none does."""
    sides = sorted({name for pair in pairs for name in (pair.one, pair.other)})
    if len(sides) < 3:
        return ""
    whole = fmean(pair.tv for pair in pairs)
    without = {
        side: fmean(pair.tv for pair in pairs if side not in (pair.one, pair.other))
        for side in sides
    }
    best = min(without, key=lambda side: without[side])
    return best if without[best] < whole - 1e-12 else ""
