"""The portfolio page."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.kit.amounts import spelled
from allied.people.doors import PersonRequest, page
from allied.rooms.portfolio.queries import Row, page_of_alliances


def lead_of(rows: Sequence[Row], *, whole: bool) -> tuple[str, str]:
    """How many alliances there are and which of them need somebody, where all are on the page."""
    if not whole:
        return "All alliances in which you have a seat.", "Those where something waits say so."
    count, urgent = len(rows), sum(row.needs_attention for row in rows)
    lead = f"{spelled(count).capitalize()} alliance{'' if count == 1 else 's'}"
    if not urgent:
        return f"{lead}.", "Nothing is late and nothing waits for you."
    return f"{lead}: {spelled(urgent)} need{'s' if urgent == 1 else ''} attention.", ""


def groups_of(rows: Sequence[Row], *, whole: bool) -> list[tuple[str, list[Row]]]:
    """What needs attention stands on top where all alliances are on the page, else all by name."""
    urgent = [row for row in rows if row.needs_attention]
    calm = [row for row in rows if not row.needs_attention]
    if not whole or not urgent or not calm:
        return [("", list(rows))]
    return [("Needs attention", urgent), ("Nothing waits", calm)]


@page
def portfolio(request: PersonRequest) -> HttpResponse:
    """All alliances in which this person has a seat."""
    request.audience = "private"
    text, after = request.GET.get("q", "")[:100].strip(), request.GET.get("after", "")[:300]
    rows, more = page_of_alliances(request.user, now=timezone.now(), text=text, after=after)
    query = request.GET.copy()
    query["after"] = more
    whole = not (text or after or more)
    context = {
        "rows": rows,
        "groups": groups_of(rows, whole=whole),
        "lead": lead_of(rows, whole=whole),
        "text": text,
        "later": f"?{query.urlencode()}" if more else "",
        "whole": whole,
    }
    return render(request, "portfolio/portfolio.html", context)
