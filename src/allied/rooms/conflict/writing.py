"""What every command of this room shares: the lock, the version, the line in the record, the parties."""

from datetime import datetime

from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.people.models import Organisation, Person
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.conflict.models import Conflict, ConflictFact, ConflictState, Settlement

RAISE, WORK, STEER, MEDIATE = (
    "conflict.raise",
    "conflict.work",
    "conflict.steer",
    "conflict.mediate",
)
FOUND = "a conflict that was found already is locked"


def lock_conflict(conflict: Conflict, *, version: int | None = None) -> Conflict:
    """The conflict as it is now; nobody else changes anything of its alliance meanwhile."""
    book.take_turn(conflict.alliance_id)
    rows = Conflict.objects.in_system_scope(FOUND).select_related("alliance", "decision")
    row = rows.select_for_update(of=("self",)).get(pk=conflict.pk)
    if version is not None and row.version != version:
        raise Outdated(
            "outdated",
            f"Somebody changed {row.ref} since you opened it. Your text is still here.",
        )
    return row


def lock_open(conflict: Conflict, *, version: int | None = None) -> Conflict:
    """The same, refused when it is over."""
    row = lock_conflict(conflict)
    if row.state != ConflictState.OPEN:
        words = row.get_state_display().lower()
        raise Refused("over", f"{row.ref} is {words}. Open it again first, with a reason.")
    if version is not None and row.version != version:
        raise Outdated(
            "outdated",
            f"Somebody changed {row.ref} since you opened it. Your text is still here.",
        )
    return row


def lock_fact(fact: ConflictFact) -> ConflictFact:
    """A fact as it is now, under the lock of its conflict."""
    rows = ConflictFact.objects.in_system_scope(FOUND).select_for_update(of=("self",))
    row = rows.get(pk=fact.pk)
    if row.withdrawn_at is not None:
        raise Refused("withdrawn", f"Fact {row.number} was taken back. Propose it anew.")
    return row


def lock_settlement(settlement: Settlement) -> Settlement:
    """A way to settle as it is now, under the lock of its conflict."""
    rows = Settlement.objects.in_system_scope(FOUND).select_for_update(of=("self",))
    row = rows.get(pk=settlement.pk)
    if row.withdrawn_at is not None:
        raise Refused("withdrawn", "This way to settle was taken back.")
    return row


def parties_of(alliance: Alliance) -> list[Organisation]:
    """The parties in the order that everybody sees."""
    rows = alliance.parties.select_related("organisation").order_by("position")
    return [row.organisation for row in rows]


def changed(row: Conflict) -> None:
    """Count one more change of a locked conflict."""
    row.version += 1
    row.save(update_fields=["version"])


def write(row: Conflict, said: Fact, *, by: Person | None, now: datetime) -> None:
    """One line in the joint record of the conflict's alliance."""
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)
