"""Would chance alone fire a trigger? (methods.md section 12.1)"""

from collections.abc import Sequence


def chance_of_a_run(breach: float, run: int, periods: int) -> float:
    """The probability (0 to 1) of `run` breaches in a row within `periods` independent periods.

    `breach` is the probability (0 to 1) of one breach. Standard recursion
    f(m) = f(m−1) + (1 − f(m−N−1))·(1−p)·p^N with f(N) = p^N and f(m) = 0 below N.
    Raises ValueError outside those ranges.
    """
    if not 0 <= breach <= 1 or run < 1 or periods < 0:
        raise ValueError("breach from 0 to 1, run from 1, periods from 0")
    at = [0.0] * (periods + 1)
    for m in range(run, periods + 1):
        if m == run:
            at[m] = breach**run
            continue
        at[m] = at[m - 1] + (1 - at[m - run - 1]) * (1 - breach) * breach**run
    return at[periods]


def share_of_breaches(found: Sequence[bool | None]) -> tuple[float, int]:
    """The share (0 to 1) of known periods that broke the limit, and how many are known.

    One breach and one keeping are added to what was seen, so that a short history never says never.
    """
    known = [one for one in found if one is not None]
    return (sum(known) + 1) / (len(known) + 2), len(known)
