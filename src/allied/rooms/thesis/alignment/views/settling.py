"""Settling one difference: the words of each side beside each other, and what the thesis says then."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.forms import done
from allied.people.doors import PersonRequest, page
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.forms import SettleForm
from allied.rooms.thesis.alignment.merging import in_words
from allied.rooms.thesis.alignment.queries import RoundRead
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.alignment.telling import tell_one
from allied.rooms.thesis.alignment.views.entering import draw, numbered, opened
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.queries import newest_document


@page
def difference(
    request: PersonRequest, alliance_id: Any, number: int, difference: str
) -> HttpResponse:
    """Settle one difference that a round showed."""
    alliance, found = opened(request, alliance_id)
    read = numbered(found, number)
    require(request.user, "thesis.edit", alliance, timezone.now())
    topic, _, item = difference.partition("-")
    told = tell_one(read, topic, item) if read.is_open else None
    document = newest_document(request.user, read.row.thesis)
    if told is None or document is None:
        raise Http404
    about = Topic(told.topic)
    shown = _in_thesis(document.content, item) if about is Topic.SUCCESS else Restated()
    sent = request.POST if request.method == "POST" else None
    form = SettleForm(
        sent,
        topic=about,
        sides=_choices(read, about, item),
        shown=shown,
        version=document.version.edit,
    )
    if sent is not None and form.is_valid() and _settled(request, read, form, (about, item)):
        address = reverse("thesis-alignment-round", args=[alliance.pk, number])
        return done(request, f"{address}#differences", "Settled. Both sides read it.")
    context = {"read": read, "told": told, "form": form, "document": document}
    context |= {"words": _words(read, about, item, shown), "opened_at": document.version.edit}
    return draw(request, alliance, "difference", status=422 if form.errors else 200, **context)


def _settled(
    request: PersonRequest,
    read: RoundRead,
    form: SettleForm,
    key: tuple[Topic, str],
) -> bool:
    try:
        commands.settle_difference(
            by=request.user,
            round=read.row,
            topic=key[0].value,
            item=key[1],
            now=timezone.now(),
            **form.wish(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _choices(read: RoundRead, about: Topic, item: str) -> list[tuple[str, str]]:
    """What each side offers: its words, or that it brings the contribution."""
    if about is Topic.CONTRIBUTION:
        return [(key, f"{read.names[key]} brings it") for key in read.asked.parties]
    if about is not Topic.SUCCESS:
        return []
    said = [(side.organisation, side.success(item)) for side in read.result.sides]
    return [(key, f"The words of {read.names[key]}") for key, one in said if not one.is_blank]


def _words(read: RoundRead, about: Topic, item: str, thesis: Restated) -> list[tuple[str, str]]:
    """What each side says and what the thesis says, side by side."""
    if about is not Topic.SUCCESS:
        return []
    said = [
        (read.names[side.organisation], in_words(side.success(item)) or "Not said")
        for side in read.result.sides
    ]
    return [*said, ("The thesis", in_words(thesis) or "Not said")]


def _in_thesis(content: ThesisContent, item: str) -> Restated:
    """What the thesis says of this outcome now."""
    found = next((one for one in content.outcomes if one.id == item), None)
    if found is None:
        return Restated()
    return Restated(metric=found.measure, unit=found.unit, target=found.target, due=found.due)
