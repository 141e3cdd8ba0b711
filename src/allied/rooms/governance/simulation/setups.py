"""The recommended set-up beside the blueprint of today: what fits, and what would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allied.kit.words import counted
from allied.rooms.governance.rhythm import in_words, mean_period
from allied.rooms.governance.rights import SPONSORS, Blueprint, Forum, Layer, Tiebreak
from allied.rooms.governance.rrule import UnknownRhythm
from allied.rooms.governance.simulation.complexity import Tier
from allied.rooms.governance.simulation.factors import setup_of

LAYERS = (
    (Layer.WORKING, "working", "Working session"),
    (Layer.OPERATIONAL, "council", "Council"),
    (Layer.STEERING, "steering", "Steering"),
)
WEEKS = {5: "every week", 10: "every 2 weeks", 22: "every month", 65: "every quarter"}
SLACK = 0.5


@dataclass(frozen=True)
class Line:
    """One thing of the set-up: what is recommended, what the blueprint says, and whether it fits."""

    name: str
    recommended: str
    now: str
    fits: bool


def compared(tier: Tier, blueprint: Blueprint) -> tuple[Line, ...]:
    """Line by line the set-up of a tier beside the blueprint."""
    asked = setup_of(tier)
    lines = [_meets(blueprint, layer, asked[key], name) for layer, key, name in LAYERS]
    lines.append(_sponsors(blueprint, asked["answer"]))
    lines.extend(_ways(blueprint, asked))
    if asked["deadlock"]:
        without = [one.name for one in blueprint.rights if one.deadlock.kind is Tiebreak.NONE]
        now = f"{counted(len(without), 'type')} without" if without else "every type"
        lines.append(Line("Rule on deadlock", "every type", now, not without))
    many = len(blueprint.forums)
    lines.append(Line("Forums", f"{asked['forums']}", f"{many}", many <= asked["forums"]))
    return tuple(lines)


def _meets(blueprint: Blueprint, layer: Layer, longest: int, name: str) -> Line:
    forums = [forum for forum in blueprint.forums if forum.layer is layer]
    periods = [(period, forum) for forum in forums if (period := _period(forum)) is not None]
    if not periods:
        return Line(name, WEEKS.get(longest, "not needed"), "none", not longest)
    period, forum = min(periods, key=lambda one: one[0])
    if not longest:
        return Line(name, "not needed", in_words(forum.rhythm), False)
    # Meeting more often than asked is heavier than asked.
    fits = longest / 2 < period <= longest + SLACK or (layer is Layer.WORKING and period <= longest)
    return Line(name, WEEKS[longest], in_words(forum.rhythm), fits)


def _period(forum: Forum) -> float | None:
    try:
        return mean_period(forum.rhythm) if forum.rhythm else None
    except UnknownRhythm:
        return None


def _sponsors(blueprint: Blueprint, days: int) -> Line:
    steps = [one.escalation for one in blueprint.rights if one.escalation]
    pair = [step for step in steps if step.to == SPONSORS or (step.sla_days or 99) <= days]
    now = f"{len(pair)} of {counted(len(blueprint.rights), 'type')}"
    fits = bool(pair) and len(pair) == len(steps)
    says = f"answer in {counted(days, 'working day')}"
    return Line("Sponsor pair on call", says, now, fits)


def _ways(blueprint: Blueprint, wanted: Mapping[str, Any]) -> Iterator[Line]:
    joint = [right for right in blueprint.rights if right.may_be_joint]
    written = [right for right in joint if right.written]
    if wanted["written"]:
        now = f"{len(written)} of {counted(len(joint), 'joint type')}"
        yield Line("Approval in writing", "every joint type", now, len(written) == len(joint))
    roadmap = next((right for right in blueprint.rights if right.kind == "roadmap"), None)
    if wanted["sla"] and roadmap is not None:
        days = roadmap.sla_days
        now = counted(days, "working day") if days else "none"
        says = f"at least {counted(wanted['sla'], 'working day')}"
        yield Line(f"SLA of {roadmap.name}", says, now, bool(days and days >= wanted["sla"]))
