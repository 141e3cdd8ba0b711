"""An organisation's own matters: how it is seen, when it works, and who administers it."""

from datetime import datetime

from django.db import transaction

from allied.alliances import facts, home_facts
from allied.alliances.models import Party
from allied.kit.errors import NotAllowed, Outdated, Refused, refuse_outdated
from allied.kit.places import check_zone
from allied.people.homes import Home, checked
from allied.people.models import Organisation, Person
from allied.people.rules import LONGEST_NAME, tidy_name
from allied.record import book

ADMINISTER = "organisation.administer"


def require_administrator(by: Person) -> None:
    """Only an organisation's own administrators change it and its people."""
    if not (by.is_active and by.administers_organisation and by.organisation_id):
        raise NotAllowed(ADMINISTER)


def require_colleague(by: Person, person: Person) -> None:
    """Nobody administers the people of another organisation."""
    require_administrator(by)
    if person.organisation_id != by.organisation_id:
        raise Refused("not_a_colleague", "Each organisation administers its own people only.")


def change_organisation(*, by: Person, home: Home, version: int, now: datetime) -> Organisation:
    """Change how the organisation is seen and when it works; refused against an outdated version."""
    require_administrator(by)
    wanted = checked(home)
    with transaction.atomic():
        row = Organisation.objects.lock(by.home)
        changed = [field for field, value in wanted.items() if getattr(row, field) != value]
        if not changed:
            return row
        if row.version != version:
            raise Outdated(
                "outdated", "Somebody else changed the organisation since you opened it."
            )
        before = row.name
        for field in changed:
            setattr(row, field, wanted[field])
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        words = ", ".join(field.replace("_", " ") for field in changed)
        said = home_facts.OrganisationChanged(subject=row.pk, changes=words)
        book.note_own(said, by=by, now=now)
        if "name" in changed:
            _tell_partners(row, before, by=by, now=now)
    return row


def _tell_partners(row: Organisation, before: str, *, by: Person, now: datetime) -> None:
    # The joint record names the parties, so it also says when one of them takes another name.
    said = facts.PartyRenamed(subject=row.pk, before=before, organisation=row.name)
    parties = Party.objects.in_system_scope("every joint record names its parties")
    for party in parties.filter(organisation=row).order_by("joined_at", "pk"):
        book.record(said, alliance_id=party.alliance_id, by=by, now=now)


def change_profile(
    *, by: Person, name: str, title: str, time_zone: str, digest_hour: int, now: datetime
) -> Person:
    """Change how one is called, one's own zone, and when the daily digest comes."""
    if not 0 <= digest_hour <= 23:
        raise Refused(
            "digest_hour", "The digest comes at an hour from 0 to 23.", field="digest_hour"
        )
    wanted = {
        "name": tidy_name(name, what="Your name", field="name"),
        "title": title.strip()[:LONGEST_NAME],
        "time_zone": check_zone(time_zone) if time_zone else "",
        "digest_hour": digest_hour,
    }
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=by.pk)
        changed = [field for field, value in wanted.items() if getattr(row, field) != value]
        if not changed:
            return row
        for field in changed:
            setattr(row, field, wanted[field])
        row.save(update_fields=changed)
        words = ", ".join(field.replace("_", " ") for field in changed)
        said = home_facts.ProfileChanged(subject=row.pk, changes=words)
        book.note_own(said, by=by, now=now)
    return row


def administrators(organisation: Organisation) -> list[Person]:
    """The people who administer an organisation now, by name."""
    rows = Person.objects.filter(
        organisation=organisation, administers_organisation=True, is_active=True
    )
    return list(rows.order_by("name", "pk"))


def name_administrator(*, by: Person, person: Person, now: datetime) -> Person:
    """Let a colleague administer the organisation as well."""
    require_colleague(by, person)
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        if not row.is_active:
            raise Refused("has_left", f"{row.name} has left.")
        if row.administers_organisation:
            return row
        row.administers_organisation = True
        row.save(update_fields=["administers_organisation"])
        said = home_facts.AdministratorNamed(subject=row.pk, person=row.name)
        book.note_own(said, by=by, now=now)
    return row


def end_administration(
    *, by: Person, person: Person, now: datetime, version: int | None = None
) -> Person:
    """A colleague no longer administers the organisation; the last administrator stays one."""
    require_colleague(by, person)
    with transaction.atomic():
        Organisation.objects.lock(by.home)  # two who step down at once are one after the other
        row = Person.objects.select_for_update().get(pk=person.pk)
        if not row.administers_organisation:
            return row
        refuse_outdated(version, row.standing, row.name)
        if len(administrators(by.home)) < 2:
            raise Refused(
                "last_administrator", "Name another administrator first: this is the last one."
            )
        row.administers_organisation = False
        row.save(update_fields=["administers_organisation"])
        said = home_facts.AdministratorEnded(subject=row.pk, person=row.name)
        book.note_own(said, by=by, now=now)
    return row
