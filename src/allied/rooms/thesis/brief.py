"""The thesis in brief, as the overview shows it: what is in force, else what comes nearest to it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, QuerySet, Value, When

from allied.alliances.models import Alliance
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.items import ScopeKind
from allied.rooms.thesis.models import State, ThesisVersion


@dataclass(frozen=True)
class Brief:
    """One version of the joint thesis, for a few lines of it."""

    version: ThesisVersion

    @cached_property
    def content(self) -> ThesisContent:
        """The words of this version."""
        return from_json(self.version.content)

    @property
    def is_in_force(self) -> bool:
        """Whether every party signed this version."""
        return self.version.state == State.SIGNED

    @property
    def boundary(self) -> list[str]:
        """What is out of scope, and what is no goal."""
        kinds = (ScopeKind.OUT, ScopeKind.NON_GOAL)
        return [one.text for kind in kinds for one in self.content.scope_of(kind)]


def brief_of(person: Person, alliance: Alliance) -> Brief | None:
    """The version in force, else the one up for signature, else the newest. One query."""
    version = next(iter(_nearest(person, alliance)), None)
    return Brief(version) if version else None


@prepared
def _nearest(person: Person, alliance: Alliance) -> QuerySet[ThesisVersion]:
    nearest = Case(
        When(state=State.SIGNED, then=Value(0)),
        When(state=State.UP, then=Value(1)),
        default=Value(2),
    )
    rows = ThesisVersion.objects.visible_to(person).filter(alliance=alliance, audience=JOINT)
    return rows.order_by(nearest, "-revision")[:1]
