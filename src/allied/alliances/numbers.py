"""Human numbers (D-7, R-12): counted per alliance, apart for joint things and for each side's own."""

from allied.alliances.models import Alliance, Counter
from allied.people.models import Organisation
from allied.people.scope import JOINT


def next_number(alliance: Alliance, kind: str, *, owner: Organisation | None = None) -> int:
    """The next number of this kind; a private thing never uses up a joint number."""
    return next_numbers(alliance, kind, 1, owner=owner)[0]


def next_numbers(
    alliance: Alliance, kind: str, count: int, *, owner: Organisation | None = None
) -> range:
    """The next so many numbers of this kind."""
    rows = Counter.objects.in_system_scope("numbers belong to nobody")
    counter, _ = rows.select_for_update().get_or_create(
        alliance=alliance, space=str(owner.pk) if owner else JOINT, kind=kind
    )
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)
