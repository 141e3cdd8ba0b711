"""The register of conflicts: what is open, on which step, and how such matters end here."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.kit.amounts import spelled
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict.forms import FilterForm
from allied.rooms.conflict.models import ConflictState
from allied.rooms.conflict.queries.figures import Overview, figures_of
from allied.rooms.conflict.queries.ladder import ladder_of
from allied.rooms.conflict.queries.register import (
    Filters,
    chosen,
    conflicts,
    drafts_of,
    page_of_conflicts,
)
from allied.rooms.conflict.views.entering import draw, enter_room


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The conflicts of an alliance, the newest first."""
    alliance, person, now = enter_room(request, alliance_id), request.user, timezone.now()
    form = FilterForm(request.GET)
    rows, older = page_of_conflicts(
        chosen(conflicts(person, alliance), filters_of(form)), now, before=form.said.get("before")
    )
    seats = seats_of(person, alliance, now)
    figures = figures_of(alliance, now)
    open_now = conflicts(person, alliance).filter(state=ConflictState.OPEN).count()
    late = sum(row.used > row.days for row in rows if row.days)
    context = {
        "alliance": alliance,
        "filters": form,
        "is_filtered": bool(set(request.GET) - {"before"}),
        "rows": rows,
        "older": _older(request, older),
        "figures": figures,
        "ladder": ladder_of(alliance),
        "lead": lead_of(open_now, late, figures),
        "may_raise": may(seats, "conflict.raise"),
        "drafts": drafts_of(person, alliance).count() if may(seats, "private.read") else 0,
    }
    return draw(request, "register.html", context)


def filters_of(form: FilterForm) -> Filters:
    """The filters of the address; what is unknown is left out."""
    said = form.said
    return Filters(
        state=said.get("state") or ConflictState.OPEN,
        severity=int(said.get("severity") or 0),
        text=said.get("text", ""),
    )


def _older(request: PersonRequest, before: int | None) -> str:
    if before is None:
        return ""
    query = request.GET.copy()
    query["before"] = str(before)
    return f"?{query.urlencode()}"


def lead_of(open_now: int, late: int, figures: Overview) -> tuple[str, str]:
    """The answer of the page: how many are open, how many late; then how they are settled here."""
    many = (
        f"{spelled(open_now).capitalize()} {'matter is' if open_now == 1 else 'matters are'} open"
    )
    first = f"{many}{f', {spelled(late)} late' if late else ''}."
    year = figures.of_year
    if not year.opened:
        return "No matter divides the companies.", "Nothing was raised in twelve months."
    return (
        first,
        f"{counted(year.settled, 'matter')} settled in twelve months, {year.at_first_step} by the first step.",
    )
