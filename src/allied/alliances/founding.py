"""The first run: the organisation that hosts this server and its first person, once and never again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from allied.alliances import home_facts as facts
from allied.kit.errors import Refused
from allied.people.homes import Account, Home, is_founded, place_organisation, place_person
from allied.people.models import Installation, Organisation, Person
from allied.record import book


def found_installation(*, home: Home, account: Account, now: datetime) -> Person:
    """Set up this server: its host organisation, and the person who administers both."""
    try:
        with transaction.atomic():
            if is_founded():
                raise IntegrityError
            organisation = place_organisation(home=home, now=now)
            Installation.objects.create(host=organisation, opened_at=now)
            return found_home(organisation=organisation, account=account, now=now, host=True)
    except IntegrityError as error:
        raise Refused("already_founded", "This server is already set up. Sign in.") from error


def found_home(
    *, organisation: Organisation, account: Account, now: datetime, host: bool = False
) -> Person:
    """The first person of a new organisation, who administers it, and the first lines of its log."""
    person = place_person(
        account=account,
        organisation=organisation,
        now=now,
        administers_organisation=True,
        administers_host=host,
    )
    said = facts.OrganisationFounded(subject=organisation.pk, organisation=organisation.name)
    book.note_own(said, by=person, now=now)
    note_joining(person=person, now=now)
    return person


def note_joining(*, person: Person, now: datetime) -> None:
    """Say in the organisation's own log that somebody joined it."""
    said = facts.PersonJoined(subject=person.pk, person=person.name, member=person.pseudonym)
    book.note_own(said, by=person, now=now)
