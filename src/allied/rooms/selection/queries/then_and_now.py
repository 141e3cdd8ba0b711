"""A partner then and now: the screening that repeats an earlier one, and what changed."""

from dataclasses import dataclass

from allied.people.models import Person
from allied.rooms.selection import requalifying
from allied.rooms.selection.models import Candidate, Screening
from allied.rooms.selection.requalifying import Requalification, requalify
from allied.rooms.selection.table import Table, read_table


@dataclass(frozen=True, kw_only=True)
class ThenAndNow:
    """The difference of one partner between two screenings."""

    before: Screening
    after: Screening
    candidate: Candidate
    found: Requalification
    names: dict[str, str]


def then_and_now(person: Person, table: Table) -> ThenAndNow | None:
    """The difference to the screening that this one repeats; nothing when it repeats none."""
    now = next((one for one in table.candidates if one.repeats_id), None)
    if now is None or table.screening.repeats_id is None:
        return None
    rows = Screening.objects.visible_to(person).filter(pk=table.screening.repeats_id)
    before = rows.first()
    if before is None:
        return None
    old = read_table(before, person)
    then = next((one for one in old.candidates if one.pk == now.repeats_id), None)
    if then is None:
        return None
    names = {one.key: one.name for one in (*old.criteria, *table.criteria)}
    found = requalify(_look(old, then), _look(table, now))
    return ThenAndNow(before=before, after=table.screening, candidate=now, found=found, names=names)


def _look(table: Table, candidate: Candidate) -> requalifying.Screening:
    return requalifying.Screening(
        scores=table.scores_of(candidate), weights=table.weights, rules=table.rules
    )
