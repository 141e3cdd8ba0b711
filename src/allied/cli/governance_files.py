"""The governance and decision-rights matrix (T3) as a file for `allied report`."""

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.governance.papers import governance_file
from allied.rooms.governance.queries.governance import governance_of
from allied.rooms.governance.queries.sides import sides_of


def _file(person: Person, alliance: Alliance, kind: str) -> bytes:
    found = governance_of(alliance, person, sides_of(alliance, person), timezone.now())
    if found is None:
        raise Refused("not_started", f"{alliance.name} has no governance blueprint yet.")
    return governance_file(alliance, found, person, kind).content


def pdf(person: Person, alliance: Alliance) -> bytes:
    """The matrix as a PDF."""
    return _file(person, alliance, "pdf")


def word(person: Person, alliance: Alliance) -> bytes:
    """The matrix as a Word document."""
    return _file(person, alliance, "docx")


def markdown(person: Person, alliance: Alliance) -> bytes:
    """The matrix as Markdown."""
    return _file(person, alliance, "md")


def excel(person: Person, alliance: Alliance) -> bytes:
    """The matrix as an Excel workbook with the sheets Forums and Decision rights."""
    return _file(person, alliance, "xlsx")
