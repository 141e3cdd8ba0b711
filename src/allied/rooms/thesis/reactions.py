"""What happens by itself in this room: who judges is asked two weeks before a test is due.

A partner whom the draft only named becomes a party in it when it joins.
Who becomes an alliance manager later is asked for the verdicts that are awaited by then.
"""

from datetime import datetime
from uuid import UUID

from allied.alliances import awaiting, redating
from allied.alliances.models import Alliance
from allied.alliances.reseating import register as seats_changed
from allied.clock.models import Timer
from allied.clock.timers import register, set_timer
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis.alignment import reactions as alignment
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.dates import launch_of, told_from
from allied.rooms.thesis.models import State, ThesisVersion
from allied.rooms.thesis.naming import bind_names
from allied.rooms.thesis.watching import DUE, JUDGE, await_verdicts, subject_of

WHY = "a timer acts for nobody in particular"
PARTS = (alignment,)  # known with this module, in every process


def test_due(timer: Timer, now: datetime) -> None:
    """Ask for the verdicts on the assumption of this timer, as the version in force words it now."""
    version = _in_force(timer.alliance_id)
    if version is None:
        return
    thesis = version.thesis
    for one in from_json(version.content).assumptions:
        subject = subject_of(thesis.pk, one.id)
        if subject.id != timer.subject_id:
            continue
        told = told_from(one, launch_of(thesis.alliance, thesis.started_at.date()))
        if told > now:  # the launch moved since the timer was set
            set_timer(subject, DUE, told, alliance_id=timer.alliance_id, owner_id=timer.owner_id)
            return
        await_verdicts(thesis, one, asked_by=version.edited_by, now=now)


def _in_force(alliance_id: UUID) -> ThesisVersion | None:
    """The version of the joint thesis that every party has signed."""
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(
        thesis__alliance_id=alliance_id, thesis__audience=JOINT, state=State.SIGNED
    )
    return rows.select_related("edited_by", "thesis__alliance").first()


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: who was only named is a party, and who manages today is asked."""
    if by is not None:
        bind_names(alliance, by, now)
    version = _in_force(alliance.pk)
    if version is None:
        return
    thesis = version.thesis
    launch = launch_of(thesis.alliance, thesis.started_at.date())
    for one in from_json(version.content).assumptions:
        if told_from(one, launch) <= now:
            await_verdicts(thesis, one, asked_by=version.edited_by, now=now)


def dates_moved(alliance: Alliance, by: Person, now: datetime) -> None:
    """The launch moved: tests that count from it are asked for on their new day, with its deadline."""
    version = _in_force(alliance.pk)
    if version is None:
        return
    thesis = version.thesis
    launch = launch_of(alliance, thesis.started_at.date())
    for one in from_json(version.content).assumptions:
        subject, told = subject_of(thesis.pk, one.id), told_from(one, launch)
        if told > now:
            awaiting.settle_acts(subject.id, now=now, verb=JUDGE)
            set_timer(subject, DUE, told, alliance_id=alliance.pk, owner_id=by.home_id)
        else:
            await_verdicts(thesis, one, asked_by=version.edited_by, now=now)


seats_changed(look_again)
redating.register(dates_moved)
register(DUE, test_due)
