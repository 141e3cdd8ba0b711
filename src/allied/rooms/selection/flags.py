"""Red flags: rules that no good score elsewhere can make up for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.selection.scale import Scores


class Comparator(StrEnum):
    """How a number is held against the level of a rule."""

    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    ABOVE = ">"
    AT_LEAST = ">="


class Statistic(StrEnum):
    """Which number of a cell a rule looks at; `any` looks at each rater alone."""

    MEDIAN = "median"
    MEAN = "mean"
    ANY = "any"


class Consequence(StrEnum):
    """A veto puts a candidate below the line; a contest asks for a written answer."""

    VETO = "veto"
    CONTEST = "contest"


@dataclass(frozen=True)
class Rule:
    """When a criterion raises a red flag."""

    criterion: str
    comparator: Comparator
    level: float
    statistic: Statistic
    consequence: Consequence


@dataclass(frozen=True)
class Flag:
    """A rule that fired, with the numbers that made it fire."""

    rule: Rule
    value: float  # median or mean; for `any` the most extreme score that meets the rule
    scores: tuple[float, ...]
    hits: int  # for `any`: how many raters meet it; else all of them


@dataclass(frozen=True)
class RedFlags:
    """What the rules found for one candidate."""

    vetoes: tuple[Flag, ...]
    contests: tuple[Flag, ...]
    unchecked: tuple[Rule, ...]  # no score yet: neither clean nor flagged

    @property
    def is_vetoed(self) -> bool:
        """Whether the candidate keeps its score but stands below the line."""
        return bool(self.vetoes)


def check_flags(scores: Scores, rules: Iterable[Rule]) -> RedFlags:
    """Every rule held against one candidate's scores. Source: methods.md 1.2."""
    raise NotImplementedError


def say_flag(flag: Flag, name: str) -> str:
    """One sentence on a flag: which rule, on which criterion, with which numbers."""
    raise NotImplementedError
