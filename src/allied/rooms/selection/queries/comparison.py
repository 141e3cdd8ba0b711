"""Two candidates side by side, with the corners of their radar."""

from dataclasses import dataclass

from allied.rooms.selection.comparing import Comparison, Point, compare, radar
from allied.rooms.selection.models import Candidate
from allied.rooms.selection.scoring import places
from allied.rooms.selection.table import Table


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The comparison of two candidates."""

    first: Candidate
    second: Candidate
    found: Comparison
    first_radar: tuple[Point, ...]
    second_radar: tuple[Point, ...]
    shorts: dict[str, str]
    names: dict[str, str]


def pair_of(table: Table, first: str = "", second: str = "") -> Pair | None:
    """The two that are named by their ids, else the two that rank first; none of a single one."""
    by_id = {str(one.pk): one for one in table.candidates}
    order = [place.candidate for place in places(table.totals, table.vetoed)]
    wanted = [key for key in (first, second) if key in by_id]
    chosen = list(dict.fromkeys([*wanted, *order]))[:2]
    if len(chosen) < 2:
        return None
    one, two = by_id[chosen[0]], by_id[chosen[1]]
    keys = [criterion.key for criterion in table.criteria]
    found = compare(table.scores_of(one), table.scores_of(two), table.weights)
    return Pair(
        first=one,
        second=two,
        found=found,
        first_radar=radar({line.criterion: line.first for line in found.lines}, keys),
        second_radar=radar({line.criterion: line.second for line in found.lines}, keys),
        shorts={criterion.key: criterion.short for criterion in table.criteria},
        names={criterion.key: criterion.name for criterion in table.criteria},
    )
