"""A decision has come to its end: rooms that asked for it go on from there."""

from collections.abc import Callable
from datetime import datetime

from allied.people.models import Person
from allied.rooms.governance.models import Decision

type Follow = Callable[[Decision, Person | None, datetime], None]

_follows: list[Follow] = []


def register(follow: Follow) -> None:
    """A room says what follows for it; each is called in the transaction in which the decision ends."""
    if follow not in _follows:
        _follows.append(follow)


def decision_ended(decision: Decision, by: Person | None, now: datetime) -> None:
    """Approved, declined, withdrawn or replaced: tell everybody who waits for that."""
    for follow in _follows:
        follow(decision, by, now)
