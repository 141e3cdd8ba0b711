"""The thesis as a file for `allied report`."""

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.thesis.papers import thesis_file
from allied.rooms.thesis.queries import Document, document, joint_thesis


def _shown(person: Person, alliance: Alliance) -> Document:
    thesis = joint_thesis(person, alliance)
    found = document(person, thesis) if thesis else None
    if found is None:
        raise Refused("no_thesis", f"{alliance.name} has no joint value thesis yet.")
    return found


def word(person: Person, alliance: Alliance) -> bytes:
    """The thesis that counts as a Word document."""
    return thesis_file(_shown(person, alliance), "docx").content


def pdf(person: Person, alliance: Alliance) -> bytes:
    """The thesis that counts as a PDF."""
    return thesis_file(_shown(person, alliance), "pdf").content


def markdown(person: Person, alliance: Alliance) -> bytes:
    """The thesis that counts as Markdown."""
    return thesis_file(_shown(person, alliance), "md").content
