"""What happens by itself: a round opens when its time is over, and the next one is asked for when it is due."""

from datetime import datetime

from allied.alliances import awaiting, redating
from allied.alliances.models import Alliance
from allied.alliances.reseating import register as seats_changed
from allied.clock.models import Timer
from allied.clock.timers import register
from allied.people.doors import system_scope
from allied.people.models import Person
from allied.rooms.thesis.alignment.due import REPEAT, alliance_thesis, plan_next
from allied.rooms.thesis.alignment.models import AlignmentRound, RoundState
from allied.rooms.thesis.alignment.opening import open_at_deadline, sealed_sides
from allied.rooms.thesis.alignment.rounds import (
    DEADLINE,
    act_of,
    locked,
    managers_of,
    waiting_sides,
)
from allied.rooms.thesis.models import Thesis
from allied.rooms.thesis.signed import register as signed

WHY = "a timer acts for nobody in particular"


def time_is_over(timer: Timer, now: datetime) -> None:
    """The deadline has passed for all: open what was handed in, unless that happened already."""
    found = AlignmentRound.objects.in_system_scope(WHY).filter(pk=timer.subject_id).first()
    if found is None:
        return
    row = locked(found)
    if row.state == RoundState.ANSWERING and row.due_at <= now:
        open_at_deadline(row, now=now)


def repeat_is_due(timer: Timer, now: datetime) -> None:
    """Look again whether a round is owed now: launch, rounds and sponsors may have moved since."""
    alliance = Alliance.objects.in_system_scope(WHY).get(pk=timer.alliance_id)
    thesis = alliance_thesis(alliance)
    if thesis is not None:
        plan_next(thesis, now=now)


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Seats changed: new managers are asked for what is running, and a new sponsor may call for a round."""
    thesis = alliance_thesis(alliance)
    if thesis is None:
        return
    rows = AlignmentRound.objects.in_system_scope(WHY)
    row = rows.filter(alliance=alliance, state=RoundState.ANSWERING).first()
    if row is None:
        plan_next(thesis, now=now)
        return
    waiting = waiting_sides(row, sealed_sides(row))
    people = [
        person
        for seat in alliance.parties.values_list("organisation_id", flat=True)
        if str(seat) in waiting
        for person in managers_of(alliance, seat, now)
    ]
    asker = by if by and by.organisation_id else row.started_by
    with system_scope(WHY):  # whoever started the round asks, whichever side's seats changed
        awaiting.await_act(act_of(row), of=people, alliance=alliance, asked_by=asker, now=now)


def dates_moved(alliance: Alliance, by: Person, now: datetime) -> None:
    """The launch moved: the next round is asked for on its new day, or now when that is over."""
    thesis = alliance_thesis(alliance)
    if thesis is not None:
        plan_next(thesis, now=now, by=by)


def thesis_signed(thesis: Thesis, by: Person, now: datetime) -> None:
    """A signed thesis is checked: unless the last answers are fresh, a round is asked for."""
    plan_next(thesis, now=now, by=by)


register(DEADLINE, time_is_over)
register(REPEAT, repeat_is_due)
seats_changed(look_again)
redating.register(dates_moved)
signed(thesis_signed)
