"""Everything that a result gives to talk about, in the order in which it is talked about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allied.rooms.thesis.alignment.comparison import Result
from allied.rooms.thesis.alignment.contradictions import Contradiction, Topic
from allied.rooms.thesis.alignment.restatement import Flag
from allied.rooms.thesis.alignment.weights import Band


@dataclass(frozen=True)
class Difference:
    """One thing to settle; `must`: an agreement needs it settled."""

    topic: Topic
    item: str
    must: bool
    contradiction: Contradiction | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What a settlement of it names."""
        return self.topic.value, self.item


def differences(result: Result) -> tuple[Difference, ...]:
    """Contradictions first, then restatements that are apart, then the outcomes that weigh differently."""
    found: dict[tuple[str, str], Difference] = {}
    for one in _all(result):
        found.setdefault(one.key, one)
    return tuple(found.values())


def _all(result: Result) -> Iterator[Difference]:
    for one in result.contradictions:
        yield Difference(one.topic, one.item, must=True, contradiction=one)
    for row in result.gaps:
        yield Difference(Topic.SUCCESS, row.id, must=bool(row.gap and row.gap.flag is Flag.RED))
    if result.band is not Band.ALIGNED:
        for row in result.talk:
            yield Difference(Topic.WEIGHT, row.id, must=result.band is Band.APART)


def unsettled(result: Result, settled: Iterable[tuple[str, str]]) -> tuple[Difference, ...]:
    """What an agreement still needs."""
    done = set(settled)
    return tuple(one for one in differences(result) if one.must and one.key not in done)
