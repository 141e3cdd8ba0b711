"""The lint of a whole alliance: every room's findings, what is waived, and where each is mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allied.alliances.gates import Standing
from allied.alliances.lint_waivers import marked, place_of, waivers_of
from allied.alliances.models import Alliance, LintWaiver
from allied.kit.lint import Finding, Severity
from allied.people.models import Person

# room -> its title; each contributes `findings(standing, person, now)` in findings.py.
ROOMS = {
    "thesis": "Value thesis",
    "governance": "Governance",
    "agreement": "Agreement",
}
# Where a finding is mended: by room, and by section where that has a page of its own.
ROUTES = {
    "thesis": "thesis",
    "governance": "governance",
    "agreement": "annex",
    "agreement.kpis": "annex-kpis",
    "agreement.triggers": "exits",
    "agreement.unwind": "exits",
    "agreement.dates": "thesis",
    "agreement.term": "agreement",
    "agreement.ladder": "conflict-ladder",
}


@dataclass(frozen=True)
class Found:
    """One finding with its room, the route where it is mended, and its waiver if it has one."""

    room: str
    finding: Finding
    waiver: LintWaiver | None = None

    @property
    def route(self) -> str:
        """Where one goes to mend it."""
        return ROUTES.get(f"{self.room}.{self.finding.section}", ROUTES[self.room])

    @property
    def is_error(self) -> bool:
        """Whether it breaks a promise."""
        return self.finding.severity is Severity.ERROR


def found_in(
    alliance: Alliance, person: Person, now: datetime, *, joint: bool = False
) -> list[Found]:
    """Everything that the lint says, room by room, waived findings behind the others of their room."""
    waivers, standing = waivers_of(alliance.pk, now.date()), Standing(alliance)
    rows: list[Found] = []
    for room in ROOMS:
        said = marked(_findings(room)(standing, person, now), waivers)
        said = tuple(one for one in said if one.is_joint or not joint)
        rows += [Found(room, one) for one in said if not one.waived]
        rows += [Found(room, one, waivers[place_of(one)]) for one in said if one.waived]
    return rows


def _findings(room: str) -> Callable[[Standing, Person, datetime], Sequence[Finding]]:
    found: Callable[[Standing, Person, datetime], Sequence[Finding]] = import_module(
        f"allied.rooms.{room}.findings"
    ).findings
    return found
