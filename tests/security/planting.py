"""How a world gets its secrets: who plants them, and what a canary is.

A canary is a word that stands nowhere else; whoever reads one must be allowed to by the plain oracle
of `world.py`, which knows nothing of the product's own rules.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from allied.rooms.governance.models import Decision
from tests.conftest import Cast

CANARY = re.compile(r"canary[a-z]+\d+x")


@dataclass
class World:
    """The cast, the canaries with their owners, and the ids that addresses may name."""

    cast: Cast
    serials: dict[str, Iterator[int]] = field(default_factory=lambda: defaultdict(lambda: count(1)))
    owners: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    decision: Decision | None = None

    def canary(self, owner: str) -> str:
        """A new word that only this company may ever read."""
        word = f"canary{owner}{next(self.serials[owner])}x"
        self.owners[word] = owner
        return word


# Each room adds how it plants its private records; a planter gets the world, a person and their company.
Planter = Callable[[World, object, str], None]
PLANTERS: list[Planter] = []


def planter(plant: Planter) -> Planter:
    """Register a planter."""
    PLANTERS.append(plant)
    return plant


# What both sides share is made first, room by room.
Sharer = Callable[[World], None]
SHARED: list[Sharer] = []


def shared(share: Sharer) -> Sharer:
    """Register what makes joint records."""
    SHARED.append(share)
    return share
