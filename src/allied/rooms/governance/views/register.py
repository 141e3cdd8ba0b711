"""The register of decisions: filters in the address, pages by number, and what waits in all."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.amounts import money, spelled
from allied.kit.words import capitalised
from allied.people.doors import PersonRequest, page
from allied.people.models import Person
from allied.rooms.governance.forms import FilterForm
from allied.rooms.governance.models import DecisionRight
from allied.rooms.governance.models.decisions import STATES
from allied.rooms.governance.queries.register import (
    ALL,
    UNDECIDED_WORD,
    Filters,
    Summary,
    chosen,
    page_of_decisions,
    register,
    summary,
)
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.views.entering import DECISIONS, draw, enter_room


def _choices(
    alliance: Alliance, person: Person, sides: dict[UUID, Side]
) -> dict[str, list[tuple[str, str]]]:
    rights = DecisionRight.objects.visible_to(person).filter(alliance=alliance)
    found = list(rights.select_related("forum").order_by("position"))
    forums = {right.forum.key: right.forum.name for right in found if right.forum}
    states = [(str(state), words) for state, words in STATES]
    return {
        "state": [(UNDECIDED_WORD, "Undecided"), (ALL, "All"), *states],
        "type": [("", "Every type"), *((right.key, right.name) for right in found)],
        "forum": [("", "Every forum"), *forums.items()],
        "pen": [("", "Either side"), *((str(s.id), s.name) for s in sides.values())],
    }


def filters_of(form: FilterForm) -> Filters:
    """The filters of the address; what it does not name stays as it is, what is unknown is left out."""
    form.is_valid()
    said = form.cleaned_data
    return Filters(
        state=said.get("state") or UNDECIDED_WORD,
        type=said.get("type", ""),
        forum=said.get("forum", ""),
        pen=UUID(said["pen"]) if said.get("pen") else None,
        overdue=said.get("overdue", False),
        text=said.get("text", ""),
    )


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The decisions of an alliance, undecided ones first of all."""
    alliance, sides = enter_room(request, alliance_id, DECISIONS)
    person, now = request.user, timezone.now()
    form = FilterForm(request.GET, _choices(alliance, person, sides))
    filters = filters_of(form)
    rows = chosen(register(person, alliance), filters, now)
    found, more = page_of_decisions(rows, sides, now, before=form.cleaned_data.get("before"))
    waiting = summary(person, alliance, now)
    context = {
        "alliance": alliance,
        "filters": form,
        "chosen": filters,
        "rows": found,
        "older": _older(request, more),
        "summary": waiting,
        "lead": _lead(waiting),
        "debt": _debt(waiting, sides),
        "is_filtered": bool(set(request.GET) - {"before"}),
        # Nothing was ever asked here: there is nothing to filter.
        "untouched": not found and not register(person, alliance).exists(),
    }
    return draw(request, "register.html", context)


def _older(request: PersonRequest, more: int | None) -> str:
    query = request.GET.copy()
    query["before"] = str(more)
    return f"?{query.urlencode()}" if more else ""


def _lead(waiting: Summary) -> tuple[str, str]:
    """How many wait and how many are late, in a sentence each."""
    if not waiting.undecided:
        return "Nothing waits to be decided.", ""
    more = "More than " if waiting.is_capped else ""
    what = "decision waits" if waiting.undecided == 1 else "decisions wait"
    said = f"{more}{spelled(waiting.undecided)} {what}."
    lead = capitalised(said)
    if not waiting.late:
        return lead, "All are within their time." if waiting.undecided > 1 else "It is in time."
    if waiting.undecided == 1:
        return lead, "It is late."
    return (
        lead,
        f"{spelled(waiting.late).capitalize()} {'is' if waiting.late == 1 else 'are'} late.",
    )


def _debt(waiting: Summary, sides: dict[UUID, Side]) -> list[tuple[Side, str, int]]:
    """Per company: value times working days waited, and over how many decisions."""
    return [
        (sides[UUID(debt.party)], money(debt.value_days, debt.currency), debt.decisions)
        for debt in waiting.debt
        if UUID(debt.party) in sides
    ]
