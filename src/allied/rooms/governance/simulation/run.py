"""Lives many years of decisions through a design: who waits for which session (methods.md 3.6).

Events: a decision arrives and queues; a session that is quorate takes what fits, oldest first; the
clock in writing runs beside it; when the SLA runs out the decision also queues where it escalates to,
or moves there. Same design, seed and number of decisions: the same bytes.
"""

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from math import inf

import numpy as np

from allied.rooms.governance.simulation.design import MOST_SESSIONS, Design, Kind, Table

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Places = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Marks = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

FEWEST_ITEMS, MOST_ITEMS = 100, 200_000
WRITTEN, NOWHERE = -1, -2
WARM_UP = 0.02
RUN_OUT = 0.05
YEAR = 260


@dataclass(frozen=True)
class Outcome:
    """What became of one kind of decision; days are working days, shares lie between 0 and 1."""

    count: int
    on_time: float
    mean: float
    median: float
    p90: float
    escalated: float
    by_escalation: float
    in_writing: float
    days: tuple[int, ...]  # decisions per working day: the first is "within one day"
    beyond: int  # decisions later than the last of these days

    @property
    def error(self) -> float:
        """One standard error of the share on time."""
        return float((self.on_time * (1 - self.on_time) / max(self.count, 1)) ** 0.5)


@dataclass(frozen=True)
class Run:
    """One simulation: every kind, and what the tables cost and did not decide."""

    kinds: dict[str, Outcome]
    hours_per_decision: float
    idle_sessions: dict[str, float]
    count: int
    seed: int


@lru_cache(maxsize=128)
def simulate(design: Design, *, items: int, seed: int, histogram: int = 60) -> Run:
    """Simulates about so many decisions in all and counts what became of them.

    Raises ValueError for fewer than 100 or more than 200,000 decisions, or for so many sessions that
    it would not end soon.
    """
    if not FEWEST_ITEMS <= items <= MOST_ITEMS:
        raise ValueError(f"{FEWEST_ITEMS:,} to {MOST_ITEMS:,} simulated decisions")
    dice = np.random.default_rng(seed)
    rates = np.array([kind.rate for kind in design.kinds])
    end = items / float(rates.sum())
    met = _sessions(design, end, dice)
    life = _Life(design, end, items, dice)
    _live(design, life, *met)
    kinds = _kinds(design, life, end, histogram)
    hours = sum(table.hours_a_session * YEAR / table.mean_period for table in design.tables)
    decided = len(life.came) / end * YEAR
    return Run(kinds, hours / decided, _idle(design, life, met, end), items, seed)


class _Life:
    """The decisions of a run as columns: when they came, until when they may wait, what became of them."""

    def __init__(self, design: Design, end: float, items: int, dice: np.random.Generator) -> None:
        rates = np.array([kind.rate for kind in design.kinds])
        self.kind: Places = dice.choice(len(rates), size=items, p=rates / rates.sum())
        self.came: Numbers = np.sort(dice.uniform(0, end, items))
        slas = np.array([kind.sla for kind in design.kinds], dtype=float)
        self.due: Numbers = self.came + slas[self.kind]
        written = np.array([kind.written for kind in design.kinds])
        means = np.array([kind.written_mean for kind in design.kinds])
        eligible = dice.random(items) < written[self.kind]
        took = dice.exponential(1.0, items) * means[self.kind]
        self.done: Numbers = np.where(eligible, self.came + took, inf)
        self.by: Places = np.where(eligible, WRITTEN, NOWHERE)


def _sessions(
    design: Design, end: float, dice: np.random.Generator
) -> tuple[Numbers, Places, Marks]:
    """Every session in the order of time: when, of which table, and whether it can decide."""
    last = end * (1 + RUN_OUT) + 2 * max(table.mean_period for table in design.tables) + YEAR
    expected = sum(last / table.mean_period for table in design.tables)
    if expected > MOST_SESSIONS:
        raise ValueError(
            "too many sessions for so few decisions: a longer period or more decisions"
        )
    phases = dice.random(len(design.tables)).tolist()
    times, places, held = [], [], []
    for place, table in enumerate(design.tables):
        mine = _times(table, last, phases[place])
        times.append(mine)
        places.append(np.full(len(mine), place))
        held.append(dice.random(len(mine)) < table.quorum)
    order = np.argsort(np.concatenate(times), kind="stable")
    return (
        np.concatenate(times)[order],
        np.concatenate(places)[order],
        np.concatenate(held)[order],
    )


def _times(table: Table, last: float, phase: float) -> Numbers:
    if not table.sessions:
        first = table.period * phase if table.offset is None else table.offset
        found: Numbers = first + np.arange(0.0, last, table.period)
        return found
    years = np.arange(int(last / table.cycle) + 1) * table.cycle
    repeated: Numbers = (years[:, None] + np.array(table.sessions)[None, :]).ravel()
    return repeated


def _queues(design: Design, life: _Life) -> list[tuple[list[float], list[int], list[bool]]]:
    """Per table everybody who may ever queue there, by the moment of joining: newcomers and the late."""
    places = {table.key: place for place, table in enumerate(design.tables)}
    home = np.array([places[kind.table] for kind in design.kinds])[life.kind]
    to = np.array([places.get(kind.escalates_to, -1) for kind in design.kinds])[life.kind]
    found = []
    for place, table in enumerate(design.tables):
        new, late = np.flatnonzero(home == place), np.flatnonzero((to == place) & (home != place))
        # The late bring papers that were written long before.
        joins = np.concatenate(
            [life.came[new] + table.lead, np.maximum(life.due[late], life.came[late] + table.lead)]
        )
        order = np.argsort(joins, kind="stable")
        items = np.concatenate([new, late])[order]
        escalated = (np.arange(len(joins)) >= len(new))[order]
        found.append((joins[order].tolist(), items.tolist(), escalated.tolist()))
    return found


def _live(design: Design, life: _Life, times: Numbers, places: Places, held: Marks) -> None:
    """Session after session: who joined in time queues; what fits is decided."""
    queues = _queues(design, life)
    waiting: list[deque[tuple[int, bool]]] = [deque() for _ in design.tables]
    joined = [0] * len(design.tables)
    room = [table.capacity or len(life.came) for table in design.tables]
    done, by, due = life.done.tolist(), life.by.tolist(), life.due.tolist()
    moves = [bool(design.transfer and kind.escalates_to) for kind in design.kinds]
    moving = [moves[kind] for kind in life.kind.tolist()]
    sessions = zip(times.tolist(), places.tolist(), held.tolist(), strict=True)
    for time, place, quorate in sessions:
        if not quorate:
            continue
        joins, items, late = queues[place]
        queue, k, count = waiting[place], joined[place], len(joins)
        while k < count and joins[k] <= time:
            item = items[k]
            # Whoever was settled before the SLA ran out never escalated.
            if done[item] > (due[item] if late[k] else time):
                queue.append((item, late[k]))
            k += 1
        joined[place] = k
        left = room[place]
        while queue and left:
            item, escalated = queue.popleft()
            if done[item] <= time or (not escalated and moving[item] and due[item] <= time):
                continue
            done[item], by[item] = time, place
            left -= 1
    life.done, life.by = np.array(done), np.array(by)


def _kinds(design: Design, life: _Life, end: float, histogram: int) -> dict[str, Outcome]:
    counts = (life.came >= WARM_UP * end) & np.isfinite(life.done)
    return {
        kind.key: _outcome(design, kind, life, counts & (life.kind == place), histogram)
        for place, kind in enumerate(design.kinds)
    }


def _outcome(design: Design, kind: Kind, life: _Life, chosen: Marks, histogram: int) -> Outcome:
    waits = (life.done - life.came)[chosen]
    if not len(waits):
        return Outcome(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, (0,) * histogram, 0)
    late = waits > kind.sla + 1e-9
    by = life.by[chosen]
    place = next(
        (at for at, table in enumerate(design.tables) if table.key == kind.escalates_to), NOWHERE
    )
    elsewhere = (by == place) & late & (kind.escalates_to != kind.table)
    slots = np.bincount(np.minimum(np.ceil(waits - 1e-9).astype(int).clip(1), histogram + 1))
    slots = np.pad(slots, (0, max(0, histogram + 2 - len(slots))))
    p50, p90 = np.quantile(waits, (0.5, 0.9))
    return Outcome(
        count=len(waits),
        on_time=float(1 - late.mean()),
        mean=float(waits.mean()),
        median=float(p50),
        p90=float(p90),
        escalated=float(late.mean()) if kind.escalates_to else 0.0,
        by_escalation=float(elsewhere.mean()),
        in_writing=float((by == WRITTEN).mean()),
        days=tuple(int(count) for count in slots[1 : histogram + 1]),
        beyond=int(slots[histogram + 1]),
    )


def _idle(
    design: Design, life: _Life, met: tuple[Numbers, Places, Marks], end: float
) -> dict[str, float]:
    """Per table the share of sessions in which nothing was decided."""
    times, places, _ = met
    found = {}
    for place, table in enumerate(design.tables):
        mine = times[(places == place) & (times <= end)]
        used = np.unique(life.done[(life.by == place) & (life.done <= end)])
        found[table.key] = float(1 - len(used) / len(mine)) if len(mine) else 0.0
    return found
