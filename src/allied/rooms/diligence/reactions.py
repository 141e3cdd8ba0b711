"""What happens by itself: on its review day a risk waits for its owner."""

from datetime import datetime

from allied.clock.models import Timer
from allied.clock.timers import register
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.watching import DUE, await_review
from allied.rooms.diligence.writing import today_of

REASON = "a timer acts for nobody in particular"


def ask_for_review(timer: Timer, now: datetime) -> None:
    """The review day has come, unless the risk is over or the day has moved since."""
    rows = Risk.objects.in_system_scope(REASON).select_related("alliance", "side", "holder", "by")
    risk = rows.get(pk=timer.subject_id)
    if risk.state != RiskState.OPEN or risk.review_on is None:
        return
    if risk.review_on <= today_of(risk.side, now):
        await_review(risk, now=now)


register(DUE, ask_for_review)
