"""A workbook that brings its own importer: on demo data, whoever it names may bring it."""

from datetime import datetime

from django.db import transaction

from allied.kit.errors import Refused
from allied.papers.workbook.reading import read_workbook
from allied.people.demo import common_password
from allied.people.doors import acting_as, system_scope
from allied.people.models import Person
from allied.rooms.exchange.commands import import_file
from allied.rooms.exchange.newcomers import importer_of
from allied.rooms.exchange.outcome import Imported, Unimportable


def is_newcomer(address: str) -> bool:
    """Whether nobody has this address yet, and this is demo data."""
    return bool(common_password() and address) and Person.objects.with_address(address) is None


def bring_as_newcomer(
    *, address: str, raw: bytes, file_name: str, rehearse: bool, now: datetime, again: bool = False
) -> Imported:
    """Let in who is named there, with their organisation, and import for them; all or nothing."""
    reading = read_workbook(raw)
    if reading.workbook is None:
        raise Unimportable(reading.problems)
    with transaction.atomic():
        with system_scope("demo data: the workbook names who brings it"):
            person = importer_of(reading.workbook, address, now)
        if person is None:
            raise Refused(
                "unknown_person",
                f"Neither this server nor the workbook's own side has {address!r}.",
            )
        with acting_as(person):
            done = import_file(
                by=person,
                raw=raw,
                file_name=file_name,
                activate_demo=True,
                rehearse=rehearse,
                again=again,
                now=now,
            )
        transaction.set_rollback(rehearse)
    return done
