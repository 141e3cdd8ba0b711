"""Scoring a partner again, years later, on the same criteria."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.selection import facts
from allied.rooms.selection.commands.preparing import begin
from allied.rooms.selection.criterion_words import CriterionSaid
from allied.rooms.selection.models import Candidate, Screening, ScreeningState
from allied.rooms.selection.rows import add_candidate_row, add_criterion_row, add_weighting
from allied.rooms.selection.steps import EDIT, criteria_of, locked, note, weighting_of
from allied.rooms.selection.weighing import Weighed


def repeat_screening(*, by: Person, candidate: Candidate, title: str, now: datetime) -> Screening:
    """A new screening of one partner, with the criteria and weights of the one it repeats."""
    require(by, EDIT, candidate.alliance, now)
    with transaction.atomic():
        before = locked(by, candidate.screening)
        if before.state != ScreeningState.CLOSED:
            raise Refused("not_closed", "Close this screening before you repeat it for a partner.")
        made = begin(by=by, alliance=before.alliance, title=title, now=now, repeats=before)
        for one in criteria_of(before):
            words = {field: getattr(one, field) for field in CriterionSaid.__dataclass_fields__}
            add_criterion_row(
                made, CriterionSaid(**words), key=one.key, position=one.position, own=one.own
            )
        add_candidate_row(made, candidate.name, by=by, now=now, repeats=candidate)
        _same_weights(before, made, by=by, now=now)
        origin = f"again for {candidate.name}"
        said = facts.ScreeningStarted(subject=made.pk, title=made.title, origin=origin)
        note(made, said, by=by, now=now)
    return made


def _same_weights(before: Screening, made: Screening, *, by: Person, now: datetime) -> None:
    old = weighting_of(before)
    if old is None:
        return
    weighed = Weighed(said=old.said, weights=old.weights, ratio=old.ratio, warning=old.warning)
    reason = f"The weights of “{before.title}”, so that both can be compared."
    add_weighting(made, old.method, weighed, reason=reason, names_known=True, by=by, now=now)
