"""The portfolio page."""

from django.http import HttpResponse
from django.shortcuts import render

from allied.people.doors import PersonRequest, page
from allied.rooms.portfolio.queries import page_of_alliances


@page
def portfolio(request: PersonRequest) -> HttpResponse:
    """All alliances in which this person has a seat."""
    request.audience = "private"
    text, after = request.GET.get("q", "")[:100].strip(), request.GET.get("after", "")[:300]
    rows, more = page_of_alliances(request.user, text=text, after=after)
    query = request.GET.copy()
    query["after"] = more
    context = {
        "rows": rows,
        "text": text,
        "later": f"?{query.urlencode()}" if more else "",
    }
    return render(request, "portfolio/portfolio.html", context)
