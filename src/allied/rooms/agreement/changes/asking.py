"""Of whom something is awaited because of a change: the impact of each side, and a second look."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances import awaiting
from allied.alliances.access import holders
from allied.alliances.models import Alliance, Role
from allied.people.models import Person
from allied.rooms.agreement.changes.models import ChangeImpact, ChangeRequest, ChangeState

IMPACT, LOOK = "impact", "look again"
SUBJECT = "change request"
WHY = "a change waits for both sides"


def impacts_of(request: ChangeRequest) -> QuerySet[ChangeImpact]:
    """What sides have said of the request as it is worded now."""
    rows = ChangeImpact.objects.in_system_scope(WHY)
    return rows.filter(request=request, wording=request.wording)


def missing_sides(request: ChangeRequest) -> set[UUID]:
    """The ids of the parties that have not said what it means for them."""
    parties = set(request.alliance.parties.values_list("organisation_id", flat=True))
    return parties - set(impacts_of(request).values_list("party_id", flat=True))


def await_impacts(request: ChangeRequest, *, by: Person, now: datetime) -> None:
    """The alliance managers of the sides that are missing are asked; nobody else is any more."""
    missing = missing_sides(request) if request.state == ChangeState.ASKED else set()
    seats = holders("change.ask", request.alliance, now).filter(
        role=Role.ALLIANCE_MANAGER, organisation__in=missing
    )
    people = {seat.person_id: seat.person for seat in seats}
    _ask(request, IMPACT, list(people.values()), by, now)


def await_second_look(
    request: ChangeRequest, *, by: Person, now: datetime, looks: bool = False
) -> None:
    """Who asked for the change is asked to look at it again, as long as it `looks` unfinished."""
    wanted = [request.asked_by] if looks else []
    _ask(request, LOOK, wanted, by, now)


def _ask(
    request: ChangeRequest, verb: str, people: list[Person], by: Person, now: datetime
) -> None:
    gone = awaiting.asked_of(request.pk, verb) - {person.pk for person in people}
    awaiting.settle_acts(request.pk, verb=verb, of=gone, now=now)
    act = awaiting.Act(
        verb=verb, subject_kind=SUBJECT, subject_id=request.pk, title=str(request), blocking=True
    )
    awaiting.await_act(act, of=people, alliance=request.alliance, asked_by=by, now=now)


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: impacts that are missing are awaited of those who do."""
    rows = ChangeRequest.objects.in_system_scope(WHY).filter(
        alliance=alliance, state=ChangeState.ASKED
    )
    for request in rows.select_related("alliance", "asked_by__organisation"):
        await_impacts(request, by=by or request.asked_by, now=now)
