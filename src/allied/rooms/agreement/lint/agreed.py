"""What the lint of the agreement looks at: exits, term, dates and both calendars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# Sections of findings; each has a page where it is mended.
TRIGGERS, UNWIND, TERM, REPORTING, DATES = "triggers", "unwind", "term", "reporting", "dates"
LADDER = "ladder"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One exit trigger: its id, what it is called, and the numbers in its rule that nobody keeps."""

    id: str
    name: str
    unknown: tuple[str, ...] = ()
    is_nervous: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the unwind plan, and whether somebody sees to it."""

    id: str
    title: str
    has_owner: bool


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that is due on a day: its id, its name, the day, and who does not work then."""

    id: str
    name: str
    day: date
    off: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One step of the ladder before mediation: its id, name, SLA in working days, and its owners' roles."""

    id: str
    name: str
    days: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Served:
    """One type of decision with an SLA in working days, and the roles that decide it."""

    name: str
    days: int
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """The subject of the lint; `parties` maps ids to names in their order.

    `reports` is the reporting period (week, month, quarter, half-year, year); `fiscal` maps party
    names to the month (1 to 12) in which their fiscal year begins; `ends` is the last day of the
    term and `notice_days` the notice to give, in days; `rungs` are the steps of the ladder from the
    first one up, `served` the types of decision that have an SLA.
    """

    parties: Mapping[str, str]
    day: date
    # Whether the alliance has come so far that it should say how it is left.
    expects_exits: bool = True
    triggers: tuple[Trigger, ...] = ()
    steps: tuple[Step, ...] = ()
    reports: str = "month"
    fiscal: Mapping[str, int] = field(default_factory=dict)
    ends: date | None = None
    notice_days: int | None = None
    dates: tuple[Dated, ...] = ()
    rungs: tuple[Rung, ...] = ()
    served: tuple[Served, ...] = ()
