"""How few people must be away before more than half of the work has nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.single_points import Item


@dataclass(frozen=True, kw_only=True)
class BusFactor:
    """The people whose absence leaves more than half of the items without anybody.

    Found greedily: these people do suffice, though fewer others might. Items that nobody can
    act on count as orphaned from the start.
    """

    people: tuple[str, ...]
    orphaned: int
    items: int

    @property
    def number(self) -> int:
        """How many people that takes; 0 when there are no items or most have nobody already."""
        return len(self.people)


def bus_factor(items: Iterable[Item], limits: Limits, share: float | None = None) -> BusFactor:
    """Takes away who orphans most items, then who holds most, then by name. methods.md 11.3.

    `share` of items (0 up to, not including, 1) must be exceeded; without it the built-in half.
    """
    wanted = limits.orphaned_share if share is None else share
    if not 0 <= wanted < 1:
        raise ValueError("the share of orphaned items lies from 0 up to, not including, 1")
    able = [item.able for item in items]
    crew = _Crew(able)
    gone: list[str] = []
    while able and crew.orphaned <= wanted * len(able):
        gone.append(crew.send_home_the_next())
    return BusFactor(people=tuple(gone), orphaned=crew.orphaned, items=len(able))


class _Crew:
    """Who is still there for which item; every removal costs only what it touches."""

    def __init__(self, able: list[tuple[str, ...]]) -> None:
        self._left = [set(people) for people in able]
        self._holds: dict[str, set[int]] = {}
        for index, people in enumerate(able):
            for person in people:
                self._holds.setdefault(person, set()).add(index)
        self._alone = dict.fromkeys(self._holds, 0)
        for people in able:
            if len(people) == 1:
                self._alone[people[0]] += 1
        self.orphaned = sum(not people for people in able)

    def send_home_the_next(self) -> str:
        """Takes away the person whose absence hurts most now."""
        person = min(self._holds, key=lambda who: (-self._alone[who], -len(self._holds[who]), who))
        for index in self._holds.pop(person):
            left = self._left[index]
            left.remove(person)
            if not left:
                self.orphaned += 1
            elif len(left) == 1:
                self._alone[next(iter(left))] += 1
        del self._alone[person]
        return person
