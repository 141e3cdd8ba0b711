"""Reading back what counsel changed in the Word document; nothing is kept and nothing taken over."""

from typing import Any

from django.http import Http404, HttpResponse

from allied.kit.forms import attempt
from allied.people.doors import PersonRequest, page
from allied.rooms.agreement.annex.forms import MarkupForm
from allied.rooms.agreement.annex.markup import MOST_CHANGES, marked_up
from allied.rooms.agreement.annex.queries import versions_of
from allied.rooms.agreement.annex.views.pages import TODAY, draw, grouped, opened


@page
def markup(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Which words of a marked-up document differ from a version, or from today's text."""
    found = opened(request, alliance_id)
    rows = {str(row.revision): row for row in versions_of(found.alliance, request.user)}
    begun = request.GET.get("version", "") or next(iter(rows), TODAY)
    if begun != TODAY and begun not in rows:
        raise Http404
    offered = [(TODAY, "Today's settings"), *((one, f"Version {one}") for one in rows)]
    posted = request.method == "POST"
    form = MarkupForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        versions=offered,
        initial={"version": begun},
    )
    read = None
    if posted:
        read = attempt(
            form,
            lambda: marked_up(
                found,
                rows.get(form.cleaned_data["version"]),
                form.cleaned_data["file"].read(),
                request.user,
            ),
        )
    context = {
        "alliance": found.alliance,
        "form": form,
        "changes": read.changes if read else None,
        "remarks": read.remarks if read else (),
        "groups": grouped(read.changes if read else ()),
        "spoken": grouped(read.remarks if read else ()),
        "against": form["version"].value(),
        "is_cut": read is not None and len(read.changes) == MOST_CHANGES,
    }
    return draw(request, "markup.html", context, status=422 if form.errors else 200)
