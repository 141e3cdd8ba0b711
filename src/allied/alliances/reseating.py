"""Who sits in an alliance has changed: whatever waits for somebody there looks again for whom."""

from collections.abc import Callable
from datetime import datetime

from allied.alliances import awaiting, signing
from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import current_seats

type Look = Callable[[Alliance, Person | None, datetime], None]

_looks: list[Look] = []


def register(look: Look) -> None:
    """A room says how it looks again; each look is called in the transaction of the change."""
    if look not in _looks:
        _looks.append(look)


def look_again(alliance: Alliance, *, by: Person | None, now: datetime) -> None:
    """Nothing is awaited any more of people without a seat; those who may act now are asked."""
    seated = current_seats(alliance_id=alliance.pk).values_list("person_id", flat=True)
    awaiting.settle_acts_of_others(alliance, set(seated), now=now)
    signing.await_again(alliance=alliance, by=by, now=now)
    for look in _looks:
        look(alliance, by, now)
