"""Rules about speed: can the rhythm of a forum keep the SLA? (E19, W20, W41; methods.md 3.3)"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, isclose

from allied.kit.lint import Hit, rule
from allied.kit.words import capitalised, counted, listed, percent
from allied.rooms.governance.latency import (
    longest_period,
    share_on_time,
    share_with_writing,
    shortest_sla,
)
from allied.rooms.governance.lint.matrix import Matrix, on_right
from allied.rooms.governance.rhythm import adjective, in_words
from allied.rooms.governance.rights import DecisionRight

RHYTHMS = (("every week", 5.0), ("every 2 weeks", 10.0), ("every month", 65 / 3))


@dataclass(frozen=True)
class Forecast:
    """What a rhythm promises: the share in time at best, and with papers and attendance."""

    period: float
    sla: int
    lead: int
    quorum: float
    best: float
    now: float


def forecast(right: DecisionRight, matrix: Matrix) -> Forecast | None:
    """The analytic forecast for one decision type; nothing where no rhythm or SLA is known."""
    period = right.convening_days if right.as_needed else matrix.period(right.forum)
    if period is None or right.sla_days is None:
        return None
    forum = matrix.forum_of(right)
    lead = (forum.notice_days or 0) if forum else 0
    quorum = matrix.attendance.get(right.forum, 1.0)
    shares = (
        share_on_time(period, right.sla_days),
        share_on_time(period, right.sla_days, lead, quorum),
    )
    best, now = (_with_writing(share, right, matrix) for share in shares)
    return Forecast(period, right.sla_days, lead, quorum, best, now)


@rule("E19")
def cannot_be_in_time(matrix: Matrix) -> Iterator[Hit]:
    """Fewer than half of the decisions can be in time."""
    for right in matrix.rights:
        seen = forecast(right, matrix)
        if seen and seen.now < matrix.limits.on_time_error:
            yield from _slow(right, seen, "cannot meet", matrix)


@rule("W20")
def often_late(matrix: Matrix) -> Iterator[Hit]:
    """Fewer than four in five decisions can be in time."""
    limits = matrix.limits
    for right in matrix.rights:
        seen = forecast(right, matrix)
        if seen and limits.on_time_error <= seen.now < limits.on_time_target:
            yield from _slow(right, seen, "often misses", matrix)


@rule("W41")
def knife_edge(matrix: Matrix) -> Iterator[Hit]:
    """An SLA that equals the rhythm of its forum."""
    for right in matrix.rights:
        seen = forecast(right, matrix)
        if seen and isclose(seen.sla, seen.period + seen.lead) and not right.written:
            days = counted(seen.sla, "day")
            message = f"The SLA of {{name}} is as long as its rhythm: one lost session and {days}"
            fix = f"Promise {seen.sla + 1} or {seen.sla + 2} days, or allow approval in writing."
            yield from on_right(right, f"{message} are not enough.", fix)


RULES = (cannot_be_in_time, often_late, knife_edge)


def _slow(right: DecisionRight, seen: Forecast, verb: str, matrix: Matrix) -> Iterator[Hit]:
    """ "A monthly forum cannot meet a 10-day SLA: 46% on time at best.\""""
    message = (
        f"{_forum_words(right, matrix)} {verb} a {seen.sla}-day SLA: "
        f"{percent(seen.best)} on time at best{_today(seen)}."
    )
    yield from on_right(right, message, _cure(right, seen, matrix))


def _forum_words(right: DecisionRight, matrix: Matrix) -> str:
    if right.as_needed:
        return f"A session within {counted(right.convening_days or 0, 'day')}"
    forum = matrix.forum_of(right)
    rhythm = forum.rhythm if forum else ""
    word = adjective(rhythm)
    return f"A {word} forum" if word else f"A forum that meets {in_words(rhythm)}"


def _today(seen: Forecast) -> str:
    """What papers and attendance make of the best case, where they make a difference."""
    because = []
    if seen.lead:
        because.append(f"papers {counted(seen.lead, 'day')} ahead")
    if seen.quorum < 1:
        because.append("your attendance")
    worse = because and percent(seen.now) != percent(seen.best)
    return f", {percent(seen.now)} with {listed(because)}" if worse else ""


def _cure(right: DecisionRight, seen: Forecast, matrix: Matrix) -> str:
    """The ways to reach the target: meet more often, approve in writing, or promise later."""
    target = matrix.limits.on_time_target
    most = longest_period(target, seen.sla, seen.lead, seen.quorum)
    ways = [words for words, period in RHYTHMS if period <= most and period < seen.period][-1:]
    cures = [f"meet {words}" for words in ways]
    if not right.written:
        cures.append("allow approval in writing between meetings")
    honest = shortest_sla(target, seen.period, seen.lead, seen.quorum)
    if honest < float("inf"):
        cures.append(f"promise {counted(ceil(honest - 1e-9), 'day')}")
    text = listed(cures, "or")
    return f"{capitalised(text)}."


def _with_writing(share: float, right: DecisionRight, matrix: Matrix) -> float:
    if not right.written or right.sla_days is None:
        return share
    limits = matrix.limits
    return share_with_writing(share, limits.written_share, limits.written_mean_days, right.sla_days)
