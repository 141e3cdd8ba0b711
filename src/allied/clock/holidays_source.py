"""Where public holidays come from: a country's list, own closures added, exceptions marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from allied.clock.calendar import MONDAY_TO_FRIDAY, WorkingCalendar
from allied.kit.errors import Refused

if TYPE_CHECKING:
    from holidays import HolidayBase

ESTIMATED = " (estimated)"
"""How the list marks lunar dates that an authority may still move by a day."""


SPELLED = {"and": "and", "of": "of", "the": "the", "dr": "DR"}
"""Words in countries' names that do not begin with one capital."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country whose public holidays are known: ISO code, name, and other accepted codes."""

    code: str
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A state, province or region with holidays of its own."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Named dates of some years; `estimated` ones may still move."""

    names: Mapping[date, str]
    estimated: frozenset[date]
    known_through: int


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Every supported country, by name, for a form."""
    # The library is large and only forms and updates need it.
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - imported on first use

    found = (_country(module, names) for module, names in COUNTRIES.items())
    return tuple(sorted(found, key=lambda country: country.name))


def _country(module: str, names: Iterable[str]) -> Country:
    codes = tuple(name for name in names if name.isupper() and len(name) in (2, 3))
    words = [SPELLED.get(word) or word.title() for word in module.split("_")]
    return Country(codes[0], " ".join(words), codes)


def country_named(code: str) -> Country:
    """The country of a two- or three-letter code (AE or ARE); refuses every other text."""
    wanted = code.strip().upper()
    for country in countries():
        if wanted in country.codes:
            return country
    raise Refused("calendar.country_unknown", _unknown_country(code, wanted), field="country")


def _unknown_country(code: str, wanted: str) -> str:
    names = {country.name.upper(): country for country in countries()}
    near = [names[name] for name in get_close_matches(wanted, names, 2, 0.8)]
    near += [one for one in countries() if wanted and _initials(one) == wanted]
    hint = " or ".join(f"{one.code} for {one.name}" for one in near[:2])
    accepted = hint or "DE for Germany or AE for United Arab Emirates"
    return f"“{code}” is not a known country: use an ISO code such as {accepted}."


def _initials(country: Country) -> str:
    return "".join(word[0] for word in country.name.split()).upper()


def subdivisions(country: str) -> tuple[Subdivision, ...]:
    """The regions of a country that have holidays of their own, by name, for a form."""
    kind = _kind(country_named(country))
    names = {code: name for name, code in reversed(kind.subdivisions_aliases.items())}
    found = (Subdivision(code, names.get(code, code)) for code in kind.subdivisions)
    return tuple(sorted(found, key=lambda one: one.name))


def _kind(country: Country) -> "type[HolidayBase]":
    import holidays  # noqa: PLC0415 - imported on first use

    kind: type[HolidayBase] = getattr(holidays, country.code)
    return kind


def subdivision_named(country: str, text: str) -> Subdivision:
    """The region of this code or name (BY or Bayern); refuses every other text."""
    wanted = text.strip().casefold()
    known = subdivisions(country)
    for one in known:
        if wanted in (one.code.casefold(), one.name.casefold()):
            return one
    name = country_named(country).name
    accepted = ", ".join(one.code for one in known)
    sentence = f"“{text}” is not a region of {name}: " + (
        f"use one of {accepted}." if known else "it has no regions, leave this empty."
    )
    raise Refused("calendar.subdivision_unknown", sentence, field="subdivision")


def public_holidays(
    country: str, years: Iterable[int], subdivision: str | None = None
) -> PublicHolidays:
    """The public holidays of a country and region in these years, names in English where
    the list has them; lunar dates marked "(estimated)" are kept apart as well.
    """
    nation, wanted = country_named(country), sorted(set(years))
    kind = _kind(nation)
    _check_years(nation, wanted, kind.start_year, kind.end_year)
    region = subdivision_named(country, subdivision).code if subdivision else None
    listed = kind(years=wanted, subdiv=region, language=_english(kind))
    names = {day: name.replace(ESTIMATED, "") for day, name in sorted(listed.items())}
    estimated = frozenset(day for day, name in listed.items() if ESTIMATED in name)
    return PublicHolidays(names, estimated, wanted[-1])


def _check_years(country: Country, years: list[int], first: int, last: int) -> None:
    if years and first <= years[0] and years[-1] <= last:
        return
    raise Refused(
        "calendar.years_unknown",
        f"The holidays of {country.name} are known from {first} to {last}:"
        " give one or more of these years.",
        field="years",
    )


def _english(kind: "type[HolidayBase]") -> str | None:
    spoken = kind.supported_languages
    return next((one for one in ("en_US", "en_GB") if one in spoken), None)


def build_calendar(
    *,
    country: str,
    years: Iterable[int],
    tz: str,
    subdivision: str | None = None,
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY,
    opens: time = time(9),
    closes: time = time(17),
    half_weekdays: Mapping[int, time] | None = None,
    half_days: Mapping[date, time] | None = None,
    closures: Mapping[date, str] | None = None,
    exceptions: Mapping[date, str] | None = None,
) -> WorkingCalendar:
    """An organisation's calendar: public holidays, own closures, and dates worked anyway.

    The public list is a proposal that the organisation confirms once a year: sectors and
    firms differ (`methods.md` 4.3). Refuses unknown countries, regions, years and zones.
    """
    public = public_holidays(country, years, subdivision)
    own = dict(closures or {})
    return WorkingCalendar(
        tz=tz,
        weekdays=weekdays,
        opens=opens,
        closes=closes,
        half_weekdays=half_weekdays or {},
        half_days=half_days or {},
        holidays={**public.names, **own},
        exceptions=exceptions or {},
        estimated=public.estimated - own.keys(),
        known_through=public.known_through,
    )
