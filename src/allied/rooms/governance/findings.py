"""What the lint says of an alliance's blueprint: this room's part of `allied lint`."""

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.lint import Finding
from allied.people.models import Person
from allied.rooms.governance.queries.governance import governance_of
from allied.rooms.governance.queries.sides import sides_of


def findings(alliance: Alliance, person: Person, *, joint: bool = False) -> tuple[Finding, ...]:
    """The findings on the newest version, which is joint always; nothing while there is none."""
    found = governance_of(alliance, person, sides_of(alliance, person), timezone.now())
    return found.findings if found else ()
