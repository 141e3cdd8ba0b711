"""The eight factors with their anchors, and the set-ups that are recommended, from the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from allied.kit.catalogue import catalogue
from allied.rooms.governance.simulation.complexity import Tier
from allied.rooms.governance.simulation.limits import HERE


@dataclass(frozen=True)
class Factor:
    """One factor: what is asked, and the sentence for each level of 0 to 4."""

    key: str
    name: str
    ask: str
    levels: tuple[str, ...]


@cache
def factors() -> tuple[Factor, ...]:
    """The eight factors in the order of the questions."""
    found = catalogue(HERE, "complexity")["factors"]
    return tuple(
        Factor(key, one["name"], one["ask"], tuple(one["levels"])) for key, one in found.items()
    )


def setup_of(tier: Tier) -> Mapping[str, Any]:
    """The recommended set-up of a tier."""
    found: Mapping[str, Any] = catalogue(HERE, "setups")["setups"][tier.value]
    return found
