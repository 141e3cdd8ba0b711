"""What a rhythm can deliver at best: the exact baseline of waiting for a forum.

All times are working days; questions arrive at random. Source: methods.md 3.3 and 3.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log


def share_on_time(period: float, sla: float, lead: float = 0.0, quorum: float = 1.0) -> float:
    """The share (0 to 1) decided within the SLA by a forum that meets every `period` days.

    Papers are due `lead` days ahead; a session is quorate with probability `quorum`.
    """
    _check(period, quorum)
    left = max(sla - lead, 0.0)
    sessions, rest = divmod(left, period)
    missed = (1 - quorum) ** int(sessions)
    return 1 - missed + missed * quorum * rest / period


def mean_wait(period: float, lead: float = 0.0, quorum: float = 1.0) -> float:
    """The mean wait in working days."""
    _check(period, quorum)
    return lead + period / 2 + period * (1 - quorum) / quorum if quorum else inf


def shortest_sla(target: float, period: float, lead: float = 0.0, quorum: float = 1.0) -> float:
    """The SLA that a rhythm keeps with the share `target`; also that quantile of the wait."""
    _check(period, quorum)
    return lead + period * _periods_for(target, quorum)


def longest_period(target: float, sla: float, lead: float = 0.0, quorum: float = 1.0) -> float:
    """The longest time between sessions that keeps the SLA with the share `target`."""
    periods = _periods_for(target, quorum)
    return max(sla - lead, 0.0) / periods if periods else inf


def share_on_time_by_gaps(gaps: Sequence[float], sla: float, lead: float = 0.0) -> float:
    """The share in time for real session dates, given as the gaps between them."""
    left = max(sla - lead, 0.0)
    return sum(min(gap, left) for gap in gaps) / sum(gaps)


def mean_wait_by_gaps(gaps: Sequence[float], lead: float = 0.0) -> float:
    """The mean wait for real session dates: long gaps weigh more, they catch more questions."""
    return lead + sum(gap**2 for gap in gaps) / (2 * sum(gaps))


def share_of_two_forums(first: float, second: float, sla: float) -> float:
    """Each side decides in its own forum, both at once."""
    return share_on_time(first, sla) * share_on_time(second, sla)


def mean_of_two_forums(first: float, second: float) -> float:
    """The mean wait for the later of two forums that meet independently."""
    short, long = sorted((first, second))
    return long / 2 + short**2 / (6 * long)


def share_one_after_the_other(period: float, sla: float) -> float:
    """One side decides, then the other, in forums of the same rhythm; the mean is `period`."""
    left = min(sla, 2 * period)
    if left <= period:
        return left**2 / (2 * period**2)
    return 1 - (2 * period - left) ** 2 / (2 * period**2)


def share_with_writing(in_forum: float, share: float, mean_days: float, sla: float) -> float:
    """The share in time when a part of the decisions may also be approved in writing.

    `share` of them can; an answer in writing takes `mean_days` on average (exponential).
    """
    late_in_writing = exp(-sla / mean_days)
    return (1 - share) * in_forum + share * (1 - (1 - in_forum) * late_in_writing)


@dataclass(frozen=True)
class Breach:
    """What a question that missed its SLA still waits for."""

    mean_in_forum: float
    mean_in_escalation: float
    escalation_first: float


def after_breach(period: float, sla: float, escalation_period: float) -> Breach:
    """Whether escalating to another forum's next session is any faster (methods.md 3.4)."""
    _check(period, 1.0)
    left = max(period - sla, 0.0)
    waits = left / (2 * escalation_period)
    first = waits if left <= escalation_period else 1 - escalation_period / (2 * left)
    return Breach(left / 2, escalation_period / 2, first)


def _periods_for(target: float, quorum: float) -> float:
    """How many periods pass until the share `target` has been decided."""
    if not 0 <= target <= 1:
        raise ValueError("a target share lies between 0 and 1")
    if quorum >= 1:
        return target
    if target >= 1 or quorum <= 0:
        return inf
    lost = int(log(1 - target) / log(1 - quorum))
    missed = (1 - quorum) ** lost
    return lost + (target - 1 + missed) / (missed * quorum)


def _check(period: float, quorum: float) -> None:
    if period <= 0:
        raise ValueError("a forum meets every so many days, more than none")
    if not 0 <= quorum <= 1:
        raise ValueError("a probability lies between 0 and 1")
