"""Finds decision principles that contradict each other: "X before Y" here, "Y before X" there."""

import re
from collections.abc import Sequence

LINKS = (
    r"\s+(?:comes?|goes?|go)\s+(?:before|first,?\s+then|ahead\s+of)\s+",
    r"\s+(?:before|over|above|beats|outranks|rather\s+than|instead\s+of|ahead\s+of)\s+",
    r"\s+(?:is|are)\s+more\s+important\s+than\s+",
    r"\s+(?:wins|prevails)\s+over\s+",
    r"\s*>\s*",
)
LINK = re.compile("|".join(LINKS), re.IGNORECASE)
EMPTY_WORDS = frozenset({"a", "an", "the", "our", "its", "their", "any", "always", "we", "put"})


def preference(text: str) -> tuple[str, str] | None:
    """What a principle puts first and what second, in bare words; nothing if it ranks nothing."""
    clause = re.split(r"[.;:,()]", text, maxsplit=1)[0]
    parts = LINK.split(clause)
    if len(parts) != 2:
        return None
    first, second = _bare(parts[0]), _bare(parts[1])
    return (first, second) if first and second and first != second else None


def contradiction(texts: Sequence[str]) -> tuple[int, ...]:
    """The places (from 0) of principles that together rank something before itself; else empty."""
    edges = [(place, pair) for place, text in enumerate(texts) if (pair := preference(text))]
    for place, (first, second) in edges:
        way = _way(edges, second, first)
        if way is not None:
            return tuple(sorted({place, *way}))
    return ()


def _way(
    edges: Sequence[tuple[int, tuple[str, str]]], start: str, goal: str
) -> tuple[int, ...] | None:
    """The shortest chain of rankings from one thing to another, as places."""
    waiting: list[tuple[str, tuple[int, ...]]] = [(start, ())]
    seen = {start}
    while waiting:
        here, way = waiting.pop(0)
        if here == goal:
            return way
        for place, (first, second) in edges:
            if first == here and second not in seen:
                seen.add(second)
                waiting.append((second, (*way, place)))
    return None


def _bare(text: str) -> str:
    words = re.findall(r"\w+", text.casefold())
    return " ".join(word for word in words if word not in EMPTY_WORDS)
