"""Having a document read, and saying to each fact what is true."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from allied.kit.forms import SeeOther, attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.forms import AddForm, CorrectForm, ReadForm, VerdictForm
from allied.rooms.agreement.reading.kinds import name_of
from allied.rooms.agreement.reading.models import AgreementReading, FactState
from allied.rooms.agreement.reading.queries.readings import FactShown, shown
from allied.rooms.agreement.reading.views.entering import (
    draw,
    enter_fact,
    enter_private,
    enter_reading,
    enter_room,
    may_write,
)
from allied.rooms.agreement.reading.writing import require_writer


def _address(reading: AgreementReading, anchor: str = "") -> str:
    return reverse("agreement-reading", args=[reading.alliance_id, reading.pk]) + anchor


@page
def read(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Have a document read for all parties."""
    return _read(request, enter_room(request, alliance_id), JOINT)


@page
def read_own(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """Have a draft read that only one's own company sees."""
    return _read(request, enter_private(request, alliance_id), OURS)


def _read(request: PersonRequest, alliance: Any, audience: str) -> HttpResponse:
    now = timezone.now()
    require_writer(request.user, alliance, audience, now)
    form = ReadForm(request.POST, request.FILES) if request.method == "POST" else ReadForm()
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.read_agreement(
                by=request.user,
                alliance=alliance,
                raw=form.cleaned_data["file"].read(),
                file_name=form.cleaned_data["file"].name,
                audience=audience,
                now=now,
            ),
        )
        if made:
            return done(request, _address(made), "It is read. Each fact waits for your check.")
    context = {"alliance": alliance, "form": form, "audience": audience}
    return draw(request, "read", context, refused=bool(form.errors))


@page
def verdict(
    request: PersonRequest, alliance_id: Any, agreement_reading_id: Any, agreement_fact_id: Any
) -> HttpResponse:
    """Confirm or refuse a fact with one button."""
    fact = enter_fact(request, alliance_id, agreement_reading_id, agreement_fact_id)
    require_writer(request.user, fact.alliance, fact.audience, timezone.now())
    address = _address(fact.reading, f"#f-{fact.pk}")
    if request.method != "POST":
        return SeeOther(address)
    form = VerdictForm(request.POST)
    judged = attempt(
        form,
        lambda: commands.judge_fact(
            by=request.user, fact=fact, now=timezone.now(), **form.cleaned_data
        ),
    )
    if judged:
        return done(
            request, address, f"{name_of(fact.kind)}: {judged.get_state_display().lower()}."
        )
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return done(request, address, said)


@page
def correct(
    request: PersonRequest, alliance_id: Any, agreement_reading_id: Any, agreement_fact_id: Any
) -> HttpResponse:
    """Say what stands in the agreement instead."""
    fact = enter_fact(request, alliance_id, agreement_reading_id, agreement_fact_id)
    require_writer(request.user, fact.alliance, fact.audience, timezone.now())
    form = CorrectForm(sent(request), initial={"value": fact.counts_as, "version": fact.version})
    if request.method == "POST":
        judged = attempt(
            form,
            lambda: commands.judge_fact(
                by=request.user,
                fact=fact,
                verdict=FactState.CORRECTED,
                now=timezone.now(),
                **form.cleaned_data,
            ),
        )
        if judged:
            return done(request, _address(fact.reading, f"#f-{fact.pk}"), "Corrected.")
    context = {
        "alliance": fact.alliance,
        "reading": fact.reading,
        "fact": FactShown(fact),
        "form": form,
    }
    return draw(request, "correct", context, refused=bool(form.errors))


@page
def add(request: PersonRequest, alliance_id: Any, agreement_reading_id: Any) -> HttpResponse:
    """Add a fact that the reader did not find."""
    reading = enter_reading(request, alliance_id, agreement_reading_id)
    require_writer(request.user, reading.alliance, reading.audience, timezone.now())
    form = AddForm(sent(request))
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.add_fact(
                by=request.user, reading=reading, now=timezone.now(), **form.cleaned_data
            ),
        )
        if made:
            return done(request, _address(reading, f"#f-{made.pk}"), "It stands with the others.")
    context = {"alliance": reading.alliance, "reading": reading, "form": form}
    return draw(request, "add", context, refused=bool(form.errors))


@page
def discarding(request: PersonRequest, alliance_id: Any, agreement_reading_id: Any) -> HttpResponse:
    """Text, quotations and the file of a reading leave the database."""
    reading = enter_reading(request, alliance_id, agreement_reading_id)
    require_writer(request.user, reading.alliance, reading.audience, timezone.now())
    if request.method == "POST":
        commands.discard_reading(by=request.user, reading=reading, now=timezone.now())
        address = reverse("agreement", args=[reading.alliance_id])
        return done(request, address, "What was read is discarded.")
    told = shown(request.user, reading, timezone.now())
    allowed = may_write(request, reading.alliance, reading.audience)
    context = {"alliance": reading.alliance, "reading": reading, "told": told, "may_write": allowed}
    return draw(request, "discard", context)
