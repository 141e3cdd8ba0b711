"""A version of the thesis is in force: what follows from that elsewhere is told here."""

from collections.abc import Callable
from datetime import datetime

from allied.people.models import Person
from allied.rooms.thesis.models import Thesis

type Follow = Callable[[Thesis, Person, datetime], None]

_follows: list[Follow] = []


def register(follow: Follow) -> None:
    """A part says what follows; each is called in the transaction of the last signature."""
    if follow not in _follows:
        _follows.append(follow)


def tell(thesis: Thesis, *, by: Person, now: datetime) -> None:
    """Every party signed."""
    for follow in _follows:
        follow(thesis, by, now)
