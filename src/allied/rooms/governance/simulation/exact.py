"""The exact share in time for one forum, with an agenda that has room for all (methods.md 3.3).

Arrivals are random; sessions come at real gaps or evenly; `quorum` is the share of sessions that can
decide. All times are working days.
"""

from collections.abc import Sequence

from allied.rooms.governance.latency import share_with_writing
from allied.rooms.governance.simulation.design import Kind, Table

MOST_LOST = 60
ENOUGH = 1e-9


def share_on_time_by_gaps(
    gaps: Sequence[float], sla: float, lead: float = 0.0, quorum: float = 1.0
) -> float:
    """The share (0 to 1) decided within the SLA when sessions come at these gaps, year after year."""
    left, total = max(sla - lead, 0.0), sum(gaps)
    if quorum <= 0 or total <= 0:
        return 0.0
    found, lost = 0.0, 1.0
    passed = [0.0] * len(gaps)
    for step in range(MOST_LOST * len(gaps)):
        within = sum(
            min(max(left - before, 0.0), gap) for before, gap in zip(passed, gaps, strict=True)
        )
        if within == 0.0 or lost < ENOUGH:
            break
        found += quorum * lost * within / total
        lost *= 1 - quorum
        for place in range(len(gaps)):
            passed[place] += gaps[(place + step + 1) % len(gaps)]
    return min(found, 1.0)


def share_of(kind: Kind, table: Table) -> float:
    """The share of one kind that this table decides in time."""
    in_forum = share_on_time_by_gaps(table.gaps, kind.sla, table.lead, table.quorum)
    if not kind.written:
        return in_forum
    return share_with_writing(in_forum, kind.written, kind.written_mean, kind.sla)
