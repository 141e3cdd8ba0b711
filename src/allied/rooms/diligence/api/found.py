"""Finding what a call is about, through what its person may see; anything else is a 404."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema

from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.api.schemas import RiskFull
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.queries.one import case_of
from allied.rooms.diligence.queries.register import risks
from allied.rooms.diligence.writing import today_of

BASE = "/alliances/{uuid:alliance_id}"
ONE = BASE + "/risks/{uuid:risk_id}"
AUDIENCES = {JOINT: JOINT, OURS: OURS}


def now() -> datetime:
    """The moment of this call."""
    return timezone.now()


def risk_in(request: HttpRequest, alliance_id: UUID, risk_id: UUID) -> Risk:
    """The risk of the address."""
    alliance = enter(request, alliance_id)
    risk = find(risks(actor(request), alliance), pk=risk_id)
    risk.alliance = alliance
    return risk


class ControlPlace(Schema):
    """The address of a control."""

    alliance_id: UUID
    risk_id: UUID
    control_id: UUID


def control_in(request: HttpRequest, place: ControlPlace) -> Control:
    """The control of the address, with its risk."""
    risk = risk_in(request, place.alliance_id, place.risk_id)
    rows = Control.objects.visible_to(actor(request)).filter(risk=risk, removed_at__isnull=True)
    control = find(rows, pk=place.control_id)
    control.risk = risk
    return control


def shown(request: HttpRequest, response: HttpResponse, risk: Risk) -> RiskFull:
    """The risk as it is now, with its version as ETag."""
    person, alliance = actor(request), risk.alliance
    fresh = find(risks(person, alliance), pk=risk.pk)
    fresh.alliance = alliance
    response.headers["ETag"] = f'"{fresh.version}"'
    moment = now()
    return RiskFull.of_case(case_of(fresh, person, moment, today_of(person.home, moment)))


def person_named(request: HttpRequest, wanted: UUID | None) -> Person | None:
    """Somebody whom the caller may see, by id."""
    if wanted is None:
        return None
    return find(Person.objects.visible_to(actor(request)).select_related("organisation"), pk=wanted)


def side_named(request: HttpRequest, wanted: UUID | None) -> Organisation | None:
    """A company that the caller may see, by id."""
    if wanted is None:
        return None
    return find(Organisation.objects.visible_to(actor(request)), pk=wanted)


def audience_named(word: str) -> str:
    """Joint or ours."""
    if word not in AUDIENCES:
        raise Refused("audience", "An audience is joint or ours.", field="audience")
    return AUDIENCES[word]


def alliance_in(request: HttpRequest, alliance_id: UUID) -> Alliance:
    """The alliance of the address."""
    return enter(request, alliance_id)
