"""The cheapest change that brings a type of decision to the wished share in time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from allied.kit.words import counted, listed
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum
from allied.rooms.governance.simulation.forecasting import Outlook, exact_share, outlook
from allied.rooms.governance.simulation.translating import Around
from allied.rooms.governance.simulation.what_if import WhatIf, changed, shorter_rhythms

STEP = 0.1
MOST_CONFIRMED = 6
MOST_ROOM = 4
NOISE = 2.0


@dataclass(frozen=True)
class Fix:
    """One way: what changes, what it costs by the stated numbers, and the share that it reaches."""

    kinds: tuple[str, ...]
    wish: WhatIf
    says: str
    cost: float
    share: float
    confirmed: bool = False


@dataclass(frozen=True)
class Fixes:
    """The cheapest way that reaches the target, and for each kind of change how far it gets alone."""

    target: float
    cheapest: Fix | None
    ways: tuple[Fix, ...]


def fixes(now: Outlook, right_id: str, around: Around, target: float) -> Fixes:
    """Tries each kind of change, then pairs; the cheapest that reaches the target is simulated, too.

    `target` is a share of 0 to 1. Exact formulas sort the candidates, the simulation has the last word.
    """
    right = now.blueprint.right(right_id)
    assert right is not None
    found = [
        _tried(fix, now.blueprint, right_id, around) for fix in _candidates(now, right, around)
    ]
    pairs = list(_pairs(found, now.blueprint, right_id, around, target))
    reaching = sorted(
        (fix for fix in (*found, *pairs) if fix.share >= target),
        key=lambda fix: (fix.cost, fix.says),
    )
    cheapest = None
    for fix in reaching[:MOST_CONFIRMED]:
        share = _simulated(fix.wish, now.blueprint, right_id, around)
        if share >= target:
            cheapest = replace(fix, share=share, confirmed=True)
            break
    return Fixes(target, cheapest, _shown(found, target))


def _tried(fix: Fix, blueprint: Blueprint, right_id: str, around: Around) -> Fix:
    if fix.kinds == ("capacity",):
        return replace(fix, share=_simulated(fix.wish, blueprint, right_id, around))
    return replace(fix, share=exact_share(changed(blueprint, right_id, fix.wish), right_id, around))


def _simulated(wish: WhatIf, blueprint: Blueprint, right_id: str, around: Around) -> float:
    found = outlook(changed(blueprint, right_id, wish), around).forecasts.get(right_id)
    return found.outcome.on_time if found else 0.0


def _candidates(now: Outlook, right: DecisionRight, around: Around) -> Iterator[Fix]:
    forum = None if right.as_needed else now.blueprint.forum(right.forum)
    costs = around.limits.fix_costs

    def fix(kind: str, wish: WhatIf, says: str, step: int = 1) -> Fix:
        return Fix((kind,), wish, says, round(costs[kind] * (1 + STEP * (step - 1)), 2), 0.0)

    if not right.written:
        yield fix("written", WhatIf(written=True), "allow approval in writing between meetings")
    if forum is not None:
        yield from (fix(*one) for one in _of_forum(now, right, forum, around))
    elif right.as_needed:
        for step, days in enumerate(range((right.convening_days or 1) - 1, 0, -1), 1):
            says = f"meet within {counted(days, 'working day')}"
            yield fix("rhythm", WhatIf(convening_days=days), says, step)
    for step, days in enumerate(range((right.sla_days or 0) + 1, around.limits.longest_sla + 1), 1):
        yield fix("sla", WhatIf(sla_days=days), f"promise {counted(days, 'working day')}", step)


def _of_forum(
    now: Outlook, right: DecisionRight, forum: Forum, around: Around
) -> Iterator[tuple[str, WhatIf, str, int]]:
    for step, days in enumerate(range((forum.notice_days or 0) - 1, -1, -1), 1):
        ahead = f"{counted(days, 'working day')} ahead" if days else "on the day"
        yield "lead", WhatIf(lead=days), f"take papers {ahead}", step
    for step, people in enumerate(range((forum.quorum or 0) - 1, 0, -1), 1):
        says = f"a quorum of {counted(people, 'person', 'people')} a side"
        yield "quorum", WhatIf(quorum=people), says, step
    for step, rule in enumerate(shorter_rhythms(forum), 1):
        yield "rhythm", WhatIf(rhythm=rule), f"meet {in_words(rule)}", step
    seen = now.forecasts[right.id]
    if seen.exact - seen.outcome.on_time > NOISE * max(seen.outcome.error, 0.005):
        minutes = forum.minutes_long or around.limits.minutes_unknown
        for step in range(1, MOST_ROOM + 1):
            longer = minutes + step * around.limits.minutes_a_decision[forum.layer.value]
            yield "capacity", WhatIf(minutes=longer), f"meet for {counted(longer, 'minute')}", step


def _pairs(
    found: list[Fix], blueprint: Blueprint, right_id: str, around: Around, target: float
) -> Iterator[Fix]:
    """Two changes together where neither is enough; a later promise is enough by itself."""
    alone = {fix.kinds for fix in found if fix.share >= target}
    best = {fix.kinds: fix for fix in found if "sla" not in fix.kinds and fix.kinds not in alone}
    for first, second in combinations(best.values(), 2):
        said = {name: value for name, value in vars(second.wish).items() if value is not None}
        both = Fix(
            first.kinds + second.kinds,
            replace(first.wish, **said),
            listed([first.says, second.says]),
            round(first.cost + second.cost, 2),
            0.0,
        )
        yield _tried(both, blueprint, right_id, around)


def _shown(found: list[Fix], target: float) -> tuple[Fix, ...]:
    """Of each kind the smallest step that is enough, else the one that gets furthest."""
    ways: dict[tuple[str, ...], Fix] = {}
    for fix in found:
        known = ways.get(fix.kinds)
        if known is None or (known.share < target and fix.share > known.share):
            ways[fix.kinds] = fix
    return tuple(sorted(ways.values(), key=lambda fix: (fix.share < target, fix.cost)))
