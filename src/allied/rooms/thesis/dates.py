"""The days from which a thesis counts: launch, and when a test is due soon."""

from datetime import UTC, date, datetime, time, timedelta

from allied.alliances.models import Alliance
from allied.rooms.thesis.assumptions import due_date
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import limits

MORNING = time(6, tzinfo=UTC)


def launch_of(alliance: Alliance, otherwise: date) -> date:
    """The day from which tests and horizons count: planned launch, else start, else another day."""
    return alliance.launch_date or alliance.start_date or otherwise


def told_from(assumption: Assumption, launch: date) -> datetime:
    """The moment from which a test is due soon."""
    due = due_date(assumption, launch, limits())
    return datetime.combine(due - timedelta(days=limits().due_soon_days), MORNING)
