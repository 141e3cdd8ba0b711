"""Counts who stands where over all samples; candidates with equal totals share their ranks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress

from allied.rooms.selection.lanes import Lanes

type Totals = Mapping[str, int]
"""The weighted total of each candidate in every sample, as lanes."""


@dataclass(frozen=True)
class Standing:
    """One candidate among its rivals, a byte per sample.

    `places`: how many rivals it is at least equal to; `equals`: how many of these are exactly
    equal to it; `times`: how often each pair of the two occurs.
    """

    places: bytes
    equals: bytes
    times: Mapping[tuple[int, int], int]
    rivals: int

    def ranks(self) -> tuple[float, ...]:
        """The share of samples for each rank, the best first."""
        shares = [0.0] * (self.rivals + 1)
        for (place, equal), count in self.times.items():
            best = self.rivals - place
            for rank in range(best, best + equal + 1):
                shares[rank] += count / (equal + 1)
        return tuple(share / len(self.places) for share in shares)

    def mean_where_first(self, columns: Mapping[str, Sequence[int]]) -> dict[str, float] | None:
        """The mean of each column over the samples in which this candidate is first."""
        sums, weight = dict.fromkeys(columns, 0.0), 0.0
        for (place, equal), count in self.times.items():
            if place == self.rivals:
                weight += count / (equal + 1)
                chosen = self._where_first(equal)
                for name, column in columns.items():
                    sums[name] += sum(compress(column, chosen)) / (equal + 1)
        return {name: total / weight for name, total in sums.items()} if weight else None

    def _where_first(self, equal: int) -> bytes:
        """1 for each sample in which nobody is ahead and `equal` others are level, else 0."""
        first = int.from_bytes(self.places.translate(_only(self.rivals)))
        level = int.from_bytes(self.equals.translate(_only(equal)))
        return (first & level).to_bytes(len(self.places))


def compare_all(
    totals: Totals, lanes: Lanes
) -> tuple[dict[str, Standing], dict[str, dict[str, float]]]:
    """The standing of each candidate, and how often each is ahead of each (a tie is half)."""
    wins: dict[str, dict[str, float]] = {name: {} for name in totals}
    places, equals = dict.fromkeys(totals, 0), dict.fromkeys(totals, 0)
    for one, other in combinations(totals, 2):
        holds, beats = lanes.compare(totals[one], totals[other])
        level = holds - beats
        places[one] += holds
        places[other] += lanes.ones - beats
        if level:
            equals[one] += level
            equals[other] += level
        share = (beats.bit_count() + level.bit_count() / 2) / lanes.count
        wins[one][other], wins[other][one] = share, 1 - share
    rivals = len(totals) - 1
    return {name: _standing(places[name], equals[name], rivals, lanes) for name in totals}, wins


def share_of_first(name: str, totals: Totals, lanes: Lanes) -> float:
    """The share of samples in which this candidate is first; equal firsts share."""
    first, equals = lanes.ones, 0
    for other, total in totals.items():
        if other != name:
            holds, beats = lanes.compare(totals[name], total)
            first &= holds
            equals += holds - beats
    sharing = lanes.narrow(first + lanes.where(first, equals))
    return sum(sharing.count(many) / many for many in range(1, len(totals) + 1)) / lanes.count


def _standing(held: int, level: int, rivals: int, lanes: Lanes) -> Standing:
    places, equals = lanes.narrow(held), lanes.narrow(level)
    tied = Counter(compress(zip(places, equals, strict=True), equals))
    times = {(place, 0): places.count(place) for place in range(rivals + 1)}
    for (place, equal), count in sorted(tied.items()):
        times[place, 0] -= count
        times[place, equal] = count
    return Standing(places, equals, {pair: n for pair, n in times.items() if n}, rivals)


def _only(wanted: int) -> bytes:
    """A table that turns this byte into 1 and all others into 0."""
    return bytes(wanted) + b"\1" + bytes(255 - wanted)
