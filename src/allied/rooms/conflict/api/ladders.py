"""The ladder of an alliance: what holds, the draft, and the signatures."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from allied.alliances.doors import enter
from allied.alliances.models import Alliance
from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.found import ALL, now
from allied.rooms.conflict.api.ladder_schemas import LadderShown, LadderWritten
from allied.rooms.conflict.queries.ladder import laddering

router = Router()
LADDER = ALL + "/ladder"
ANSWERS = {200: LadderShown, **PROBLEMS}


class LadderSignature(Schema):
    """The digest of the version that was read."""

    digest: str


class LadderRefusal(LadderSignature):
    """The same with the reason why it is not signed."""

    reason: str


def _shown(request: HttpRequest, response: HttpResponse, alliance: Alliance) -> LadderShown:
    found = laddering(alliance, actor(request))
    response.headers["ETag"] = f'"{found.version}"'
    return LadderShown.of(found)


@router.get(LADDER, response=ANSWERS)
def ladder(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> LadderShown:
    """The ladder that a conflict raised today climbs; ETag carries the version of the newest draft."""
    return _shown(request, response, enter(request, alliance_id))


@router.put(LADDER, response=ANSWERS)
def write_ladder(
    request: HttpRequest, alliance_id: UUID, said: LadderWritten, response: HttpResponse
) -> LadderShown:
    """Write the draft; If-Match names the version that was read, 0 before the first."""
    alliance = enter(request, alliance_id)
    commands.write_ladder(
        by=actor(request),
        alliance=alliance,
        content=said.as_ladder(),
        version=expected_version(request),
        now=now(),
    )
    return _shown(request, response, alliance)


@router.post(LADDER + "/sign-off", response=ANSWERS)
def put_up_ladder(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> LadderShown:
    """Ask every party to sign the draft; If-Match names the version that was read."""
    alliance = enter(request, alliance_id)
    commands.put_up_ladder(
        by=actor(request), alliance=alliance, version=expected_version(request), now=now()
    )
    return _shown(request, response, alliance)


@router.post(LADDER + "/signatures", response=ANSWERS)
def sign_ladder(
    request: HttpRequest, alliance_id: UUID, said: LadderSignature, response: HttpResponse
) -> LadderShown:
    """Sign for one's own organisation."""
    alliance = enter(request, alliance_id)
    commands.sign_ladder(by=actor(request), alliance=alliance, digest=said.digest, now=now())
    return _shown(request, response, alliance)


@router.post(LADDER + "/signatures/withdrawal", response=ANSWERS)
def withdraw_signature(
    request: HttpRequest, alliance_id: UUID, response: HttpResponse
) -> LadderShown:
    """Take one's own organisation's signature back while another one is missing."""
    alliance = enter(request, alliance_id)
    commands.withdraw_ladder_signature(by=actor(request), alliance=alliance, now=now())
    return _shown(request, response, alliance)


@router.post(LADDER + "/refusals", response=ANSWERS)
def refuse_ladder(
    request: HttpRequest, alliance_id: UUID, said: LadderRefusal, response: HttpResponse
) -> LadderShown:
    """Refuse to sign, with a reason."""
    alliance = enter(request, alliance_id)
    commands.refuse_ladder(
        by=actor(request),
        alliance=alliance,
        digest=said.digest,
        reason=said.reason,
        now=now(),
    )
    return _shown(request, response, alliance)
