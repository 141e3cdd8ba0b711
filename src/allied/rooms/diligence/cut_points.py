"""People, teams and systems without whom the alliance falls apart: articulation points."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.rooms.diligence.single_points import Item

type Edge = tuple[str, str]
PERSON, SYSTEM = "person", "system"


@dataclass(frozen=True)
class CutPoint:
    """A node that holds others together; without it `cut_off` nodes lose the largest part."""

    node: str
    cut_off: int


def cut_points(edges: Iterable[Edge]) -> tuple[CutPoint, ...]:
    """The articulation points of a graph, those that cut off most first (methods.md 11.3).

    Tarjan's low points without recursion, so that a chain of any length is no problem.
    """
    neighbours = _neighbours(edges)
    found: list[CutPoint] = []
    seen: dict[str, int] = {}
    for root in neighbours:
        if root not in seen:
            found += _of_component(root, neighbours, seen)
    return tuple(sorted(found, key=lambda point: (-point.cut_off, point.node)))


def ties_of(items: Iterable[Item]) -> tuple[Edge, ...]:
    """The graph of the items: "kind:id" tied to "person:id" and "system:id".

    Ties to teams and forums are added by whoever knows them.
    """
    ties: list[Edge] = []
    for item in items:
        if item.kind == PERSON:
            raise ValueError("an item is something to act on, not a person")
        node = f"{item.kind}:{item.id}"
        ties += [(node, f"{PERSON}:{person}") for person in item.able]
        ties += [(node, f"{SYSTEM}:{system}") for system in dict.fromkeys(item.systems)]
    return tuple(ties)


def _neighbours(edges: Iterable[Edge]) -> dict[str, list[str]]:
    ties: dict[str, dict[str, None]] = {}
    for one, other in edges:
        if one != other:
            ties.setdefault(one, {})[other] = None
            ties.setdefault(other, {})[one] = None
    return {node: list(ties[node]) for node in ties}


def _of_component(
    root: str, neighbours: dict[str, list[str]], seen: dict[str, int]
) -> list[CutPoint]:
    """The cut points of the part of the graph that hangs together with `root`."""
    low = {root: len(seen)}
    size = {root: 1}
    parts: dict[str, list[int]] = {}
    seen[root] = len(seen)
    path = [(root, "", iter(neighbours[root]))]
    while path:
        node, parent, ahead = path[-1]
        for other in ahead:
            if other == parent:
                continue
            if other in seen:
                low[node] = min(low[node], seen[other])
                continue
            low[other] = seen[other] = len(seen)
            size[other] = 1
            path.append((other, node, iter(neighbours[other])))
            break
        else:
            path.pop()
            if path:
                size[parent] += size[node]
                low[parent] = min(low[parent], low[node])
                if low[node] >= seen[parent]:
                    parts.setdefault(parent, []).append(size[node])
    return _cutting(root, parts, size[root])


def _cutting(root: str, parts: dict[str, list[int]], total: int) -> list[CutPoint]:
    """Nodes with more than one part around them, and how many nodes lie outside the largest."""
    points = []
    for node, below in parts.items():
        rest = total - 1 - sum(below)
        around = below if node == root else [*below, rest]
        if len(around) > 1:
            points.append(CutPoint(node, total - 1 - max(around)))
    return points
