"""What the lint says of an alliance's thesis: this room's part of `allied lint`."""

from allied.alliances.models import Alliance
from allied.kit.lint import Finding
from allied.people.models import Person
from allied.rooms.thesis.queries import joint_thesis, newest_document, own_draft


def findings(alliance: Alliance, person: Person, *, joint: bool = False) -> tuple[Finding, ...]:
    """The findings on the newest version this person may see; nothing while there is no thesis."""
    thesis = joint_thesis(person, alliance)
    if thesis is None and not joint:
        thesis = own_draft(person, alliance)
    found = newest_document(person, thesis) if thesis else None
    return found.findings if found else ()
