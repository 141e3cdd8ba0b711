"""The dates of an alliance have changed: whatever counts from them looks again when it is due."""

from collections.abc import Callable
from datetime import datetime

from allied.alliances.models import Alliance
from allied.people.models import Person

type Look = Callable[[Alliance, Person, datetime], None]

DATES = frozenset({"start_date", "launch_date"})
_looks: list[Look] = []


def register(look: Look) -> None:
    """A room says how it looks again; each look is called in the transaction of the change."""
    if look not in _looks:
        _looks.append(look)


def look_again(alliance: Alliance, *, by: Person, now: datetime) -> None:
    """Every room reads the new dates and sets its timers by them."""
    for look in _looks:
        look(alliance, by, now)
