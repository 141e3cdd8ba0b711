"""What a blueprint delivers: per type of decision the share in time, the days, and at best."""

from collections.abc import Mapping
from dataclasses import dataclass

from allied.rooms.governance.latency import share_on_time, share_with_writing
from allied.rooms.governance.rhythm import mean_period
from allied.rooms.governance.rights import Blueprint, DecisionRight
from allied.rooms.governance.simulation.capacity import use_of_agenda
from allied.rooms.governance.simulation.design import Design
from allied.rooms.governance.simulation.exact import share_of
from allied.rooms.governance.simulation.run import Outcome, Run, simulate
from allied.rooms.governance.simulation.sessions import Sittings
from allied.rooms.governance.simulation.translating import Around, Arrivals, translate


@dataclass(frozen=True)
class Forecast:
    """One type of decision.

    `by_rhythm`: the share in time at best by the rhythm alone, 260 working days a year, as the lint says
    it; `best`: the same on the real dates; `exact`: with papers and quorum on the real dates;
    `busy`: the share of the agenda in use.
    """

    right: DecisionRight
    outcome: Outcome
    by_rhythm: float
    best: float
    exact: float
    busy: float
    quorum: float
    lead: float
    sessions: int
    arrivals: Arrivals


@dataclass(frozen=True)
class Outlook:
    """A whole blueprint: each row that can be simulated, and why the others cannot."""

    blueprint: Blueprint
    design: Design | None
    run: Run | None
    forecasts: Mapping[str, Forecast]
    left_out: Mapping[str, str]
    met: Mapping[str, Sittings]


def outlook(blueprint: Blueprint, around: Around, *, seed: int | None = None) -> Outlook:
    """Simulates a blueprint on the real sessions of the coming year; the same seed, the same bytes."""
    found = translate(blueprint, around)
    if found.design is None:
        return Outlook(blueprint, None, None, {}, found.left_out, found.met)
    limits = around.limits
    run = simulate(found.design, items=limits.items, seed=limits.seed if seed is None else seed)
    forecasts = {
        right.id: _forecast(right, blueprint, found.design, run, around)
        for right in blueprint.rights
        if right.id not in found.left_out
    }
    return Outlook(blueprint, found.design, run, forecasts, found.left_out, found.met)


def exact_share(blueprint: Blueprint, right_id: str, around: Around) -> float:
    """The exact share in time of one row, with an agenda that has room for all."""
    design = translate(blueprint, around).design
    if design is None or right_id not in {kind.key for kind in design.kinds}:
        return 0.0
    kind = design.kind(right_id)
    return share_of(kind, design.table(kind.table))


def _forecast(
    right: DecisionRight, blueprint: Blueprint, design: Design, run: Run, around: Around
) -> Forecast:
    kind = design.kind(right.id)
    table = design.table(kind.table)
    here = [one for one in design.kinds if one.table == kind.table]
    rate = sum(one.rate * (1 - one.written) for one in here)
    busy = (
        use_of_agenda(rate, table.mean_period, table.capacity, table.quorum)
        if table.capacity
        else 0.0
    )
    return Forecast(
        right=right,
        outcome=run.kinds[right.id],
        by_rhythm=_by_rhythm(right, blueprint, kind.sla, kind.written, kind.written_mean),
        best=share_of(kind, table, best=True),
        exact=share_of(kind, table),
        busy=busy,
        quorum=table.quorum,
        lead=table.lead,
        sessions=len(table.sessions),
        arrivals=around.arriving(right),
    )


def _by_rhythm(
    right: DecisionRight, blueprint: Blueprint, sla: float, written: float, mean: float
) -> float:
    forum = blueprint.forum(right.forum)
    period = float(right.convening_days or 1)
    if not right.as_needed and forum is not None:
        period = mean_period(forum.rhythm)
    share = share_on_time(period, sla)
    return share_with_writing(share, written, mean, sla) if written else share
