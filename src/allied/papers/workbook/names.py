"""Finds names that one sheet mentions and another one lists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .words import key

_SEPARATORS: Final = re.compile(r"[;,\n、，；]")
_STRONG: Final = re.compile(r"[;\n；]")
_MOST_SEPARATORS: Final = 5  # that a name inside a list may contain


class Names:
    """Names by every spelling that means them; the first spelling listed is the one kept."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_key: dict[str, str] = {}
        self.separators = 0
        for name in names:
            self.add(name, name)

    def add(self, spelling: str, name: str) -> None:
        """Lets a spelling, such as an e-mail address, mean a name."""
        self._by_key.setdefault(key(spelling), name)
        inside = min(len(_SEPARATORS.findall(spelling)), _MOST_SEPARATORS)
        self.separators = max(self.separators, inside)

    @classmethod
    def joined(cls, *several: "Names") -> "Names":
        """All names of several lists; the first list goes before the others."""
        names = cls()
        for one in several:
            names._by_key = one._by_key | names._by_key
            names.separators = max(names.separators, one.separators)
        return names

    def find(self, spelling: str) -> str | None:
        """The name as its own sheet spells it, or nothing."""
        return self._by_key.get(key(spelling))

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def listed(self) -> str:
        """A few of the names, for a sentence about what is accepted."""
        names = list(dict.fromkeys(self._by_key.values()))
        return ", ".join(names[:6]) + (" and others" if len(names) > 6 else "")


def split_names(text: str, known: Names) -> Iterator[tuple[str, str | None]]:
    """The names in a list and what each means; a name may itself contain a separator.

    The longest run that is a known name counts as one; an unknown name ends at the next
    semicolon or line break when the list has any, else at the next comma.
    """
    ends = [match.start() for match in _SEPARATORS.finditer(text)] + [len(text)]
    strong = {match.start() for match in _STRONG.finditer(text)}
    start, position = 0, 0
    while position < len(ends):
        last = _longest(text, start, ends, position, known)
        if last is None:
            stops = (n for n in range(position, len(ends)) if ends[n] in strong)
            last = next(stops, len(ends) - 1) if strong else position
        end = ends[last]
        name = text[start:end].strip()
        if name:
            yield name, known.find(name)
        start, position = end + 1, last + 1


def _longest(text: str, start: int, ends: list[int], position: int, known: Names) -> int | None:
    """The last end up to which the text is a known name, or nothing."""
    runs = range(min(position + known.separators, len(ends) - 1), position - 1, -1)
    return next((run for run in runs if known.find(text[start : ends[run]])), None)


def parts_in(text: str) -> int:
    """How many names a text can list at most."""
    return len(_SEPARATORS.findall(text)) + 1


def first_cycle(follows: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of a circle in which each waits for the next, or an empty list."""
    done: set[str] = set()
    for first in follows:
        path: list[str] = []
        walk = [iter([first])]
        while walk:
            name = next(walk[-1], None)
            if name is None:
                walk.pop()
                done.update(path[-1:])
                del path[-1:]
            elif name in path:
                return path[path.index(name) :]
            elif name not in done:
                path.append(name)
                walk.append(iter(follows.get(name, ())))
    return []
