"""What happens by itself in this room: two weeks before a test is due, its verdict is asked for."""

from datetime import datetime

from allied.clock.models import Timer
from allied.clock.timers import register, set_timer
from allied.people.scope import JOINT
from allied.rooms.thesis.alignment import reactions as alignment
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.dates import launch_of, told_from
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from allied.rooms.thesis.watching import DUE, await_verdicts, subject_of

WHY = "a timer acts for nobody in particular"
PARTS = (alignment,)  # known with this module, in every process


def test_due(timer: Timer, now: datetime) -> None:
    """Ask for the verdicts on the assumption of this timer, as the version in force words it now."""
    thesis = (
        Thesis.objects.in_system_scope(WHY)
        .filter(alliance_id=timer.alliance_id, audience=JOINT)
        .select_related("alliance")
        .first()
    )
    if thesis is None:
        return
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(thesis=thesis, state=State.SIGNED)
    version = rows.select_related("edited_by").first()
    for one in from_json(version.content).assumptions if version else ():
        subject = subject_of(thesis.pk, one.id)
        if version is None or subject.id != timer.subject_id:
            continue
        told = told_from(one, launch_of(thesis.alliance, thesis.started_at.date()))
        if told > now:  # the launch moved since the timer was set
            set_timer(subject, DUE, told, alliance_id=timer.alliance_id, owner_id=timer.owner_id)
            return
        await_verdicts(thesis, one, asked_by=version.edited_by, now=now)


register(DUE, test_due)
