"""The register: what can hurt us, who acts, and beside it what only one's own company sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.alliances.models import Alliance
from allied.kit.amounts import money, spelled
from allied.kit.words import counted, listed, shortened
from allied.people.doors import PersonRequest, page
from allied.rooms.diligence.areas import area_names
from allied.rooms.diligence.forms import FilterForm
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.named import named_in_thesis
from allied.rooms.diligence.queries.register import (
    ALL,
    SHOWN,
    Filters,
    Row,
    chosen,
    in_order,
    joint,
    own,
    risks,
    rows_of,
)
from allied.rooms.diligence.queries.sides import Side, sides_of
from allied.rooms.diligence.queries.summary import (
    Figures,
    areas_of,
    calibration,
    figures,
    heat,
    risen,
)
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.views.entering import draw, enter_room
from allied.rooms.diligence.writing import today_of

STATES = [(RiskState.OPEN, "Open"), (RiskState.REALISED, "Happened"), (RiskState.CLOSED, "Closed")]
TITLE_SHOWN = 60


@dataclass(frozen=True)
class Shown:
    """One page of rows, and whether more follow."""

    rows: list[Row]
    number: int
    has_more: bool


@page
def index(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The risks of an alliance, the costliest first."""
    alliance, person, now = enter_room(request, alliance_id), request.user, timezone.now()
    sides, today = sides_of(alliance, person), today_of(person.home, now)
    form = FilterForm(request.GET, _choices(sides))
    filters = filters_of(form)
    rows = risks(person, alliance)
    seats = seats_of(person, alliance, now)
    reads_own = may(seats, "private.read")
    counts = figures(joint(rows), today)
    context = {
        "alliance": alliance,
        "filters": form,
        "is_filtered": bool(set(request.GET) - {"page"}),
        "shown": _page(chosen(joint(rows), filters, today), form, sides, request, now),
        "own": _page(chosen(own(rows), filters, today), form, sides, request, now)
        if reads_own
        else None,
        "figures": counts,
        "calibration": calibration(joint(rows), scales_of(alliance))
        if counts.happened or counts.closed
        else None,
        "lead": lead_of(counts, risen(joint(rows), now), alliance),
        "heat": heat(joint(rows)),
        "areas": areas_of(joint(rows), area_names(), today),
        "named": named_in_thesis(person, alliance) if may(seats, "risk.edit") else (),
        "today": today,
        "may_edit": may(seats, "risk.edit"),
        "may_write_own": may(seats, "private.write"),
        "older": _older(request, form),
    }
    return draw(request, "register.html", context)


def _choices(sides: dict[Any, Side]) -> dict[str, list[tuple[str, str]]]:
    return {
        "state": [*((str(key), words) for key, words in STATES), (ALL, "All")],
        "area": [("", "Every area"), *area_names()],
        "side": [("", "Every side"), *((str(side.id), side.name) for side in sides.values())],
    }


def filters_of(form: FilterForm) -> Filters:
    """The filters of the address; what is unknown is left out."""
    said = form.said
    return Filters(
        state=said.get("state") or RiskState.OPEN,
        area=said.get("area", ""),
        side=form.chosen_side(),
        late=said.get("late", False),
        text=said.get("text", ""),
    )


def _page(
    rows: QuerySet[Risk],
    form: FilterForm,
    sides: dict[Any, Side],
    request: PersonRequest,
    now: datetime,
) -> Shown:
    number = form.said.get("page") or 1
    start = (number - 1) * SHOWN
    found = list(in_order(rows)[start : start + SHOWN + 1])
    return Shown(rows_of(found[:SHOWN], sides, request.user, now), number, len(found) > SHOWN)


def _older(request: PersonRequest, form: FilterForm) -> str:
    query = request.GET.copy()
    query["page"] = str((form.said.get("page") or 1) + 1)
    return f"?{query.urlencode()}"


def lead_of(counts: Figures, up: list[Risk], alliance: Alliance) -> tuple[str, str]:
    """The answer of the page: how many and how many high; then what moved and the exposure."""
    if not counts.open:
        over = counts.happened + counts.closed
        return (
            "No open risks.",
            f"{counted(over, 'risk')} on the register are over." if over else "",
        )
    how_many = f"{spelled(counts.open)} open {'risk' if counts.open == 1 else 'risks'}".capitalize()
    high = f"{spelled(counts.high) if counts.high else 'none'} high"
    said = [_risen_words(up)]
    if counts.exposure:
        left_out = f", {counts.without_money} without an amount" if counts.without_money else ""
        said.append(f"Exposure {money(counts.exposure, alliance.currency)}{left_out}.")
    if counts.unrated:
        said.append(f"{spelled(counts.unrated).capitalize()} not rated yet.")
    return f"{how_many}, {high}.", " ".join(part for part in said if part)


def _risen_words(up: list[Risk]) -> str:
    if not up:
        return ""
    if len(up) > 3:
        return "More than three rose this month."
    named = listed(
        [f"{shortened(risk.title, TITLE_SHOWN)}, now {risk.score} of 25" for risk in up[:1]]
    )
    others = f", and {spelled(len(up) - 1)} more" if len(up) > 1 else ""
    return f"{spelled(len(up)).capitalize()} rose this month: {named}{others}."
