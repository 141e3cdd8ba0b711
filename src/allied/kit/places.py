"""Countries, their regions and time zones, for forms and for checking what was entered."""

from functools import lru_cache
from zoneinfo import available_timezones

from allied.kit.errors import Refused

type Choice = tuple[str, str]

# Words in countries' names that do not begin with one capital.
SPELLED = {"and": "and", "of": "of", "the": "the"}


@lru_cache(maxsize=1)
def countries() -> tuple[Choice, ...]:
    """Every country whose public holidays are known, as (ISO code, name), by name."""
    # The library is large; only forms and checks need it.
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - imported on first use

    found = ((names[1], _country_name(module)) for module, names in COUNTRIES.items())
    return tuple(sorted(found, key=lambda choice: choice[1]))


def _country_name(module: str) -> str:
    return " ".join(SPELLED.get(word) or word.title() for word in module.split("_"))


@lru_cache(maxsize=256)
def regions(country: str) -> tuple[Choice, ...]:
    """The regions of a country that have holidays of their own, as (code, name), by name."""
    import holidays  # noqa: PLC0415 - imported on first use

    if country not in dict(countries()):
        return ()
    kind = getattr(holidays, country)
    names = {code: name for name, code in reversed(kind.subdivisions_aliases.items())}
    return tuple(sorted(((c, names.get(c, c)) for c in kind.subdivisions), key=lambda r: r[1]))


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Every time zone that people choose, by name: a region and a city, and UTC."""
    chosen = {zone for zone in available_timezones() if "/" in zone}
    return (*sorted(z for z in chosen if not z.startswith(("Etc/", "SystemV/"))), "UTC")


def check_zone(zone: str) -> str:
    """The zone itself; an unknown one is refused."""
    if zone not in zones():
        raise Refused(
            "unknown_zone",
            f"{zone!r} is not a time zone such as Europe/Amsterdam.",
            field="time_zone",
        )
    return zone


def check_place(country: str, region: str) -> tuple[str, str]:
    """A country and the code of a region of it, both possibly empty; unknown ones are refused."""
    country, region = country.strip().upper(), region.strip()
    if country and country not in dict(countries()):
        raise Refused(
            "unknown_country", f"{country!r} is not a country code such as NL.", field="country"
        )
    for code, name in regions(country):
        if region.casefold() in (code.casefold(), name.casefold()):
            return country, code
    if region:
        known = ", ".join(code for code, _ in regions(country)) or "none"
        raise Refused(
            "unknown_region",
            f"{region!r} is no region with holidays of its own. Known here: {known}.",
            field="subdivision",
        )
    return country, ""
