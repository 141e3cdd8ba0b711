"""The heat map as a table of cells: how many risks stand where, and which."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.rooms.diligence.exposure import Rated, View, Zone
from allied.rooms.diligence.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its levels, its score and zone, and the ids of the risks in it."""

    probability: int
    impact: int
    score: int
    zone: Zone
    risks: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many risks stand here."""
        return len(self.risks)


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """Rows of cells, the most likely row first, impact rising to the right."""

    rows: tuple[tuple[Cell, ...], ...]
    unassessed: tuple[str, ...]


def heat_map(risks: Iterable[Rated], limits: Limits, view: View = View.RESIDUAL) -> HeatMap:
    """The map; the ids in a cell keep the order in which the risks were given."""
    raise NotImplementedError
