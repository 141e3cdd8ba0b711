"""One forum by itself, without an alliance: the share in time, the mean and the 90th percentile."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, isfinite

from allied.kit.errors import Refused
from allied.rooms.governance.latency import (
    mean_wait,
    share_on_time,
    share_with_writing,
    shortest_sla,
)
from allied.rooms.governance.simulation.design import Design, Kind, Table
from allied.rooms.governance.simulation.run import MOST_ITEMS, simulate

LONGEST = 2600.0
LEAST = 0.1
MOST_SEED = 2**32 - 1
FEWEST = 1000
STEPS = 60


@dataclass(frozen=True)
class Speed:
    """Exact figures, and the same three from a simulation; days are working days."""

    share_on_time: float
    mean: float
    p90: float
    simulated_share: float
    simulated_mean: float
    simulated_p90: float
    items: int
    seed: int


def one_forum(
    *,
    period: float,
    sla: float,
    lead: float = 0.0,
    quorum: float = 1.0,
    async_share: float = 0.0,
    async_mean: float | None = None,
    seed: int = 3,
    items: int = 10_000,
) -> Speed:
    """What a forum that meets every `period` working days delivers within `sla` days.

    `lead`: papers so many days ahead; `quorum`: share of sessions that can decide, above 0 to 1;
    `async_share` of the decisions may be settled in writing after `async_mean` days on average.
    Refuses anything else, naming the value. Source: methods.md 3.3.
    """
    _check(period, sla, lead, quorum, async_share, async_mean, seed, items)
    mean = async_mean or 1.0

    def within(days: float) -> float:
        share = share_on_time(period, days, lead, quorum)
        return share_with_writing(share, async_share, mean, days) if async_share else share

    kind = Kind(key="one", rate=1.0, table="forum", sla=sla, written=async_share, written_mean=mean)
    table = Table(key="forum", period=period, lead=lead, quorum=quorum)
    lived = simulate(Design(kinds=(kind,), tables=(table,)), items=items, seed=seed).kinds["one"]
    longest = shortest_sla(0.9, period, lead, quorum)
    return Speed(
        share_on_time=within(sla),
        mean=_mean(period, lead, quorum, async_share, mean),
        p90=_quantile(within, longest) if async_share else longest,
        simulated_share=lived.on_time,
        simulated_mean=lived.mean,
        simulated_p90=lived.p90,
        items=lived.count,
        seed=seed,
    )


def _mean(period: float, lead: float, quorum: float, share: float, mean: float) -> float:
    """The mean of the forum, and of whichever comes first for those that may go in writing.

    E[min(W, A)] = mean·(1 − E[exp(−W/mean)]) for an exponential A: a closed sum over lost sessions.
    """
    alone = mean_wait(period, lead, quorum)
    if not share:
        return alone
    decay = exp(-period / mean)
    waits = mean / period * (1 - decay) * quorum / (1 - (1 - quorum) * decay)
    first = mean * (1 - exp(-lead / mean) * waits)
    return (1 - share) * alone + share * first


def _quantile(within: Callable[[float], float], longest: float) -> float:
    low, high = 0.0, longest
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle) < 0.9 else (low, middle)
    return high


def _check(  # noqa: PLR0917 - one line for each value that is named
    period: float,
    sla: float,
    lead: float,
    quorum: float,
    async_share: float,
    async_mean: float | None,
    seed: int,
    items: int,
) -> None:
    _between("period", period, LEAST, LONGEST, "working days between sessions")
    _between("sla", sla, 0.0, LONGEST, "working days")
    _between("lead", lead, 0.0, LONGEST, "working days")
    _between("quorum", quorum, 0.01, 1.0, "share of sessions that can decide")
    _between("async_share", async_share, 0.0, 1.0, "share of decisions")
    if async_share and async_mean is None:
        said = "Say with async_mean how many working days an answer in writing takes on average."
        raise Refused("async_mean", said, field="async_mean")
    _between(
        "async_mean", 1.0 if async_mean is None else async_mean, LEAST, LONGEST, "working days"
    )
    _between("seed", seed, 0, MOST_SEED, "a whole number")
    _between("items", items, FEWEST, MOST_ITEMS, "simulated decisions")


def _between(name: str, value: float, least: float, most: float, unit: str) -> None:
    if not isfinite(value) or not least <= value <= most:
        shown = "endless" if value in (inf, -inf) else f"{value:g}"
        said = f"{name}: {shown} is outside {least:,g} to {most:,g} ({unit})."
        raise Refused("out_of_range", said, field=name)
