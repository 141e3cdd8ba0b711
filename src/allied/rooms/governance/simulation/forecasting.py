"""What a blueprint delivers: per type of decision the share in time, the days, and at best."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from allied.rooms.governance.latency import share_on_time, share_with_writing
from allied.rooms.governance.rhythm import mean_period
from allied.rooms.governance.rights import Blueprint, DecisionRight
from allied.rooms.governance.simulation.capacity import use_of_agenda
from allied.rooms.governance.simulation.design import Design, Kind
from allied.rooms.governance.simulation.exact import share_of
from allied.rooms.governance.simulation.run import Outcome, Run, simulate
from allied.rooms.governance.simulation.sessions import Sittings
from allied.rooms.governance.simulation.translating import Around, Arrivals, translate


@dataclass(frozen=True)
class Forecast:
    """One type of decision.

    Shares in time, each with one thing more than the one before it: `by_rhythm`: the rhythm alone, 260
    working days a year, what the lint calls at best; `with_papers`: with papers ahead, the number by
    which the lint warns; `dated`: on the real dates; `exact`: with the sessions that have a quorum;
    the outcome: simulated, with everything else on the agenda. `best`: the real dates alone, without
    papers; `busy`: the share of the agenda in use.
    """

    right: DecisionRight
    outcome: Outcome
    by_rhythm: float
    with_papers: float
    best: float
    dated: float
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
        by_rhythm=_by_rhythm(right, blueprint, kind, lead=0.0),
        with_papers=_by_rhythm(right, blueprint, kind, lead=table.lead),
        best=share_of(kind, replace(table, lead=0.0, quorum=1.0)),
        dated=share_of(kind, replace(table, quorum=1.0)),
        exact=share_of(kind, table),
        busy=busy,
        quorum=table.quorum,
        lead=table.lead,
        sessions=len(table.sessions),
        arrivals=around.arriving(right),
    )


def _by_rhythm(right: DecisionRight, blueprint: Blueprint, kind: Kind, *, lead: float) -> float:
    """The exact share of a regular rhythm with every session held (methods.md 3.3)."""
    forum = blueprint.forum(right.forum)
    period = float(right.convening_days or 1)
    if not right.as_needed and forum is not None:
        period = mean_period(forum.rhythm)
    share = share_on_time(period, kind.sla, lead)
    if not kind.written:
        return share
    return share_with_writing(share, kind.written, kind.written_mean, kind.sla)
