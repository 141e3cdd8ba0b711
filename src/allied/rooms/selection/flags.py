"""Red flags: rules that no good score elsewhere can make up for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from statistics import median

from allied.rooms.selection.scale import Scores, check_score

SAME = 1e-9


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
    value: float  # the median or mean; for `any` the score that meets the rule, lowest first
    scores: tuple[float, ...]  # of all raters, lowest first
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


MEETS: dict[Comparator, Callable[[float, float], bool]] = {
    Comparator.AT_MOST: lambda value, level: value <= level + SAME,
    Comparator.BELOW: lambda value, level: value < level - SAME,
    Comparator.EQUAL: lambda value, level: abs(value - level) <= SAME,
    Comparator.ABOVE: lambda value, level: value > level + SAME,
    Comparator.AT_LEAST: lambda value, level: value >= level - SAME,
}
IN_WORDS = {
    Comparator.AT_MOST: "{} or less",
    Comparator.BELOW: "less than {}",
    Comparator.EQUAL: "exactly {}",
    Comparator.ABOVE: "more than {}",
    Comparator.AT_LEAST: "{} or more",
}


def check_flags(scores: Scores, rules: Iterable[Rule]) -> RedFlags:
    """Every rule held against one candidate's scores. Source: methods.md 1.2."""
    flags: list[Flag] = []
    unchecked: list[Rule] = []
    for rule in rules:
        check_score(rule.level)
        cell = tuple(sorted(scores.get(rule.criterion, ())))
        if not cell:
            unchecked.append(rule)
        elif flag := _fire(rule, cell):
            flags.append(flag)
    vetoes = tuple(flag for flag in flags if flag.rule.consequence is Consequence.VETO)
    contests = tuple(flag for flag in flags if flag.rule.consequence is Consequence.CONTEST)
    return RedFlags(vetoes, contests, tuple(unchecked))


def say_flag(flag: Flag, name: str) -> str:
    """One sentence on a flag: which rule, on which criterion, with which numbers."""
    rule, n = flag.rule, len(flag.scores)
    level = IN_WORDS[rule.comparator].format(f"{rule.level:g}")
    given = ", ".join(f"{score:g}" for score in flag.scores)
    if rule.statistic is Statistic.ANY:
        one = "scores" if flag.hits == 1 else "score"
        said = f"{name}: {flag.hits} of {n} {_raters(n)} {one} {level}"
    else:
        said = f"{name}: the {rule.statistic} of {n} {_raters(n)} is {flag.value:.3g} ({level})"
    answer = "" if rule.consequence is Consequence.VETO else " It needs a written answer."
    return f"{said}; scores {given}.{answer}" if n > 1 else f"{said}.{answer}"


def _fire(rule: Rule, scores: Sequence[float]) -> Flag | None:
    """The flag that this rule raises on these scores, lowest first, if any."""
    for score in scores:
        check_score(score)
    meets = MEETS[Comparator(rule.comparator)]
    statistic = Statistic(rule.statistic)
    if statistic is Statistic.ANY:
        hits = [score for score in scores if meets(score, rule.level)]
        return Flag(rule, hits[0], tuple(scores), len(hits)) if hits else None
    mean = fsum(scores) / len(scores)
    value = float(median(scores)) if statistic is Statistic.MEDIAN else mean
    return Flag(rule, value, tuple(scores), len(scores)) if meets(value, rule.level) else None


def _raters(n: int) -> str:
    return "rater" if n == 1 else "raters"
