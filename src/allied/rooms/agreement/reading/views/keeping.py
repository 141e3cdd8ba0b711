"""Writing the agreement record, and taking note of a date."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.doors import find
from allied.kit.errors import Refused
from allied.kit.forms import SeeOther, attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.content import AgreementContent, content_of
from allied.rooms.agreement.reading.forms import RecordForm, first_of
from allied.rooms.agreement.reading.models import Agreement, AgreementReading
from allied.rooms.agreement.reading.prefill import filled_from
from allied.rooms.agreement.reading.queries.readings import facts_of, readings
from allied.rooms.agreement.reading.queries.record import agreement_of
from allied.rooms.agreement.reading.views.entering import draw, enter_reading, enter_room
from allied.rooms.agreement.reading.writing import EDIT


@page
def record(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Write the record by hand, or change it."""
    return _record(request, enter_room(request, alliance_id), None)


@page
def from_reading(
    request: PersonRequest, alliance_id: Any, agreement_reading_id: Any
) -> HttpResponse:
    """Write the record from the facts of a joint reading that were confirmed."""
    reading = enter_reading(request, alliance_id, agreement_reading_id)
    find(readings(request.user, reading.alliance).filter(audience=JOINT), pk=reading.pk)
    return _record(request, reading.alliance, reading)


def _record(
    request: PersonRequest, alliance: Any, reading: AgreementReading | None
) -> HttpResponse:
    require(request.user, EDIT, alliance, timezone.now())
    row = agreement_of(request.user, alliance)
    # Sent back, a form begins with what stands, so that it can say what changed since.
    begun = reading if request.method != "POST" else None
    form = RecordForm(sent(request), initial=_first(request, row, begun))
    address = reverse("agreement", args=[alliance.pk])
    if request.method == "POST":
        kept = attempt(
            form,
            lambda: commands.record_agreement(
                by=request.user,
                alliance=alliance,
                said=form.content(),
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            ),
        )
        if kept:
            return done(request, address, "The agreement is recorded. Both sides read it.")
    context = {"alliance": alliance, "form": form, "row": row, "reading": reading, "back": address}
    return draw(request, "record", context, refused=bool(form.errors))


def _first(
    request: PersonRequest, row: Agreement | None, reading: AgreementReading | None
) -> dict[str, Any]:
    known = content_of(row) if row else AgreementContent(name="")
    if reading is not None:
        known = filled_from(facts_of(request.user, reading), known)
    return first_of(known, row.version if row else 0)


@page
def seen(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Take note of the date that comes near."""
    alliance = enter_room(request, alliance_id)
    address = reverse("agreement", args=[alliance.pk])
    row = agreement_of(request.user, alliance)
    if request.method != "POST" or row is None:
        return SeeOther(address)
    try:
        commands.see_date(by=request.user, agreement=row, now=timezone.now())
    except Refused as refusal:
        return done(request, address, refusal.sentence)
    return done(request, address, "You took note. The record says so.")
