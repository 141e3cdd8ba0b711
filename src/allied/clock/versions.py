"""The versions of organisations' working calendars: made from what an organisation says of itself."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from allied.clock.calendar import MONDAY_TO_FRIDAY, WorkingCalendar
from allied.clock.holidays_source import build_calendar
from allied.clock.models import OrganisationCalendar
from allied.kit.errors import Refused
from allied.people.models import Organisation

SPANS = ((-1, 3), (0, 1), (0, 0))
"""Years around this one for which holidays are taken over; shorter where a list is shorter."""

FROZEN = "calendars are frozen into joint clocks"

type NamedDays = tuple[tuple[date, str], ...]


class Said(NamedTuple):
    """Everything that an organisation says about when it works."""

    tz: str
    country: str
    subdivision: str
    weekdays: frozenset[int]
    opens: time
    closes: time
    closures: NamedDays
    exceptions: NamedDays


def calendar_today(organisation: Organisation, year: int) -> WorkingCalendar:
    """The organisation's calendar as it says today, from the year before to three years after."""
    said = Said(
        organisation.time_zone,
        organisation.country,
        organisation.subdivision,
        frozenset(getattr(organisation, "workdays", MONDAY_TO_FRIDAY)),
        getattr(organisation, "opens", time(9)),
        getattr(organisation, "closes", time(17)),
        _named(getattr(organisation, "closures", ())),
        _named(getattr(organisation, "exceptions", ())),
    )
    return _built(said, year)


def _named(days: Iterable[Mapping[str, str]]) -> NamedDays:
    return tuple(sorted((date.fromisoformat(one["date"]), one["name"]) for one in days))


@lru_cache(maxsize=1024)
def _built(said: Said, year: int) -> WorkingCalendar:
    closures, exceptions = dict(said.closures), dict(said.exceptions)
    own: dict[str, Any] = {
        "tz": said.tz,
        "weekdays": said.weekdays,
        "opens": said.opens,
        "closes": said.closes,
        "exceptions": exceptions,
    }
    for first, last in SPANS:
        years = range(year + first, year + last + 1)
        place: dict[str, Any] = {"country": said.country, "subdivision": said.subdivision or None}
        try:
            return build_calendar(years=years, closures=closures, **place, **own)
        except Refused:
            # Some countries' lists are short. A clock must start whatever is known of holidays.
            continue
    # Without a country there is no public list; with one, its holidays are merely not known yet.
    known_through = year - 1 if said.country else None
    return WorkingCalendar(holidays=closures, known_through=known_through, **own)


def versions_for(
    organisations: Iterable[Organisation], *, now: datetime
) -> list[OrganisationCalendar]:
    """The newest calendar version of each organisation, made when what it says has changed."""
    wanted = [(each, calendar_today(each, now.year)) for each in organisations]
    rows = OrganisationCalendar.objects.in_system_scope(FROZEN).filter(
        organisation__in=[each for each, _ in wanted],
        version__in=[calendar.version for _, calendar in wanted],
    )
    known = {(row.organisation_id, row.version): row for row in rows.defer("content")}
    return [
        known.get((each.pk, calendar.version)) or _written(each, calendar, now)
        for each, calendar in wanted
    ]


def _written(
    organisation: Organisation, calendar: WorkingCalendar, now: datetime
) -> OrganisationCalendar:
    row, _ = OrganisationCalendar.objects.in_system_scope(FROZEN).get_or_create(
        organisation=organisation,
        version=calendar.version,
        defaults={"content": calendar.as_json(), "made_at": now},
    )
    return row


MOST_KEPT = 4096
_kept: dict[UUID, tuple[UUID, WorkingCalendar]] = {}


def frozen_calendars(ids: Iterable[str]) -> list[WorkingCalendar]:
    """The calendars behind these versions, in order."""
    return list(frozen_by_owner(ids).values())


def frozen_by_owner(ids: Iterable[str]) -> dict[UUID, WorkingCalendar]:
    """The same by the organisation each belongs to; versions never change, so each is read once."""
    wanted = [UUID(one) for one in ids]
    known = {one: _kept[one] for one in wanted if one in _kept}
    missing = set(wanted) - known.keys()
    if missing:
        rows = OrganisationCalendar.objects.in_system_scope(FROZEN).filter(pk__in=missing)
        read = {
            row.pk: (row.organisation_id, WorkingCalendar.from_json(row.content)) for row in rows
        }
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        _kept.update(read)
        known.update(read)
    return dict(known[one] for one in wanted)
