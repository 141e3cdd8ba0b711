"""The judgements of this part, filled from its defaults."""

from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import default_values


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Units and reasons stand in defaults.yaml."""

    remind_days: tuple[int, ...]
    most_obligations: int


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values("agreement.reading"))
