"""An agenda has room for so many decisions: what waits beyond it (methods.md 3.5).

Decisions arrive at random at `rate` per working day; a session every `period` days takes `capacity`
of them, oldest first, and takes place with probability `quorum`. Sources: Bailey 1954, Spitzer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, exp, inf, lgamma, log

import numpy as np

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

FEWEST_STATES, MOST_STATES = 128, 2048
TAIL = 1e-11
NODES = 24
MOST_TERMS = 20_000
LARGEST_LOAD = 200.0


@dataclass(frozen=True)
class Backlog:
    """What is left after a session: its mean, and how often nothing is left."""

    mean: float
    empty: float


def use_of_agenda(rate: float, period: float, capacity: int, quorum: float = 1.0) -> float:
    """How full the agenda is (rho): from 1 on the backlog grows without end."""
    return inf if quorum <= 0 else rate * period / (quorum * capacity)


def backlog_by_sum(load: float, capacity: int) -> Backlog:
    """The exact backlog after a session by Spitzer's sum; `load` is decisions per session.

    Raises ValueError unless 0 < load < capacity.
    """
    if not 0 < load < capacity:
        raise ValueError("a backlog settles only while fewer decisions come than fit")
    mean = weight = 0.0
    for i in range(1, MOST_TERMS):
        beyond, later = _beyond(i * load, i * capacity)
        mean += beyond / i
        weight += later / i
        if beyond < TAIL * (1 - load / capacity):
            break
    return Backlog(mean, exp(-weight))


def _beyond(mean: float, k: int) -> tuple[float, float]:
    """E[(N - k)+] and P(N > k) of a Poisson N, summed term by term above k."""
    term = exp(-mean + (k + 1) * log(mean) - lgamma(k + 2))
    beyond = later = 0.0
    n = k + 1
    while term > 0:
        later += term
        beyond += (n - k) * term
        n += 1
        if (term := term * mean / n) < 1e-18 * (later or 1.0):
            break
    return beyond, later


def backlog(load: float, capacity: int, quorum: float = 1.0) -> Backlog:
    """The exact backlog after a session, some of which do not take place, by its Markov chain."""
    states = _settled(load, capacity, quorum)
    return Backlog(float(np.arange(len(states)) @ states), float(states[0]))


def mean_wait(rate: float, period: float, capacity: int, quorum: float = 1.0) -> float:
    """The mean wait in working days; endless when more comes than fits."""
    if use_of_agenda(rate, period, capacity, quorum) >= 1:
        return inf
    return period / 2 + backlog(rate * period, capacity, quorum).mean / rate


def shares_within(
    days: Sequence[float], *, rate: float, period: float, capacity: int, quorum: float = 1.0
) -> tuple[float, ...]:
    """The share decided within each number of days, first come first served."""
    if use_of_agenda(rate, period, capacity, quorum) >= 1:
        return tuple(0.0 for _ in days)
    states = _settled(rate * period, capacity, quorum)

    def taken(phase: float, sessions: int) -> float:
        return _taken(states, rate * phase, sessions, capacity, quorum)

    return tuple(_share(day, period, taken) for day in days)


def _share(days: float, period: float, taken: Callable[[float, int], float]) -> float:
    """One value of the law: exact on either side of the phase from which one session fewer fits.

    `taken(phase, sessions)`: how likely so many sessions reach a decision that came at this phase.
    """
    whole, rest = divmod(days, period)
    edge = period - rest
    total = 0.0
    for low, high, sessions in ((0.0, edge, int(whole)), (edge, period, int(whole) + 1)):
        if high <= low or sessions == 0:
            continue
        nodes, weights = np.polynomial.legendre.leggauss(NODES)
        for node, weight in zip(nodes, weights, strict=True):
            phase = low + (high - low) * (node + 1) / 2
            total += weight * (high - low) / 2 * taken(float(phase), sessions)
    return total / period


def _taken(states: Numbers, more: float, sessions: int, capacity: int, quorum: float) -> float:
    """How likely so many sessions reach somebody behind the backlog and `more` newcomers."""
    ahead = np.cumsum(
        np.convolve(states, _poisson(more, sessions * capacity))[: sessions * capacity]
    )
    found = 0.0
    for held in range(1, sessions + 1):
        chance = comb(sessions, held) * quorum**held * (1 - quorum) ** (sessions - held)
        found += chance * float(ahead[min(held * capacity, len(ahead)) - 1])
    return found


def _poisson(mean: float, count: int) -> Numbers:
    """The chances of 0 to count - 1 arrivals."""
    places = np.arange(count)
    if mean <= 0:
        nobody: Numbers = (places == 0).astype(np.float64)
        return nobody
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, max(count, 2))))))[:count]
    found: Numbers = np.exp(-mean + places * log(mean) - logs)
    return found


@lru_cache(maxsize=256)
def _settled(load: float, capacity: int, quorum: float) -> Numbers:
    """The settled distribution of the backlog after a session, long enough to forget its end."""
    _check(load, capacity, quorum)
    count = FEWEST_STATES
    while True:
        found = _solved(load, capacity, quorum, count)
        if count >= MOST_STATES or found[-count // 8 :].sum() < TAIL:
            return found
        count *= 2


def _solved(load: float, capacity: int, quorum: float, count: int) -> Numbers:
    coming = _poisson(load, count)
    moves = np.zeros((count, count))
    for left in range(count):
        arrived = np.zeros(count + capacity)
        reach = coming[: count - left]
        arrived[left : left + len(reach)] = reach
        arrived[count - 1] += max(0.0, 1 - float(reach.sum()))
        moves[left] += (1 - quorum) * arrived[:count]
        moves[left, 0] += quorum * float(arrived[: capacity + 1].sum())
        rest = arrived[capacity + 1 : capacity + count]
        moves[left, 1 : 1 + len(rest)] += quorum * rest
    system = moves.T - np.eye(count)
    system[-1] = 1.0
    wanted = np.zeros(count)
    wanted[-1] = 1.0
    found: Numbers = np.clip(np.linalg.solve(system, wanted), 0.0, None)
    settled: Numbers = np.asarray(found / found.sum(), dtype=np.float64)
    return settled


def _check(load: float, capacity: int, quorum: float) -> None:
    if capacity < 1 or not 0 < quorum <= 1 or not 0 < load <= LARGEST_LOAD:
        raise ValueError(
            "an agenda has room for one decision at least, and some sessions take place"
        )
    if load >= quorum * capacity:
        raise ValueError("a backlog settles only while fewer decisions come than fit")
