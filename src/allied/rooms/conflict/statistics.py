"""How conflicts end: how many, how fast, and how many at the first step."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from allied.kit.words import counted


@dataclass(frozen=True, kw_only=True)
class Past:
    """One conflict as the figures need it: times in working days of both calendars, steps from 0."""

    severity: int
    state: str
    days: int | None = None
    settled_step: int | None = None
    had_memo: bool = True


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts of a period, and what they say when there are enough of them.

    `median_days` and `first_step` (a share from 0 to 1) are None below the minimum: too little data.
    """

    opened: int
    open: int
    settled: int
    withdrawn: int
    at_first_step: int
    median_days: float | None
    first_step: float | None
    needs: int

    @property
    def says(self) -> str:
        """The median in words, with how many conflicts it rests on."""
        if self.median_days is None:
            return f"Too little data: {self.settled} of {counted(self.needs, 'settled conflict')}"
        whole = round(self.median_days, 1)
        days = int(whole) if whole == int(whole) else whole
        return f"{days} working day{'' if days == 1 else 's'} (n = {self.settled})"


def figures(past: Iterable[Past], *, fewest: int) -> Figures:
    """The figures over these conflicts; a median and a share only from `fewest` settled ones on."""
    found = list(past)
    settled = [one for one in found if one.state == "settled" and one.days is not None]
    first = sum(one.settled_step == 0 for one in settled)
    enough = len(settled) >= fewest
    return Figures(
        opened=len(found),
        open=sum(one.state == "open" for one in found),
        settled=len(settled),
        withdrawn=sum(one.state == "withdrawn" for one in found),
        at_first_step=first,
        median_days=float(median(one.days for one in settled if one.days is not None))
        if enough
        else None,
        first_step=first / len(settled) if enough else None,
        needs=fewest,
    )


def by_severity(past: Iterable[Past], *, fewest: int) -> dict[int, Figures]:
    """The same for each severity that occurs, the gravest first."""
    found = list(past)
    grades = sorted({one.severity for one in found}, reverse=True)
    return {
        grade: figures([one for one in found if one.severity == grade], fewest=fewest)
        for grade in grades
    }


def by_step(past: Iterable[Past], *, fewest: int) -> dict[int, Figures]:
    """The same for each step at which conflicts were settled, the first one first."""
    found = [one for one in past if one.settled_step is not None and one.state == "settled"]
    steps = sorted({one.settled_step for one in found if one.settled_step is not None})
    return {
        step: figures([one for one in found if one.settled_step == step], fewest=fewest)
        for step in steps
    }
