"""What a side says: the answer of its one person, or what the middle of several people says."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from statistics import fmean, median_low

from allied.rooms.thesis.alignment.answers import Answer
from allied.rooms.thesis.alignment.asked import Asked
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.alignment.weights import total_variation


@dataclass(frozen=True)
class Spread:
    """How far the people of one side are apart: mean and largest distance of two of them, 0 to 1."""

    people: int
    mean: float
    largest: float


@dataclass(frozen=True)
class Side:
    """One side with the answers of its people, in the order in which they were handed in.

    Points and places are means; a restated metric, a boundary and a contribution are what most say
    (on a tie whoever came first, for a contribution nothing); targets and dates are the middle one.
    """

    organisation: str
    asked: Asked
    answers: Sequence[Answer]

    @cached_property
    def points(self) -> tuple[float, ...]:
        """Points per outcome, adding up to 100."""
        return tuple(
            fmean(one.points.get(key, 0) for one in self.answers) for key in self.asked.outcome_ids
        )

    @cached_property
    def mean_places(self) -> tuple[float, ...]:
        """The mean place of each outcome."""
        return tuple(
            fmean(one.places[key] for one in self.answers) for key in self.asked.outcome_ids
        )

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The place of each outcome, counted from 1; equal means share the better place."""
        return tuple(
            1 + sum(other < mean for other in self.mean_places) for mean in self.mean_places
        )

    def success(self, outcome: str) -> Restated:
        """Success on one outcome as this side restates it."""
        said = [one.success[outcome] for one in self.answers if outcome in one.success]
        metrics = [one for one in said if one.metric]
        metric = _most(
            [one.metric for one in metrics], lambda text: " ".join(text.casefold().split())
        )
        targets = sorted(one.target for one in said if one.target is not None)
        days = sorted(one.due for one in said if one.due)
        units = [one.unit for one in said if one.unit]
        return Restated(
            metric=metric or "",
            unit=_most(units, lambda text: text.casefold().strip()) or "",
            target=median_low(targets) if targets else None,
            due=days[(len(days) - 1) // 2] if days else None,
        )

    def brings(self, contribution: str) -> frozenset[str] | None:
        """Who brings it in this side's eyes; nothing when it was not said, or one half says otherwise."""
        said = [
            frozenset(one.brings[contribution])
            for one in self.answers
            if contribution in one.brings
        ]
        ranked = Counter(said).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def boundary(self, item: str) -> str:
        """On which side of the boundary this side sees it; empty when it was not said."""
        return _most([one.scope[item] for one in self.answers if item in one.scope], str) or ""

    def is_critical(self, assumption: str) -> bool | None:
        """Whether most of this side's people call the assumption critical; nothing when nobody said."""
        said = [assumption in one.critical for one in self.answers if one.critical is not None]
        return sum(said) * 2 > len(said) if said else None

    @cached_property
    def spread(self) -> Spread | None:
        """How far its people are apart; nothing for one person."""
        rows = [[one.points.get(key, 0) for key in self.asked.outcome_ids] for one in self.answers]
        if len(rows) < 2:
            return None
        found = [total_variation(a, b) for a, b in combinations(rows, 2)]
        return Spread(len(rows), fmean(found), max(found))


def _most[T](said: Sequence[T], key: Callable[[T], Hashable]) -> T | None:
    """What was said most often, by its key; on a tie what was said first."""
    if not said:
        return None
    times: Mapping[Hashable, int] = Counter(map(key, said))
    return max(said, key=lambda one: times[key(one)])
