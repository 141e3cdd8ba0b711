"""The simulation in sentences: what comes first on the page, on the command line and in the API."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

from allied.kit.words import capitalised, counted, listed, percent
from allied.rooms.governance.latency import after_breach, longest_period
from allied.rooms.governance.rhythm import in_words, mean_period
from allied.rooms.governance.rights import Blueprint, DecisionRight, Joint
from allied.rooms.governance.rrule import UnknownRhythm
from allied.rooms.governance.simulation.complexity import Complexity
from allied.rooms.governance.simulation.factors import factors
from allied.rooms.governance.simulation.fixes import Fix, Fixes
from allied.rooms.governance.simulation.forecasting import Forecast, Outlook
from allied.rooms.governance.simulation.translating import Around
from allied.rooms.governance.simulation.weight import Weighed, Weight

EXACT = "By the exact formula"
FULL = 0.995  # a share of sessions that reads as all of them


def in_hundred(share: float) -> str:
    """A share as people picture it: 46 of 100 cases."""
    return f"{round(100 * share)} of 100 cases"


def lead(seen: Forecast) -> str:
    """ "Roadmap changes are decided in time in 46 of 100 cases.\""""
    name = seen.right.name
    verb = "are" if name.rstrip().endswith("s") else "is"
    return f"{name} {verb} decided in time in {in_hundred(seen.outcome.on_time)}."


def left_out(right: DecisionRight, why: str) -> str:
    """Why a row cannot be simulated, as a sentence."""
    return f"{right.name} {why}"


@dataclass(frozen=True)
class Reckoned:
    """One number on the way from the rhythm to what is simulated: what it counts, the share, how."""

    says: str
    share: float
    how: str


def reckoned(seen: Forecast) -> list[Reckoned]:
    """Which number is which: from the rhythm alone, one thing more each time, to the simulated share."""
    found = [Reckoned("The rhythm alone", seen.by_rhythm, f"{EXACT}, the lint's “at best”")]
    if seen.lead:
        says = f"Papers {counted(round(seen.lead), 'day')} ahead"
        found.append(Reckoned(says, seen.with_papers, f"{EXACT}, by this the lint warns"))
    if seen.sessions:
        found.append(Reckoned("The real dates of the coming year", seen.dated, EXACT))
    if seen.quorum < FULL:
        says = f"A quorum in {percent(seen.quorum)} of the sessions"
        found.append(Reckoned(says, seen.exact, EXACT))
    found.append(Reckoned("All that is on the agenda", seen.outcome.on_time, _simulated(seen)))
    return found


def _simulated(seen: Forecast) -> str:
    """How firm a simulated share is: two standard errors of it, in points of 100."""
    share, many = seen.outcome.on_time, max(seen.outcome.count, 1)
    points = ceil(200 * sqrt(share * (1 - share) / many))
    within = f", give or take {counted(points, 'point')}" if points else ""
    return f"Simulated with {many:,} decisions{within}"


def at_best(seen: Forecast) -> str:
    """What the rhythm allows at best by itself, as the lint says it, and what takes the rest away."""
    rest = []
    if seen.lead:
        rest.append(f"papers {counted(round(seen.lead), 'day')} ahead")
    if seen.quorum < FULL:
        rest.append(f"a quorum in {percent(seen.quorum)} of the sessions")
    if seen.exact - seen.outcome.on_time > 0.02:
        rest.append("a full agenda")
    if seen.by_rhythm <= seen.outcome.on_time or not rest:
        return f"At best {percent(seen.by_rhythm)} by the rhythm alone."
    verb = "take" if len(rest) > 1 or seen.lead else "takes"
    said = capitalised(listed(rest))
    return f"At best {percent(seen.by_rhythm)} by the rhythm alone. {said} {verb} the rest."


def days_words(seen: Forecast) -> str:
    """The mean and the tail in one line."""
    found = seen.outcome
    return f"Mean {found.mean:.1f} working days, nine of ten within {found.p90:.1f}."


def wish_words(fix: Fix) -> str:
    """A change as the button says it."""
    return capitalised(fix.says)


def fix_sentence(found: Fixes, seen: Forecast) -> str:
    """The cheapest way to the target, or that there is none."""
    if seen.outcome.on_time >= found.target:
        return f"That is the {percent(found.target)} you aim at, or more."
    if found.cheapest is None:
        return f"No change tried here reaches {percent(found.target)}."
    way = found.cheapest
    return (
        f"The cheapest way to {percent(found.target)}: {way.says}. "
        f"That gives {in_hundred(way.share)} (cost {way.cost:g})."
    )


def warnings(now: Outlook, around: Around) -> Iterator[tuple[str, str, str]]:
    """What methods.md 3.4 warns of: (id of the rule, id of the row, sentence)."""
    for right in now.blueprint.rights:
        seen = now.forecasts.get(right.id)
        if right.as_needed and not right.convening_days:
            yield "as_needed", right.id, f"{right.name} meets as needed, and nothing says how soon."
        if right.joint is Joint.SOMETIMES and not right.condition.strip():
            said = f"{right.name} is sometimes joint, and nothing says when."
            yield "sometimes", right.id, said
        if seen is None:
            continue
        yield from _of_rhythm(right, seen, now.blueprint, around)
        if seen.busy >= around.limits.busy:
            full = "overflows" if seen.busy >= 1 else f"is {percent(seen.busy)} full"
            yield "busy", right.id, f"The agenda that takes {right.name} {full}: decisions queue."


def _of_rhythm(
    right: DecisionRight, seen: Forecast, blueprint: Blueprint, around: Around
) -> Iterator[tuple[str, str, str]]:
    sla, period = right.sla_days or 0, _period(right.forum, blueprint)
    if period is None or right.as_needed:
        return
    target = around.limits.target
    if not right.written and sla < period * target / max(seen.quorum, 0.01) + seen.lead:
        most = longest_period(target, sla, seen.lead, seen.quorum)
        said = (
            f"{right.name}: {counted(sla, 'day')} are too short for this rhythm. "
            f"{percent(target)} need a session every {most:.1f} working days."
        )
        yield "sla_short", right.id, said
    if abs(sla - period) < 0.01 and not right.written:
        said = f"{right.name}: an SLA as long as the rhythm fails with each lost session."
        yield "sla_is_period", right.id, said
    to = right.escalation.to if right.escalation and not right.escalation.sla_days else ""
    there = _period(to, blueprint)
    if there is None:
        return
    breach = after_breach(period, sla, there)
    if breach.mean_in_escalation > breach.mean_in_forum:
        name = blueprint.forum_name(to)
        said = (
            f"{right.name}: after a missed SLA {name} meets in {breach.mean_in_escalation:.1f} days"
        )
        if breach.mean_in_forum:
            first = ceil(100 * breach.escalation_first)
            said += f", its own forum in {breach.mean_in_forum:.1f}; {name} comes first in {first} of 100."
        else:
            said += " on average, its own forum before that."
        yield "escalation_slow", right.id, said


def _period(forum_id: str, blueprint: Blueprint) -> float | None:
    forum = blueprint.forum(forum_id)
    try:
        return mean_period(forum.rhythm) if forum and forum.rhythm else None
    except UnknownRhythm:
        return None


def rhythm_or_none(rhythm: str) -> str:
    """A rhythm in words; what cannot be read stays as it is."""
    try:
        return in_words(rhythm) if rhythm else "no rhythm"
    except UnknownRhythm:
        return rhythm


def complexity_lead(found: Complexity) -> tuple[str, str]:
    """The recommendation, and why it is this tier."""
    first = f"{found.recommended.capitalize()} governance: {found.score:.0f} of 100 points."
    if found.is_in_doubt:
        share = percent(found.shares[found.recommended])
        return (
            first,
            f"The points say {found.tier}, other weights {found.recommended} in {share}: the lighter one.",
        )
    names = {factor.key: factor.name for factor in factors()}
    if found.floor_why and found.recommended is found.floor:
        named = listed([names[key].lower() for key in found.floor_why])
        verb = "asks" if len(found.floor_why) == 1 else "ask"
        return first, f"{capitalised(named)} {verb} for it, whatever the rest."
    share = percent(found.shares[found.recommended])
    return first, f"{share} of all weightings of the factors say so."


def weight_words(found: Weighed, weeks: int) -> str:
    """The verdict of the last weeks in a sentence."""
    seen = f"{counted(found.decisions, 'decision')} in {weeks} weeks"
    if found.weight is Weight.UNKNOWN:
        return f"Too little data: {seen}."
    if found.weight is Weight.FITS:
        return f"The weight fits, by {seen}."
    return f"The governance is {found.weight}, by {seen}."
