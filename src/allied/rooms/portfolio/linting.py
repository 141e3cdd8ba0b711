"""The lint of a whole alliance: every room's findings, what is waived, and where each is mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allied.alliances.lint_waivers import place_of, sifted, waivers_of
from allied.alliances.models import Alliance, LintWaiver
from allied.kit.lint import Finding, Severity
from allied.people.models import Person

# room -> its title; each contributes `findings(alliance, person, joint)` in findings.py.
ROOMS = {
    "thesis": "Value thesis",
    "governance": "Governance",
    "agreement": "Agreement",
}
# Rooms in which one side may have a draft of its own; what the lint says of that is no joint finding.
WITH_DRAFTS = ("thesis",)
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
    is_joint: bool = True

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
    waivers = waivers_of(alliance, now.date())
    rows: list[Found] = []
    for room in ROOMS:
        look = _findings(room)
        found = look(alliance, person, joint=joint)
        shared = found
        if room in WITH_DRAFTS and not joint:
            shared = look(alliance, person, joint=True)
        both = {place_of(one) for one in shared}
        said = sifted(found, waivers)
        rows += [Found(room, one, is_joint=place_of(one) in both) for one in said.count]
        rows += [Found(room, one, waiver) for one, waiver in said.waived]
    return rows


def _findings(room: str) -> Callable[..., Sequence[Finding]]:
    found: Callable[..., Sequence[Finding]] = import_module(
        f"allied.rooms.{room}.findings"
    ).findings
    return found
