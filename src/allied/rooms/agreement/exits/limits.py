"""The judgements about exits, and what the catalogue offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import catalogue, default_values
from allied.rooms.agreement.exits.conditions import Period

ROOM = "agreement.exits"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Units and reasons stand in defaults.yaml."""

    most_spans: int
    nervous_from: float
    horizon_weeks: int
    fewest_known: int
    most_triggers: int
    most_steps: int

    def horizon(self, period: Period) -> int:
        """How many periods the horizon has."""
        weeks = {Period.WEEK: 1, Period.MONTH: 52 / 12, Period.QUARTER: 13}[period]
        return round(self.horizon_weeks / weeks)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A trigger that an alliance can begin with."""

    name: str
    rule: str
    early_rule: str
    why: str


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values(ROOM))


@cache
def offered_triggers() -> Sequence[Offered]:
    """What the catalogue offers."""
    return tuple(Offered(**one) for one in catalogue(ROOM, "triggers")["triggers"])


@cache
def offered_steps() -> Sequence[dict[str, object]]:
    """The steps that an unwind plan begins with: title, note and days."""
    return tuple(dict(one) for one in catalogue(ROOM, "unwind")["steps"])
