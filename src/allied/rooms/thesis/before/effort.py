"""Do it yourselves or get help (A3): small, low risk and experienced needs none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

WEIGHED = ("size", "exposure", "experience")
# Each of these deserves help of its own, however small the rest is.
DESERVE_HELP = ("critical", "regulated", "partners", "model")
PRACTICE = "practice"
HIGH = 2


class Effort(StrEnum):
    """Whose effort; OPEN as long as an answer is missing."""

    OWN = "own"
    HELP = "help"
    OPEN = "open"


@dataclass(frozen=True)
class EffortOf:
    """Own effort or help, which help, and the answers that carried it."""

    effort: Effort
    helps: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def effort_of(levels: Mapping[str, int], missing: tuple[str, ...], most_points: int) -> EffortOf:
    """Help for each thing that deserves it, and for practice when size, risk and experience add up."""
    if missing:
        return EffortOf(Effort.OPEN, missing=missing)
    helps = tuple(key for key in DESERVE_HELP if levels[key] == HIGH)
    heavy = sum(levels[key] for key in WEIGHED) > most_points
    if not helps and not heavy:
        return EffortOf(Effort.OWN, carried=WEIGHED)
    weighed = tuple(key for key in WEIGHED if levels[key]) if heavy else ()
    return EffortOf(Effort.HELP, (*helps, *([PRACTICE] if heavy else [])), (*weighed, *helps))
