"""The clock of a decision in the words of its page: days used, left and late, and the ruler."""

from dataclasses import dataclass
from datetime import datetime

from allied.clock.models import SlaClock
from allied.clock.ruler import Ruler, Side, explain
from allied.clock.running import Running, running
from allied.clock.sentences import due_sentence, next_day_sentence, ruler_caption
from allied.clock.versions import frozen_by_owner
from allied.rooms.governance.queries.decision import Case
from allied.rooms.governance.queries.sides import Side as Company


@dataclass(frozen=True)
class Timing:
    """One clock at one moment, with the companies whose calendars it was started on."""

    row: SlaClock
    companies: list[Company]
    sides: list[Side]
    run: Running
    ruler: Ruler

    @property
    def used(self) -> int:
        """The working days used, the one that runs included; more than all when it is late."""
        return self.row.days - self.ruler.left + self.ruler.late

    @property
    def says(self) -> str:
        """The whole arithmetic in one sentence."""
        return due_sentence(self.run.clock, self.sides, self.run.pauses)

    @property
    def after(self) -> str:
        """What missing the deadline would cost."""
        return next_day_sentence(self.run.clock, self.sides, self.run.pauses)

    @property
    def rule(self) -> str:
        """When a day counts."""
        caption = ruler_caption(self.run.clock, self.sides, self.run.clock.day0)
        return caption.split(". ")[0].removesuffix(".") + "."


def timing_of(case: Case) -> Timing | None:
    """The timing of a case's clock; a clock that has stopped is told as it stood then."""
    row = case.decision.clock
    return timing(row, case) if row else None


def timing(row: SlaClock, case: Case) -> Timing:
    """The timing of one clock of a case."""
    calendars = frozen_by_owner(row.calendars)
    companies = [side for party, side in case.sides.items() if party in calendars]
    sides = [Side(company.name, calendars[company.id]) for company in companies]
    run = running(row, case.pauses if row.was_paused else ())
    at = _told_at(row, case.now)
    return Timing(row, companies, sides, run, explain(run.clock, sides, at, run.pauses))


def _told_at(row: SlaClock, now: datetime) -> datetime:
    return min(row.stopped_at, now) if row.stopped_at else now
