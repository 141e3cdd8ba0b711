"""What both sides cannot be right about: shown first, before any number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from allied.rooms.thesis.alignment.answers import IN, OUT
from allied.rooms.thesis.alignment.asked import Asked
from allied.rooms.thesis.alignment.restatement import same_words, target_ratio
from allied.rooms.thesis.alignment.sides import Side


class Topic(StrEnum):
    """What a difference is about; it says in which section of the thesis it is settled."""

    SUCCESS = "success"
    CONTRIBUTION = "contribution"
    SCOPE = "scope"
    ASSUMPTION = "assumption"
    WEIGHT = "weight"


class Kind(StrEnum):
    """How two sides contradict each other."""

    IN_AND_OUT = "in and out"
    TARGETS_APART = "targets apart"
    NOBODY_BRINGS = "nobody brings it"
    SEVERAL_BRING = "more than one brings it"
    CRITICAL_ON_ONE = "critical on one list only"


@dataclass(frozen=True)
class Contradiction:
    """One thing that cannot both be: what it is about, how, and the sides on either part of it."""

    kind: Kind
    topic: Topic
    item: str
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def contradictions(
    asked: Asked, sides: Sequence[Side], *, most_ratio: float = 2.0
) -> tuple[Contradiction, ...]:
    """Every contradiction, the boundary first (field.md 4.1); needs two sides."""
    if len(sides) < 2:
        return ()
    return (
        *_boundary(asked, sides),
        *_targets(asked, sides, most_ratio),
        *_contributions(asked, sides),
        *_critical(asked, sides),
    )


def _boundary(asked: Asked, sides: Sequence[Side]) -> Iterator[Contradiction]:
    for item in asked.scope:
        inside = tuple(one.organisation for one in sides if one.boundary(item.id) == IN)
        outside = tuple(one.organisation for one in sides if one.boundary(item.id) == OUT)
        if inside and outside:
            yield Contradiction(Kind.IN_AND_OUT, Topic.SCOPE, item.id, inside, outside)


def _targets(asked: Asked, sides: Sequence[Side], most: float) -> Iterator[Contradiction]:
    for outcome in asked.outcomes:
        for a, b in combinations(sides, 2):
            one, other = a.success(outcome.id), b.success(outcome.id)
            if one.target is None or other.target is None:
                continue
            if one.unit and other.unit and not same_words(one.unit, other.unit):
                continue
            if target_ratio(one.target, other.target) * most < 1:
                low, high = (a, b) if abs(one.target) < abs(other.target) else (b, a)
                ends = (low.organisation,), (high.organisation,)
                yield Contradiction(Kind.TARGETS_APART, Topic.SUCCESS, outcome.id, *ends)
                break


def _contributions(asked: Asked, sides: Sequence[Side]) -> Iterator[Contradiction]:
    """What a side says of itself counts: claimed by nobody, or by several who do not say so of each other."""
    for item in asked.contributions:
        said = {one.organisation: one.brings(item.id) for one in sides}
        if any(who is None for who in said.values()):
            continue
        claiming = tuple(key for key, who in said.items() if who and key in who)
        if not claiming:
            yield Contradiction(Kind.NOBODY_BRINGS, Topic.CONTRIBUTION, item.id)
        elif len(claiming) > 1 and len(set(said.values())) > 1:
            yield Contradiction(Kind.SEVERAL_BRING, Topic.CONTRIBUTION, item.id, claiming)


def _critical(asked: Asked, sides: Sequence[Side]) -> Iterator[Contradiction]:
    for item in asked.assumptions:
        said = {one.organisation: one.is_critical(item.id) for one in sides}
        on = tuple(key for key, critical in said.items() if critical)
        off = tuple(key for key, critical in said.items() if critical is False)
        if on and off:
            yield Contradiction(Kind.CRITICAL_ON_ONE, Topic.ASSUMPTION, item.id, on, off)
