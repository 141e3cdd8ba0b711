"""The seven criteria to start from, with their questions, anchors and red flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from allied.kit.catalogue import catalogue
from allied.rooms.selection.flags import Comparator, Consequence, Rule, Statistic
from allied.rooms.selection.limits import Limits


@dataclass(frozen=True)
class Criterion:
    """One thing that candidates are scored on."""

    key: str
    name: str
    short: str  # for the head of a column
    question: str
    evidence: tuple[str, ...]
    anchors: Mapping[int, str]  # what 1, 3 and 5 mean
    flags: tuple[str, ...]  # the red flags it carries by default: veto, contest


def how_to_score() -> str:
    """What a rater reads before scoring."""
    return str(catalogue("selection", "criteria")["how"])


@cache
def criteria() -> tuple[Criterion, ...]:
    """The built-in criteria in their order."""
    return tuple(Criterion(**entry) for entry in catalogue("selection", "criteria")["criteria"])


def default_rules(limits: Limits) -> tuple[Rule, ...]:
    """The red flags of the built-in criteria: first the vetoes, then the contests."""
    vetoes = (_veto(each.key, limits) for each in criteria() if "veto" in each.flags)
    contests = (_contest(each.key, limits) for each in criteria() if "contest" in each.flags)
    return (*vetoes, *contests)


def _veto(criterion: str, limits: Limits) -> Rule:
    level = limits.veto_level
    return Rule(criterion, Comparator.AT_MOST, level, Statistic.MEDIAN, Consequence.VETO)


def _contest(criterion: str, limits: Limits) -> Rule:
    level = limits.contest_level
    return Rule(criterion, Comparator.AT_MOST, level, Statistic.ANY, Consequence.CONTEST)
