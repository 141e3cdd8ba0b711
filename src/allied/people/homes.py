"""Writing organisations and people themselves, after the checks of the commands above."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from allied.kit.errors import Refused
from allied.kit.places import check_place, check_zone
from allied.people import rules
from allied.people.models import Installation, Organisation, Person
from allied.people.rules import OwnDay


def is_founded() -> bool:
    """Whether an organisation is here already, so that the first run is over."""
    rows = Organisation.objects.in_system_scope("the first run comes before anybody")
    return rows.exists()


def host_name() -> str:
    """The name of the organisation that hosts this server, for the sign-in page; empty when unknown."""
    row = Installation.objects.select_related("host").first()
    return row.host.name if row else ""


@dataclass(frozen=True, kw_only=True)
class Home:
    """What an organisation says about itself: how partners see it, and when it works."""

    name: str
    short_name: str
    colour: int = 1
    time_zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    workdays: tuple[int, ...] = rules.MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    fiscal_start: int = 1
    closures: tuple[OwnDay, ...] = ()
    exceptions: tuple[OwnDay, ...] = ()


def checked(home: Home) -> dict[str, Any]:
    """The columns of an organisation, every one checked; wrong ones are refused with their field."""
    rules.check_hours(home.opens, home.closes)
    country, subdivision = check_place(home.country, home.subdivision)
    return {
        "name": rules.tidy_name(home.name, what="The name", field="name"),
        "short_name": rules.tidy_name(
            home.short_name,
            what="The short name",
            field="short_name",
            most=rules.LONGEST_SHORT_NAME,
        ),
        "colour": rules.check_colour(home.colour),
        "time_zone": check_zone(home.time_zone),
        "country": country,
        "subdivision": subdivision,
        "workdays": rules.check_week(home.workdays),
        "opens": home.opens,
        "closes": home.closes,
        "fiscal_start": rules.check_month(home.fiscal_start),
        "closures": rules.check_days(home.closures, field="closures"),
        "exceptions": rules.check_days(home.exceptions, field="exceptions"),
    }


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a new person says about themselves; without a password they cannot sign in yet."""

    name: str
    email: str
    title: str = ""
    password: str | None = None


def place_organisation(*, home: Home, now: datetime) -> Organisation:
    """Write a new organisation."""
    row = Organisation(created_at=now)
    for field, value in checked(home).items():
        setattr(row, field, value)
    return Organisation.objects.bulk_create([row])[0]


def place_person(
    *, account: Account, organisation: Organisation | None, now: datetime, **rights: bool
) -> Person:
    """Write a new account with the exact address; a taken address is refused."""
    person = Person(
        email=check_address(account.email),
        name=rules.tidy_name(account.name, what="Your name", field="person_name"),
        title=account.title.strip()[: rules.LONGEST_NAME],
        organisation=organisation,
        joined_at=now,
        **rights,
    )
    if account.password is not None:
        check_password(account.password, person)
    person.set_password(account.password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            "address_taken", "This address already has an account: sign in.", field="email"
        ) from error
    return person


def check_address(text: str) -> str:
    """Exactly one e-mail address, in the spelling in which addresses are compared."""
    address = Person.objects.normalise(text)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(
            "no_address",
            f"{text!r} is not one e-mail address such as ada@example.org.",
            field="email",
        ) from error
    return address


def check_password(password: str, person: Person) -> None:
    """Long enough, not common, not like the person's own name or address."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages), field="password") from error
