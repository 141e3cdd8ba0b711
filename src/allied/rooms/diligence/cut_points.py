"""People, teams and systems whose absence falls the alliance apart: articulation points."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.rooms.diligence.single_points import Item

type Edge = tuple[str, str]


@dataclass(frozen=True)
class CutPoint:
    """A node that holds others together; without it `cut_off` nodes lose the largest part."""

    node: str
    cut_off: int


def cut_points(edges: Iterable[Edge]) -> tuple[CutPoint, ...]:
    """The articulation points of a graph by name (Tarjan, without recursion). methods.md 11.3."""
    raise NotImplementedError


def ties_of(items: Iterable[Item]) -> tuple[Edge, ...]:
    """The graph of the items: "kind:id" tied to "person:id" and "system:id"."""
    raise NotImplementedError
