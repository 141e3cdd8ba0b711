"""Where a trigger stands, period by period, on numbers that both sides have confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from allied.rooms.agreement.exits.conditions import ExitRule, Missing, Values


class Standing(StrEnum):
    """What one closed period means for a trigger."""

    GRACE = "grace"
    OK = "ok"
    WARNING = "warning"
    FIRED = "fired"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Reading:
    """One period: where the trigger stands, and how many breaches in a row of how many."""

    standing: Standing
    run: int
    of: int

    def __str__(self) -> str:
        """As methods.md section 12.1 writes it: `warning 2/3`."""
        if self.standing is Standing.WARNING:
            return f"warning {self.run}/{self.of}"
        return str(self.standing)

    @property
    def tone(self) -> str:
        """Red when it has fired, amber while breaches add up."""
        return {Standing.FIRED: "red", Standing.WARNING: "amber"}.get(self.standing, "")


def read_periods(rule: ExitRule, periods: Iterable[Values]) -> list[Reading]:
    """One reading per closed period, oldest first; the first `grace` periods never count.

    A missing number holds the run, breaks it, or counts as a breach, as the rule says.
    Source: methods.md section 12.1, vectors `exit-rule-*`.
    """
    found, run = [], 0
    for number, values in enumerate(periods):
        if number < rule.grace:
            found.append(Reading(Standing.GRACE, 0, rule.run))
            continue
        breached = rule.condition.holds(values)
        run = _run_after(run, breached, rule.missing)
        found.append(Reading(_standing(breached, run, rule), run, rule.run))
    return found


def _run_after(run: int, breached: bool | None, missing: Missing) -> int:
    if breached is None:
        return {Missing.HOLD: run, Missing.BREAK: 0, Missing.COUNT: run + 1}[missing]
    return run + 1 if breached else 0


def _standing(breached: bool | None, run: int, rule: ExitRule) -> Standing:
    counts = breached or (breached is None and rule.missing is Missing.COUNT)
    if counts and run >= rule.run:
        return Standing.FIRED
    if breached is None:
        return Standing.NO_DATA
    return Standing.WARNING if breached else Standing.OK


def firings(readings: Sequence[Reading]) -> list[int]:
    """The periods (from 0) in which the trigger fires anew; one that goes on firing counts once."""
    return [
        number
        for number, reading in enumerate(readings)
        if reading.standing is Standing.FIRED and reading.run == reading.of
    ]
