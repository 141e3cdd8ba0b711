"""What is done to a decision besides answering: its clock, its place, its end."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from allied.alliances.doors import find
from allied.kit.api import PROBLEMS
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.people.models import Person
from allied.rooms.governance import commands
from allied.rooms.governance.api.found import ONE, decision_in, now, shown
from allied.rooms.governance.api.schemas import DecisionFull
from allied.rooms.governance.commands.meeting import NOT_SEATED
from allied.rooms.governance.models import Forum

router = Router()
ANSWERS = {200: DecisionFull, **PROBLEMS}


class Reason(Schema):
    """Why, in words that both companies read."""

    reason: str


class UntilDay(Reason):
    """Why, and until when."""

    until: date


class Waiting(UntilDay):
    """Why the clock stands still: one of the closed list, in words, and when it runs again."""

    why: str


class Meeting(Schema):
    """A meeting that took the decision."""

    forum: str
    held_on: date
    option: str
    present: list[UUID]
    stand_ins: list[UUID] = []


@router.post(ONE + "/pauses", response=ANSWERS)
def ask_for_information(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: Waiting,
    response: HttpResponse,
) -> DecisionFull:
    """The clock stands still until a day; the other side acknowledges it."""
    found = decision_in(request, alliance_id, decision_id)
    commands.ask_for_information(
        by=actor(request),
        decision=found,
        why=said.why,
        reason=said.reason,
        until=said.until,
        now=now(),
    )
    return shown(request, response, found)


@router.post(ONE + "/pauses/acknowledgement", response=ANSWERS)
def acknowledge_pause(
    request: HttpRequest, alliance_id: UUID, decision_id: UUID, response: HttpResponse
) -> DecisionFull:
    """Agree for one's own organisation that the clock stands still."""
    found = decision_in(request, alliance_id, decision_id)
    commands.acknowledge_pause(by=actor(request), decision=found, now=now())
    return shown(request, response, found)


@router.post(ONE + "/resumption", response=ANSWERS)
def resume(
    request: HttpRequest, alliance_id: UUID, decision_id: UUID, response: HttpResponse
) -> DecisionFull:
    """The information is there, or a deferred decision is taken up again."""
    found = decision_in(request, alliance_id, decision_id)
    commands.resume_decision(by=actor(request), decision=found, now=now())
    return shown(request, response, found)


@router.post(ONE + "/deferral", response=ANSWERS)
def defer(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: UntilDay,
    response: HttpResponse,
) -> DecisionFull:
    """Put it off until a day."""
    found = decision_in(request, alliance_id, decision_id)
    commands.defer_decision(
        by=actor(request), decision=found, reason=said.reason, until=said.until, now=now()
    )
    return shown(request, response, found)


@router.post(ONE + "/withdrawal", response=ANSWERS)
def withdraw(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: Reason,
    response: HttpResponse,
) -> DecisionFull:
    """The company that asked takes its question back."""
    found = decision_in(request, alliance_id, decision_id)
    commands.withdraw_decision(by=actor(request), decision=found, reason=said.reason, now=now())
    return shown(request, response, found)


@router.post(ONE + "/escalation", response=ANSWERS)
def escalate(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: Reason,
    response: HttpResponse,
) -> DecisionFull:
    """One step further, once and in parallel."""
    found = decision_in(request, alliance_id, decision_id)
    commands.escalate_decision(by=actor(request), decision=found, reason=said.reason, now=now())
    return shown(request, response, found)


def _named(ids: Collection[UUID], person: Person) -> list[Person]:
    """These people; whoever does not exist reads like whoever has no seat here."""
    found = list(Person.objects.visible_to(person).filter(pk__in=ids))
    if len(found) < len(set(ids)):
        raise Refused("present", NOT_SEATED, field="present")
    return found


@router.post(ONE + "/meetings", response=ANSWERS)
def record_meeting(
    request: HttpRequest,
    alliance_id: UUID,
    decision_id: UUID,
    said: Meeting,
    response: HttpResponse,
) -> DecisionFull:
    """A forum took it in a meeting; each side confirms for itself."""
    found, person = decision_in(request, alliance_id, decision_id), actor(request)
    forums = Forum.objects.visible_to(person).filter(alliance=found.alliance)
    commands.record_meeting(
        by=person,
        decision=found,
        forum=find(forums, key=said.forum),
        held_on=said.held_on,
        option=said.option,
        present=_named(said.present, person),
        stand_ins=_named(said.stand_ins, person),
        now=now(),
    )
    return shown(request, response, found)
