"""What happens by itself in this room: when the day for scores is over, scoring can be ended."""

from datetime import datetime

from allied.clock.models import Timer
from allied.clock.timers import register
from allied.rooms.selection.asking import OVERDUE, ask_to_discuss
from allied.rooms.selection.models import Screening, ScreeningState


def scores_overdue(timer: Timer, now: datetime) -> None:
    """Ask who opened scoring to end it, unless it ended by itself before."""
    rows = Screening.objects.in_system_scope("a timer acts for nobody in particular")
    screening = rows.filter(pk=timer.subject_id, state=ScreeningState.RATING).first()
    if screening is not None:
        ask_to_discuss(screening, now=now)


register(OVERDUE, scores_overdue)
