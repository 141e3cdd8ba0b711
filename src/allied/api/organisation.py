"""The JSON door of one's own organisation: how it is seen and when it works."""

from datetime import time
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AfterValidator, PlainSerializer, WithJsonSchema

from allied.clock.own_calendar import change_home
from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.people.homes import Home
from allied.people.models import Organisation

router = Router(tags=["people"])


def _on_the_wall(hour: time) -> time:
    if hour.tzinfo is not None:
        raise ValueError("give the hour in the organisation's own time, such as 09:00")
    return hour


Hour = Annotated[
    time,
    AfterValidator(_on_the_wall),
    PlainSerializer(lambda hour: hour.strftime("%H:%M")),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
"""An hour of the day where the organisation is."""


class OwnDay(Schema):
    """A day of the organisation's own: off, or worked although it would be off."""

    date: str
    name: str


class OwnOrganisation(Schema):
    """What an organisation says about itself, whole."""

    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field(min_length=1, max_length=14)
    colour: int = Field(1, ge=1, le=6)
    time_zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    workdays: list[int] = [0, 1, 2, 3, 4]
    opens: Hour = time(9)
    closes: Hour = time(17)
    fiscal_start: int = 1
    closures: list[OwnDay] = []
    exceptions: list[OwnDay] = []


class OrganisationAnswer(OwnOrganisation):
    """One's own organisation; ETag carries its version."""

    id: UUID


def _answer(row: Organisation, response: HttpResponse) -> OrganisationAnswer:
    response.headers["ETag"] = f'"{row.version}"'
    said: dict[str, Any] = {f: getattr(row, f) for f in OwnOrganisation.model_fields}
    return OrganisationAnswer(id=row.pk, **said)


@router.get("/organisation", response={200: OrganisationAnswer, **PROBLEMS})
def organisation(request: HttpRequest, response: HttpResponse) -> OrganisationAnswer:
    """One's own organisation."""
    return _answer(actor(request).home, response)


@router.put("/organisation", response={200: OrganisationAnswer, **PROBLEMS})
def change_organisation(
    request: HttpRequest, said: OwnOrganisation, response: HttpResponse
) -> OrganisationAnswer:
    """Change the organisation; open clocks count anew. If-Match names the version replaced."""
    words = said.model_dump() | {"opens": said.opens, "closes": said.closes}
    for days in ("workdays", "closures", "exceptions"):
        words[days] = tuple(words[days])
    row = change_home(
        by=actor(request), home=Home(**words), version=expected_version(request), now=timezone.now()
    )
    return _answer(row, response)
