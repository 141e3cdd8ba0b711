"""Several threads of one story, told in the order of time: a record never goes back."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

type Thread = Iterator[datetime]
"""One thread of the story: it says when it goes on, and acts when it is asked again."""


def tell(threads: Iterable[Thread]) -> None:
    """Let every thread act at its moments; of two at one moment the first in the list goes first.

    A thread that wants to act in the past of what was told already raises ValueError.
    """
    coming = [(at, place, one) for place, one in enumerate(threads) for at in _next(one)]
    heapify(coming)
    while coming:
        now, place, thread = heappop(coming)
        for at in _next(thread):
            if at < now:
                raise ValueError(f"The story is at {now:%d %b %H:%M}; it cannot go back to {at}.")
            heappush(coming, (at, place, thread))


def _next(thread: Thread) -> Iterator[datetime]:
    """The moment at which the thread goes on; nothing when it is over."""
    try:
        yield next(thread)
    except StopIteration:
        return
