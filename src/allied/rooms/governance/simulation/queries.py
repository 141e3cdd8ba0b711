"""What the simulation rests on: both calendars, the arrivals of the log, and what happened lately."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil
from uuid import UUID

from allied.alliances.models import Alliance
from allied.clock.counting import Mode, counting_days
from allied.clock.models import SlaClock
from allied.clock.versions import calendar_today
from allied.people.models import Organisation, Person
from allied.rooms.governance.limits import limits as room_limits
from allied.rooms.governance.models import Decision, Sitting
from allied.rooms.governance.queries.governance import Governance, governance_of
from allied.rooms.governance.queries.sides import Side
from allied.rooms.governance.simulation.forecasting import Outlook, outlook
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.models import ComplexityAssessment
from allied.rooms.governance.simulation.sessions import year_from
from allied.rooms.governance.simulation.translating import Around, Arrivals
from allied.rooms.governance.simulation.weight import Count, Observed

MOST_READ = 2000
DAYS_OF_A_MONTH = 365 / 12
SETTLED = ("approved", "declined")


@dataclass(frozen=True)
class Simulated:
    """The blueprint of an alliance with everything that its speed depends on."""

    governance: Governance
    around: Around

    @cached_property
    def now(self) -> Outlook:
        """What the newest version delivers."""
        return outlook(self.governance.rules, self.around)


def simulated(
    alliance: Alliance, person: Person, sides: dict[UUID, Side], now: datetime
) -> Simulated | None:
    """The simulation of the newest version of the blueprint, or nothing while there is none."""
    found = governance_of(alliance, person, sides, now)
    if found is None:
        return None
    return Simulated(found, around_of(alliance, person, found, now))


def around_of(alliance: Alliance, person: Person, found: Governance, now: datetime) -> Around:
    """Both calendars of the coming year and the arrivals of the alliance's own log."""
    day = now.date()
    parties = alliance.parties.select_related("organisation").order_by("position")
    homes: list[Organisation] = [party.organisation for party in parties]
    calendars = tuple(calendar_today(home, day.year) for home in homes)
    begun = found.in_force or found.newest
    return Around(
        year=year_from(day, counting_days(Mode.BOTH, calendars)),
        begins=(begun.in_force_at or begun.made_at).date(),
        parties=tuple(str(home.pk) for home in homes),
        arrivals=arrivals(alliance, person, now),
        limits=limits(),
        room=room_limits(),
    )


def arrivals(alliance: Alliance, person: Person, now: datetime) -> tuple[tuple[str, Arrivals], ...]:
    """How many decisions of each type came a month, for types with enough of them."""
    known = limits()
    since = now - timedelta(days=known.log_days)
    rows = Decision.objects.visible_to(person).filter(alliance=alliance)
    first = rows.order_by("raised_at").values_list("raised_at", flat=True).first()
    if first is None or (now - first).days < known.log_fewest_days:
        return ()
    keys = rows.filter(raised_at__gt=since, raised_at__lte=now).values_list("right__key", flat=True)
    months = min((now - first).days, known.log_days) / DAYS_OF_A_MONTH
    counts = Counter(keys[:MOST_READ])
    return tuple(
        (key, Arrivals(round(count / months, 3), count))
        for key, count in sorted(counts.items())
        if count >= known.log_fewest
    )


def observed(alliance: Alliance, person: Person, found: Simulated, now: datetime) -> Observed:
    """What the last twelve weeks show of decisions that were settled (methods.md 3.7)."""
    known = limits()
    since = now - timedelta(weeks=known.weeks_observed)
    every = Decision.objects.visible_to(person).filter(alliance=alliance)
    rows = list(
        every.filter(state__in=(*SETTLED, "superseded"), state_at__gt=since, state_at__lte=now)
        .select_related("clock", "right", "escalation")
        .order_by("-state_at", "pk")[:MOST_READ]
    )
    settled = [row for row in rows if row.state in SETTLED]
    timed = [(row, row.clock) for row in settled if row.clock is not None]
    late = sum(row.state_at > clock.due_at for row, clock in timed)
    again = set(
        every.filter(supersedes__isnull=False, raised_at__gt=since).values_list(
            "supersedes", "raised_at"
        )
    )
    quick = timedelta(days=known.light_reopened_days)
    ended = {row.pk: row.state_at for row in rows}
    reopened = sum(pk in ended and at - ended[pk] <= quick for pk, at in again)
    return Observed(
        decisions=len(rows),
        days_to_sla=_ninth([_used(row, clock, found) for row, clock in timed]),
        missed=Count(late, len(timed)),
        hours=_hours(len(rows), found),
        idle=_idle(alliance, person, since, now, found),
        homeless=Count(sum(row.forum_id is None for row in rows), len(rows)),
        reopened=Count(reopened, len(rows)),
        escalated=Count(sum(row.escalated_at is not None for row in rows), len(rows)),
    )


def _used(row: Decision, clock: SlaClock, found: Simulated) -> float:
    """The working days that a decision took, as a share of its SLA."""
    days = found.around.year.days.count(clock.day0, row.state_at.date())
    return max(days, 0) / clock.days


def _ninth(shares: list[float]) -> float | None:
    ordered = sorted(shares)
    return ordered[ceil(0.9 * len(ordered)) - 1] if ordered else None


def _hours(decisions: int, found: Simulated) -> float | None:
    """Hours of people per decision: what the forums of the blueprint cost in these weeks."""
    design = found.now.design
    if not decisions or design is None:
        return None
    days = limits().weeks_observed * 5
    return sum(one.hours_a_session * days / one.mean_period for one in design.tables) / decisions


def _idle(
    alliance: Alliance, person: Person, since: datetime, now: datetime, found: Simulated
) -> Count | None:
    """Sessions without a decision, once the log knows any session at all."""
    rows = Sitting.objects.visible_to(person).filter(alliance=alliance)
    held = rows.filter(held_on__gt=since.date(), held_on__lte=now.date())
    used = len(set(held.values_list("forum__key", "held_on")[:MOST_READ]))
    design = found.now.design
    if not used or design is None:
        return None
    days = limits().weeks_observed * 5
    planned = round(sum(days / one.mean_period for one in design.tables if one.sessions))
    return Count(max(planned - used, 0), max(planned, used))


@dataclass(frozen=True)
class Assessments:
    """The versions of the assessment, the newest first, and the one that is shown."""

    versions: Sequence[ComplexityAssessment]
    shown: ComplexityAssessment | None

    @property
    def number(self) -> int:
        """The number of the newest version, 0 before the first."""
        return self.versions[0].number if self.versions else 0


def assessments(
    alliance: Alliance, person: Person, number: int | None = None
) -> Assessments | None:
    """All versions with the newest or a named one to show; nothing where that number is missing."""
    rows = ComplexityAssessment.objects.visible_to(person).filter(alliance=alliance)
    found = list(rows.select_related("by").order_by("-number")[:50])
    if number is None:
        return Assessments(found, found[0] if found else None)
    shown = next((row for row in found if row.number == number), None)
    return Assessments(found, shown) if shown else None
