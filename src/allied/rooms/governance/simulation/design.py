"""What is simulated: kinds of decisions, the tables that take them, and how long they may wait."""

from dataclasses import dataclass

MOST_KINDS, MOST_TABLES, MOST_SESSIONS = 60, 90, 400_000


@dataclass(frozen=True, kw_only=True)
class Table:
    """A forum as the simulation sees it; times in working days.

    `sessions` are the real sessions within one year of `cycle` days, repeated year after year; without
    them a session comes every `period` days, the first on day `offset` (drawn when None). `quorum`: the
    share of sessions that can decide; `lead`: days before a session by which papers are due; `capacity`:
    decisions that fit, None for all.
    """

    key: str
    period: float
    offset: float | None = None
    sessions: tuple[float, ...] = ()
    cycle: float = 0.0
    capacity: int | None = None
    quorum: float = 1.0
    lead: float = 0.0
    attendees: int = 0
    hours: float = 0.0
    prep: float = 0.0

    @property
    def gaps(self) -> tuple[float, ...]:
        """The days between one session and the next, over one year."""
        if not self.sessions:
            return (self.period,)
        following = (*self.sessions[1:], self.sessions[0] + self.cycle)
        pairs = zip(self.sessions, following, strict=True)
        return tuple(b - a for a, b in pairs if b > a)

    @property
    def mean_period(self) -> float:
        """The mean days between sessions."""
        return self.cycle / len(self.sessions) if self.sessions else self.period

    @property
    def hours_a_session(self) -> float:
        """Hours of all people together, with what they prepare."""
        return self.attendees * (self.hours + self.prep)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of decision: `rate` per working day, its table, its SLA, and what else can settle it.

    `written`: the share that may be settled in writing, after `written_mean` days on average;
    `escalates_to`: where it also goes when the SLA has run out.
    """

    key: str
    rate: float
    table: str
    sla: float
    written: float = 0.0
    written_mean: float = 4.0
    escalates_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Design:
    """Everything together; `transfer`: a late decision leaves its own table when it escalates."""

    kinds: tuple[Kind, ...]
    tables: tuple[Table, ...]
    transfer: bool = False

    def __post_init__(self) -> None:
        check(self)

    def table(self, key: str) -> Table:
        """A table by its key."""
        return next(table for table in self.tables if table.key == key)

    def kind(self, key: str) -> Kind:
        """A kind of decision by its key."""
        return next(kind for kind in self.kinds if kind.key == key)


def check(design: Design) -> None:
    """Raises ValueError for what cannot be simulated, naming it."""
    known = {table.key for table in design.tables}
    if not 0 < len(design.kinds) <= MOST_KINDS or not 0 < len(known) <= MOST_TABLES:
        raise ValueError(f"one to {MOST_KINDS} types of decision and one to {MOST_TABLES} forums")
    for table in design.tables:
        least = table.cycle if table.sessions else table.period
        if least <= 0 or table.lead < 0 or not 0 <= table.quorum <= 1:
            raise ValueError(
                f"{table.key}: a period above 0, papers 0 days ahead or more, quorum 0 to 1"
            )
        if table.capacity is not None and table.capacity < 1:
            raise ValueError(f"{table.key}: room for one decision at least")
    for kind in design.kinds:
        if kind.rate <= 0 or kind.sla < 0 or not 0 <= kind.written <= 1 or kind.written_mean <= 0:
            raise ValueError(
                f"{kind.key}: a rate and a mean above 0, an SLA of 0 or more, shares 0 to 1"
            )
        if kind.table not in known or (kind.escalates_to and kind.escalates_to not in known):
            raise ValueError(f"{kind.key}: its forum is not among {', '.join(sorted(known))}")
