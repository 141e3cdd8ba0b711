"""A version was put up for signature: what waited for that is told here."""

from collections.abc import Callable
from datetime import datetime

from allied.alliances.models import Alliance

type Follow = Callable[[Alliance, datetime], None]

_follows: list[Follow] = []


def register(follow: Follow) -> None:
    """A room says what follows; each is called in the transaction that put the version up."""
    if follow not in _follows:
        _follows.append(follow)


def tell(alliance: Alliance, *, now: datetime) -> None:
    """Something of the alliance is up for signature."""
    for follow in _follows:
        follow(alliance, now)
