"""The annex as a file for `allied report`: the version in force, else the draft from today's settings."""

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.agreement.annex.papers import annex_file
from allied.rooms.agreement.annex.queries import annex_of


def _file(person: Person, alliance: Alliance, kind: str) -> bytes:
    found = annex_of(alliance, person, timezone.now())
    return annex_file(found, found.in_force, person, kind).content


def pdf(person: Person, alliance: Alliance) -> bytes:
    """The annex as a PDF."""
    return _file(person, alliance, "pdf")


def word(person: Person, alliance: Alliance) -> bytes:
    """The annex as a Word document."""
    return _file(person, alliance, "docx")


def markdown(person: Person, alliance: Alliance) -> bytes:
    """The annex as Markdown."""
    return _file(person, alliance, "md")
