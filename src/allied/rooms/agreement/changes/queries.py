"""What the pages of changes read: the list, one request with its impacts, and where it can be routed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from allied.alliances.models import Alliance, Party
from allied.people.models import Person
from allied.rooms.agreement.annex.basis import terms_of
from allied.rooms.agreement.changes.edits import ChangeKind
from allied.rooms.agreement.changes.models import ChangeImpact, ChangeRequest, ChangeState
from allied.rooms.agreement.changes.targets import TARGETS
from allied.rooms.governance.models import DecisionRight

# Words in the annex' routes that name the kind, in this order.
WORDS = {
    ChangeKind.SCOPE: ("scope",),
    ChangeKind.ROADMAP: ("roadmap",),
    ChangeKind.GOVERNANCE: ("governance",),
    ChangeKind.COMMERCIAL: ("commercial", "price"),
}
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class SideShown:
    """One side of a request: its party, and what it said."""

    party: Party
    impact: ChangeImpact | None


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    """One request with both sides, and the version of what it changes that is in force now."""

    row: ChangeRequest
    sides: Sequence[SideShown]
    target: str
    in_force: int

    @property
    def is_outdated(self) -> bool:
        """Whether a newer version is in force than the one it was written for."""
        waits = self.row.state in (ChangeState.ASKED, ChangeState.OUTDATED)
        return waits and self.in_force != self.row.based_on

    @property
    def is_up(self) -> bool:
        """Whether the version into which it was written was put up for signature."""
        written = self.row.written_as
        return written is not None and TARGETS[self.row.kind].is_up(self.row.alliance, written)

    @property
    def is_complete(self) -> bool:
        """Whether every side has said what it means for it."""
        return all(side.impact for side in self.sides)

    @property
    def is_in_force(self) -> bool:
        """Whether the version into which it was written is in force, or a later one."""
        return self.row.written_as is not None and self.in_force >= self.row.written_as

    def of_side(self, person: Person) -> ChangeImpact | None:
        """What this person's own side said."""
        found = [s.impact for s in self.sides if s.party.organisation_id == person.organisation_id]
        return found[0] if found else None


def changes(person: Person, alliance: Alliance) -> QuerySet[ChangeRequest]:
    """The requests of the alliance that this person may see, the newest first."""
    rows = ChangeRequest.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related("decision", "right", "asked_by__organisation")


def shown(row: ChangeRequest, person: Person) -> ChangeShown:
    """One request as its page shows it."""
    impacts = (
        ChangeImpact.objects.visible_to(person)
        .filter(request=row, wording=row.wording)
        .select_related("by")
    )
    said = {impact.party_id: impact for impact in impacts}
    parties = row.alliance.parties.select_related("organisation").order_by("position")
    return ChangeShown(
        row=row,
        sides=[SideShown(party=party, impact=said.get(party.organisation_id)) for party in parties],
        target=TARGETS[row.kind].name,
        in_force=TARGETS[row.kind].in_force(row.alliance),
    )


def routes(person: Person, alliance: Alliance) -> list[DecisionRight]:
    """The decision types of the matrix that can decide a change."""
    rows = DecisionRight.objects.visible_to(person).filter(alliance=alliance, ended_at__isnull=True)
    return list(rows.order_by("position", "name", "pk"))


def usual_route(alliance: Alliance, kind: str, rights: Sequence[DecisionRight]) -> str:
    """The key of the decision type that the annex names for this kind, else the first that fits."""
    by_key = {right.key: right for right in rights}
    for row in terms_of(alliance)["change_routes"]:
        what = str(row["what"]).lower()
        if row["right"] in by_key and any(word in what for word in WORDS[ChangeKind(kind)]):
            return str(row["right"])
    for key in (kind, "roadmap"):
        if key in by_key:
            return key
    return rights[0].key if rights else ""
