"""The heat map as a table of cells: how many risks stand where, and which."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.rooms.diligence.exposure import View, Zone, zone_of
from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.ordering import Rated
from allied.rooms.diligence.scales import LEVELS


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
    placed: dict[tuple[int, int], list[str]] = {}
    unassessed: list[str] = []
    for risk in risks:
        rating = risk.seen(view)
        if rating is None:
            unassessed.append(risk.id)
        else:
            cell = (rating.probability_level, rating.impact_level)
            placed.setdefault(cell, []).append(risk.id)
    rows = tuple(
        tuple(_cell(likely, bad, placed.get((likely, bad), []), limits) for bad in LEVELS)
        for likely in reversed(LEVELS)
    )
    return HeatMap(rows=rows, unassessed=tuple(unassessed))


def _cell(likely: int, bad: int, risks: list[str], limits: Limits) -> Cell:
    score = likely * bad
    zone = zone_of(score, limits)
    return Cell(probability=likely, impact=bad, score=score, zone=zone, risks=tuple(risks))
