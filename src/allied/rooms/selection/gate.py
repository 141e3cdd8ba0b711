"""What the gate of selection asks: of one's own side only, because all of it is private."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.gates import Check, Standing, own_gate_of
from allied.alliances.models import Stage
from allied.kit.words import counted
from allied.people.models import Person
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import Screening
from allied.rooms.selection.queries.results import Results, results_of
from allied.rooms.selection.queries.screenings import current, screenings_of

ROUTE = "selection"


@own_gate_of(Stage.SELECTION)
def selection_checks(person: Person, standing: Standing, now: datetime) -> Iterable[Check]:
    """Somebody was looked at, by enough raters, every red flag has its answer, and it was decided."""
    screening = current(screenings_of(person, standing.alliance))
    if screening is None and len(standing.parties) > 1:
        return  # whoever was chosen, or chose elsewhere, is asked for nothing
    found = _results(person, screening)
    raters = len(found.table.raters) if found else 0
    fewest = limits().fewest_raters
    yield _check("raters", f"{fewest} raters scored ({raters} did)", raters >= fewest)
    yield _check("complete", "Every candidate has a score on every criterion", _complete(found))
    open_ = sum(len(row.open_contests) for row in found.above) if found else 0
    rest = f" ({counted(open_, 'answer')} missing)" if open_ else ""
    yield _check("flags", f"Every contested score is answered{rest}", bool(found) and not open_)
    decided = found is not None and found.shortlist is not None
    yield _check("shortlist", "The shortlist is decided, with reasons", decided)


def _results(person: Person, screening: Screening | None) -> Results | None:
    if screening is None or not screening.shows_scores:
        return None
    return results_of(person, screening, simulated=False)


def _check(name: str, says: str, holds: bool) -> Check:
    return Check(id=f"selection.{name}", says=says, holds=holds, route=ROUTE)


def _complete(found: Results | None) -> bool:
    return found is not None and all(row.score.is_complete for row in found.rows)
