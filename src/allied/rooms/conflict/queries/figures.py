"""How the conflicts of an alliance end, for the scorecard, the pages and the triggers of later rooms."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allied.alliances.models import Alliance
from allied.rooms.conflict.limits import limits
from allied.rooms.conflict.models import Conflict, ConflictStep
from allied.rooms.conflict.statistics import Figures, Past, by_severity, by_step, figures

YEAR = timedelta(days=365)
WHY = "conflicts are joint, so are their figures"
MOST = 2000


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The figures of twelve months: of all, by severity and by the step that settled."""

    of_year: Figures
    by_severity: dict[int, Figures]
    by_step: dict[int, Figures]


def past_of(alliance: Alliance, since: datetime) -> list[Past]:
    """The conflicts raised since then, as the rules read them; one query."""
    rows = Conflict.objects.in_system_scope(WHY).filter(alliance=alliance, raised_at__gte=since)
    found = rows.order_by("-number").values_list("severity", "state", "days", "settled_step")
    return [
        Past(severity=severity, state=state, days=days, settled_step=step)
        for severity, state, days, step in found[:MOST]
    ]


def figures_of(alliance: Alliance, now: datetime) -> Overview:
    """The figures of the twelve months before now."""
    past, fewest = past_of(alliance, now - YEAR), limits().fewest_settled
    return Overview(
        of_year=figures(past, fewest=fewest),
        by_severity=by_severity(past, fewest=fewest),
        by_step=by_step(past, fewest=fewest),
    )


def reached(alliance: Alliance, step: int, since: datetime) -> int:
    """How many conflicts climbed to this step (1 is the first) or further since then."""
    if step < 1:
        raise ValueError(f"Steps are counted from 1, not {step}.")
    rows = ConflictStep.objects.in_system_scope(WHY).filter(
        alliance=alliance, place__gte=step - 1, started_at__gte=since
    )
    return rows.values("conflict").distinct().count()
