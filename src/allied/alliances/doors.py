"""Finding what a request is about, through what its person may see; everything else is a 404."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from allied.alliances.at_hand import parties_at_hand
from allied.alliances.models import Alliance
from allied.people.doors import PersonRequest
from allied.people.models import Person


def find[M: Model](rows: QuerySet[M], **conditions: Any) -> M:
    """The one row that matches among the visible ones, or 404."""
    # Not .first(): it also sorts, which costs more than finding the row.
    return the_one(rows.filter(**conditions)[:1])


def the_one[T](found: Iterable[T]) -> T:
    """The first of what was found, or 404."""
    row = next(iter(found), None)
    if row is None:
        raise Http404
    return row


def _found(request: HttpRequest | PersonRequest, person: Person, alliance_id: Any) -> Alliance:
    """Pages find it among the parties that their frame reads anyway; an answer of the API has no frame."""
    if request.path.startswith("/api/"):
        return find(Alliance.objects.visible_to(person), pk=alliance_id)
    parties = parties_at_hand(request, person, {alliance_id}).get(alliance_id)
    if parties is None:
        raise Http404
    return parties[0].alliance


def enter(request: HttpRequest | PersonRequest, alliance_id: Any) -> Alliance:
    """The alliance that the address names; the page's sidebar then belongs to it."""
    person = request.user
    assert isinstance(person, Person)
    alliance = _found(request, person, alliance_id)
    request.alliance = alliance  # type: ignore[union-attr]  # read by the shell
    return alliance


def enter_row[M: Model](
    request: HttpRequest | PersonRequest,
    alliance_id: Any,
    rows: Callable[[Person, Alliance], QuerySet[M]],
    pk: Any,
) -> M:
    """The row that the address names among those that this person may see, with its alliance at hand."""
    alliance = enter(request, alliance_id)
    assert isinstance(request.user, Person)
    row = find(rows(request.user, alliance), pk=pk)
    row.alliance = alliance  # type: ignore[attr-defined]  # the rows of a room have one
    return row
