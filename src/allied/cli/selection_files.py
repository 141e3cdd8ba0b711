"""The partner fit scorecard (T2) as a file for `allied report`."""

from django.utils import timezone

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.selection.papers import file_of
from allied.rooms.selection.queries.screenings import current, screenings_of


def _file(person: Person, alliance: Alliance, kind: str) -> bytes:
    require(person, "private.read", alliance, timezone.now())
    row = current(screenings_of(person, alliance))
    if row is None:
        raise Refused("no_screening", f"{alliance.name} has no partner selection yet.")
    return file_of(person, row, kind)


def word(person: Person, alliance: Alliance) -> bytes:
    """The scorecard as a Word document."""
    return _file(person, alliance, "docx")


def markdown(person: Person, alliance: Alliance) -> bytes:
    """The scorecard as Markdown."""
    return _file(person, alliance, "md")


def excel(person: Person, alliance: Alliance) -> bytes:
    """The scorecard as an Excel workbook."""
    return _file(person, alliance, "xlsx")
