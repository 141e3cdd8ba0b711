"""What an exit trigger says: a condition over numbers, for how long, and what then happens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import eq, ge, gt, le, lt

from allied.kit.content import decimal_text

# Methods section 12.1, in the order in which the longer sign is read first.
COMPARISONS = {"<=": le, ">=": ge, "==": eq, "<": lt, ">": gt}


class Period(StrEnum):
    """How often a trigger is looked at."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Missing(StrEnum):
    """What a period without a number does to a run of breaches."""

    HOLD = "hold"
    BREAK = "break"
    COUNT = "count"


class Deed(StrEnum):
    """What a trigger can ask for; none of them ends an alliance."""

    NOTIFY = "notify"
    REVIEW = "review"
    ESCALATE = "escalate"
    EXIT_OPTION = "exit_option"
    RENEGOTIATE = "renegotiate"


Values = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Comparison:
    """One number against a limit."""

    metric: str
    sign: str
    limit: Decimal

    def holds(self, values: Values) -> bool | None:
        """Whether the limit is broken; nothing when the number is not known."""
        value = values.get(self.metric)
        return None if value is None else bool(COMPARISONS[self.sign](value, self.limit))

    def metrics(self) -> Iterator[str]:
        """The numbers that it looks at."""
        yield self.metric

    def __str__(self) -> str:
        return f"{self.metric} {self.sign} {decimal_text(self.limit)}"


@dataclass(frozen=True)
class Group:
    """Several conditions of which all, or any, must hold."""

    all_of: bool
    parts: "tuple[Condition, ...]"

    def holds(self, values: Values) -> bool | None:
        """As in three-valued logic: one known part can settle it, else an unknown one leaves it open."""
        found = [part.holds(values) for part in self.parts]
        settles = not self.all_of
        if settles in found:
            return settles
        return None if None in found else not settles

    def metrics(self) -> Iterator[str]:
        """The numbers that it looks at, in the order in which they stand."""
        for part in self.parts:
            yield from part.metrics()

    def __str__(self) -> str:
        return f"{'ALL' if self.all_of else 'ANY'}({', '.join(str(part) for part in self.parts)})"


Condition = Comparison | Group


def spoken(whom: str) -> str:
    """A name as a rule writes it: in quotes where a comma or a bracket is part of it."""
    return f'"{whom}"' if set(whom) & set("(),") else whom


@dataclass(frozen=True)
class Action:
    """One thing that follows, with whom it concerns and within how many days."""

    deed: Deed
    whom: str = ""
    days: int | None = None

    def __str__(self) -> str:
        inside = [spoken(self.whom)] if self.whom else []
        inside += [str(self.days)] if self.days is not None else []
        return f"{self.deed}({', '.join(inside)})" if inside else str(self.deed)


@dataclass(frozen=True, kw_only=True)
class ExitRule:
    """The whole rule; `run` and `grace` count closed periods (run ≥ 1, grace ≥ 0)."""

    condition: Condition
    run: int
    period: Period
    actions: tuple[Action, ...]
    grace: int = 0
    missing: Missing = Missing.HOLD

    @property
    def metrics(self) -> tuple[str, ...]:
        """Each number once, in the order in which it stands."""
        return tuple(dict.fromkeys(self.condition.metrics()))

    def __str__(self) -> str:
        """The rule as it is printed in the annex and can be read again."""
        words = [f"WHEN {self.condition} FOR {_periods(self.run, self.period)}"]
        words += [f"AFTER {_periods(self.grace, self.period)}"] if self.grace else []
        words += [f"IF MISSING {self.missing}"] if self.missing is not Missing.HOLD else []
        return " ".join([*words, "THEN", " AND ".join(str(action) for action in self.actions)])


def _periods(count: int, period: Period) -> str:
    return f"{count} {period}" if count == 1 else f"{count} {period}s"
