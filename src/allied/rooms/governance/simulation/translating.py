"""A blueprint as the simulation sees it: tables with real sessions, kinds with their arrivals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import comb

from allied.rooms.governance.limits import Limits as RoomLimits
from allied.rooms.governance.rights import SPONSORS, Blueprint, DecisionRight, Forum
from allied.rooms.governance.rrule import UnknownRhythm
from allied.rooms.governance.simulation.design import Design, Kind, Table
from allied.rooms.governance.simulation.limits import Limits
from allied.rooms.governance.simulation.sessions import Sittings, Year, sittings

DAYS_A_MONTH = 65 / 3
WAITING_ROOM = "as needed: "


@dataclass(frozen=True)
class Arrivals:
    """How many decisions of a type come in a month, and how many of the log say so (0: a default)."""

    per_month: float
    counted: int = 0


@dataclass(frozen=True, kw_only=True)
class Around:
    """Everything around a blueprint that its speed depends on."""

    year: Year
    begins: date
    parties: tuple[str, ...]
    arrivals: tuple[tuple[str, Arrivals], ...]
    limits: Limits
    room: RoomLimits

    def arriving(self, right: DecisionRight) -> Arrivals:
        """The arrivals of one type: as the log has them, else the default of its kind."""
        known = dict(self.arrivals).get(right.id)
        default = self.limits.rates.get(right.kind, self.limits.rate_unknown)
        return known or Arrivals(default)


@dataclass(frozen=True)
class Translated:
    """The design, and why some rows are not part of it; `met`: the sessions of each forum."""

    design: Design | None
    left_out: Mapping[str, str]
    met: Mapping[str, Sittings]


def translate(blueprint: Blueprint, around: Around) -> Translated:
    """The tables and kinds of a blueprint; a row that cannot be simulated says why."""
    met = {forum.id: _met(forum, around) for forum in blueprint.forums}
    tables = {
        forum.id: table
        for forum in blueprint.forums
        if (table := _table(forum, met[forum.id], around)) is not None
    }
    kinds, left_out = [], {}
    for right in blueprint.rights:
        why = _why_not(right, blueprint, tables)
        if why:
            left_out[right.id] = why
            continue
        key = right.forum
        if right.as_needed:
            key = WAITING_ROOM + right.id
            tables[key] = Table(key=key, period=float(right.convening_days or 1))
        to = _escalation(right, tables, around)
        kinds.append(_kind(right, key, to, around))
    used = {kind.table for kind in kinds} | {kind.escalates_to for kind in kinds}
    chosen = tuple(table for key, table in tables.items() if key in used)
    design = Design(kinds=tuple(kinds), tables=chosen) if kinds else None
    return Translated(design, left_out, {key: one for key, one in met.items() if one})


def _met(forum: Forum, around: Around) -> Sittings | None:
    try:
        meets = forum.rhythm and around.year.length
        return sittings(forum.rhythm, around.begins, around.year) if meets else None
    except UnknownRhythm:
        return None


def _table(forum: Forum, met: Sittings | None, around: Around) -> Table | None:
    if met is None or not met.places:
        return None
    limits = around.limits
    minutes = forum.minutes_long or limits.minutes_unknown
    return Table(
        key=forum.id,
        period=around.year.length / len(met.places),
        sessions=met.places,
        cycle=float(around.year.length),
        capacity=room_in(forum, limits),
        quorum=quorate(forum, around.parties, limits.attendance),
        lead=float(forum.notice_days or 0),
        attendees=len(forum.members),
        hours=minutes / 60,
        prep=limits.prep_hours,
    )


def room_in(forum: Forum, limits: Limits) -> int:
    """How many decisions fit into one session of a forum."""
    minutes = forum.minutes_long or limits.minutes_unknown
    return max(1, minutes // limits.minutes_a_decision[forum.layer.value])


def quorate(forum: Forum, parties: tuple[str, ...], attendance: float) -> float:
    """The share of sessions that are quorate on every side, when each member comes that often.

    A side with fewer members than its quorum needs all of them; one without members is not counted.
    """
    found = 1.0
    for party in parties:
        members = len(forum.members_of(party))
        needed = min(forum.quorum_for(party), members)
        found *= _enough(members, needed, attendance)
    return found


@lru_cache(maxsize=512)
def _enough(members: int, needed: int, attendance: float) -> float:
    return sum(
        comb(members, k) * attendance**k * (1 - attendance) ** (members - k)
        for k in range(needed, members + 1)
    )


def _why_not(right: DecisionRight, blueprint: Blueprint, tables: Mapping[str, Table]) -> str:
    if right.sla_days is None:
        return "has no SLA."
    if right.as_needed:
        return "" if right.convening_days else "is decided as needed, and nothing says how soon."
    forum = blueprint.forum(right.forum)
    if forum is None:
        return "has no forum."
    if not forum.rhythm:
        return f"sits in {forum.name}, which has no rhythm."
    if right.forum not in tables:
        return f"sits in {forum.name}, which does not meet in the coming year."
    return ""


def _escalation(right: DecisionRight, tables: dict[str, Table], around: Around) -> str:
    """Where a late one also goes: a forum, the sponsor pair, or either with its own answer time."""
    step = right.escalation
    if step is None:
        return ""
    days = step.sla_days or (around.room.sponsor_answer_days if step.to == SPONSORS else 0)
    if not days:
        return step.to if step.to in tables and step.to != right.forum else ""
    key = f"{step.to}: {days}"
    tables.setdefault(key, Table(key=key, period=float(days)))
    return key


def _kind(right: DecisionRight, table: str, to: str, around: Around) -> Kind:
    written = around.room.written_share if right.written else 0.0
    return Kind(
        key=right.id,
        rate=around.arriving(right).per_month / DAYS_A_MONTH,
        table=table,
        sla=float(right.sla_days or 0),
        written=written,
        written_mean=float(around.room.written_mean_days),
        escalates_to=to,
    )
