"""What whoever runs the server sees: counts and health, never content."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from allied.alliances.server import counts
from allied.people.doors import PersonRequest, signed_in


@signed_in
def server(request: PersonRequest) -> HttpResponse:
    """Names of organisations, counts and sizes; for everybody else there is no such page."""
    if not request.user.administers_host:
        raise Http404
    request.here = "server"
    return render(request, "people/server.html", {"counts": counts()})
