"""What happens by itself: dates that come near are asked about, obligations wait on the day they are due."""

from datetime import datetime

from allied.alliances import reseating
from allied.alliances.models import Alliance
from allied.clock.models import Timer
from allied.clock.timers import register
from allied.people.models import Person
from allied.rooms.agreement.reading.models import Agreement, Obligation, ObligationState
from allied.rooms.agreement.reading.watching import (
    DUE,
    NEAR,
    ask_about_dates,
    await_obligation,
)
from allied.rooms.agreement.reading.writing import today_of

REASON = "a timer acts for nobody in particular"


def a_date_is_near(timer: Timer, now: datetime) -> None:
    """Ask about the deadline that is near now, whatever it was when the timer was set."""
    rows = Agreement.objects.in_system_scope(REASON).select_related("alliance", "owner", "by")
    ask_about_dates(rows.get(pk=timer.subject_id), now=now)


def obligation_is_due(timer: Timer, now: datetime) -> None:
    """The due day has come, unless it is settled or was moved since."""
    rows = Obligation.objects.in_system_scope(REASON)
    row = rows.select_related("alliance", "side", "holder", "by").get(pk=timer.subject_id)
    if row.state == ObligationState.OPEN and row.due <= today_of(row.side, now):
        await_obligation(row, now=now)


def seats_changed(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """What is due waits for whoever can act on it now."""
    rows = Obligation.objects.in_system_scope(REASON).filter(
        alliance=alliance, state=ObligationState.OPEN, due__lte=now.date()
    )
    for row in rows.select_related("alliance", "side", "holder", "by"):
        await_obligation(row, now=now)
    agreements = Agreement.objects.in_system_scope(REASON).filter(alliance=alliance)
    for agreement in agreements.select_related("alliance", "owner", "by"):
        ask_about_dates(agreement, now=now)


register(NEAR, a_date_is_near)
register(DUE, obligation_is_due)
reseating.register(seats_changed)
