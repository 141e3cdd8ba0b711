"""The sheets of the alliance workbook and their columns, as interfaces.md lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from .words import header_key


@unique
class Kind(StrEnum):
    """What a column holds; the value is what a reader is told is accepted."""

    NAME = "a text of at most 200 characters"
    TEXT = "a text of at most 5,000 characters"
    EMAIL = "an address such as name@company.example"
    ORGANISATION = "an organisation of the Alliance sheet"
    PERSON = "a name of the People sheet"
    PERSONS = "a list of names of the People sheet, separated by semicolons"
    OWNER = "an organisation of the Alliance sheet or a name of the People sheet"
    DATE = "a date such as 2027-03-31 or 31 Mar 2027"
    NUMBER = "a number such as 1,250 or 31.5 of at most 15 digits"
    TARGET = "a number, or two such as 40 to 60 when the direction is band"
    COUNT = "a whole number from 1 to 1,000"
    DAYS = "a whole number of working days from 1 to 999, such as 10 days"
    DURATION = "a number of working days from 0 to 9,999"
    SCORE = "a whole number from 1 to 5"
    PROBABILITY = "a whole number from 1 to 5 or a percentage such as 30%"
    IMPACT = "a whole number from 1 to 5 or an amount of money such as €400,000"
    PHASE = "30, 60 or 90"
    RHYTHM = "weekly, fortnightly, monthly, quarterly or an RRULE such as FREQ=MONTHLY;BYDAY=2TH"
    ROLE = "one of sponsor, alliance manager, operational lead, contributor, approver and observer"
    ALLIANCE_TYPE = (
        "one of co-development, market entry, distribution, co-innovation and capability sharing"
    )
    OUTCOME_KIND = "one of revenue, cost, speed, reach and capability"
    SCOPE_SIDE = "one of in, out and non-goal"
    YES_NO = "yes or no"
    JOINT = "one of yes, no and sometimes"
    LAYER = "one of steering, operational and working"
    PERSPECTIVE = "one of value, execution, relationship and capability"
    DIRECTION = "one of up, down and band"
    CURRENCY = "a currency such as EUR"
    ZONE = "a time zone such as Europe/Amsterdam"
    FORUM = "a name of the Forums sheet or As needed"
    ESCALATION = "a name of the Forums sheet, Sponsors or nothing"
    MILESTONES = "a list of milestones of this sheet, separated by semicolons"


AS_NEEDED: Final = "As needed"
SPONSORS: Final = "Sponsors"
MONTH_ACCEPTED: Final = "a month such as 2026-10 or Oct 2026"

# The word that is kept, then other spellings of it; capitals, blanks and hyphens do not matter.
CHOICES: Final[Mapping[Kind, tuple[tuple[str, ...], ...]]] = {
    Kind.ROLE: (
        ("sponsor", "executive sponsor"),
        ("alliance manager", "alliance lead"),
        ("operational lead", "operations lead", "operating lead"),
        ("contributor",),
        ("approver",),
        ("observer",),
    ),
    Kind.ALLIANCE_TYPE: (
        ("co-development",),
        ("market entry",),
        ("distribution",),
        ("co-innovation",),
        ("capability sharing",),
    ),
    Kind.OUTCOME_KIND: (("revenue",), ("cost", "costs"), ("speed",), ("reach",), ("capability",)),
    Kind.SCOPE_SIDE: (
        ("in", "in scope"),
        ("out", "out of scope"),
        ("non-goal", "non-goals", "not a goal"),
    ),
    Kind.LAYER: (("steering",), ("operational", "operating", "operations"), ("working",)),
    Kind.PERSPECTIVE: (
        ("value", "value creation"),
        ("execution", "execution health"),
        ("relationship", "relationship health"),
        ("capability", "capability building"),
    ),
    Kind.DIRECTION: (
        ("up", "higher", "higher is better", "increase", "↑"),
        ("down", "lower", "lower is better", "decrease", "↓"),
        ("band", "range", "within"),
    ),
    Kind.YES_NO: (
        ("yes", "y", "true", "t", "1", "x", "✓", "✔", "☑"),
        ("no", "n", "false", "f", "0", "☐"),
    ),
    Kind.RHYTHM: (
        ("weekly", "every week"),
        ("fortnightly", "every two weeks", "every 2 weeks"),
        ("monthly", "every month"),
        ("quarterly", "every quarter", "every three months", "every 3 months"),
    ),
    Kind.FORUM: ((AS_NEEDED, "when needed", "if needed", "as required", "ad hoc"),),
    Kind.ESCALATION: ((SPONSORS, "sponsor pair", "both sponsors", "the sponsors"),),
}

RHYTHMS: Final = {
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column or, on a key/value sheet, one key; `field` is the name of the value kept."""

    field: str
    name: str
    kind: Kind
    required: bool = False
    may_be_blank: bool = False
    many: bool = False
    also: tuple[str, ...] = ()

    @property
    def needs_a_value(self) -> bool:
        """Whether every row must fill this column."""
        return self.required and not self.may_be_blank

    @property
    def keys(self) -> tuple[str, ...]:
        """Every spelling by which the column is recognised."""
        return tuple(header_key(name) for name in (self.name, *self.also))


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet; with `pairs` it lists keys and values, else it has a header row."""

    field: str
    name: str
    columns: tuple[Column, ...]
    pairs: bool = False
    mandatory: bool = False
    months: bool = False

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which the sheet cannot be read."""
        return tuple(column for column in self.columns if column.required)

    @property
    def by_key(self) -> dict[str, Column]:
        """The columns by every spelling of their names."""
        return {key: column for column in self.columns for key in column.keys}
