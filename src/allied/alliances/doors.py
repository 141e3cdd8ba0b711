"""Finding what a request is about, through what its person may see; everything else is a 404."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.people.models import Person


def find[M: Model](rows: QuerySet[M], **conditions: Any) -> M:
    """The one row that matches among the visible ones, or 404."""
    row = rows.filter(**conditions).first()
    if row is None:
        raise Http404
    return row


def enter(request: HttpRequest | PersonRequest, alliance_id: Any) -> Alliance:
    """The alliance that the address names; the page's sidebar then belongs to it."""
    person = request.user
    assert isinstance(person, Person)
    alliance = find(Alliance.objects.visible_to(person), pk=alliance_id)
    request.alliance = alliance  # type: ignore[union-attr]  # read by the shell
    return alliance
