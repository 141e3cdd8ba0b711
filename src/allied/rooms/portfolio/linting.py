"""The lint of a whole alliance: every room's findings, what is waived, and where each is mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allied.alliances.gates import Standing
from allied.alliances.lint_waivers import marked, place_of, waivers_of
from allied.alliances.models import Alliance, LintWaiver
from allied.kit.lint import Finding, Severity, counting
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
# Where a finding about a whole section stands on that page; a thesis has its sections by name.
HEADINGS = {
    "agreement.triggers": "x-t",
    "agreement.unwind": "x-plan",
    "agreement.change_steps": "change",
    "agreement.reporting": "reporting",
}
FORUMS, LAUNCH = "forums", "launch"


@dataclass(frozen=True)
class Found:
    """One finding with its room, the route where it is mended, and its waiver if it has one."""

    room: str
    finding: Finding
    waiver: LintWaiver | None = None
    on_party: bool = False

    @property
    def route(self) -> str:
        """Where one goes to mend it."""
        if self.finding.item == LAUNCH:
            return "alliance-settings"
        if self.room == "thesis" and not self.finding.is_joint:
            return "thesis-own"
        return ROUTES.get(f"{self.room}.{self.finding.section}", ROUTES[self.room])

    @property
    def anchor(self) -> str:
        """The row on that page, or the section where it is about no row."""
        section, item = self.finding.section, self.finding.item
        if item == LAUNCH:
            return ""
        if item and not self.on_party:
            return f"{'forum' if section == FORUMS else 'row'}-{item}"
        return section if self.room == "thesis" else HEADINGS.get(f"{self.room}.{section}", "")

    @property
    def is_error(self) -> bool:
        """Whether it breaks a promise."""
        return self.finding.severity is Severity.ERROR


def found_in(
    alliance: Alliance, person: Person, now: datetime, *, joint: bool = False
) -> list[Found]:
    """Everything that the lint says, room by room, waived findings behind the others of their room."""
    waivers, standing = waivers_of(alliance.pk, now.date()), Standing(alliance)
    parties = {str(party.organisation_id) for party in standing.parties}
    rows: list[Found] = []
    for room in ROOMS:
        said = marked(_findings(room)(standing, person, now), waivers)
        said = tuple(one for one in said if one.is_joint or not joint)
        for one in (*counting(said), *(each for each in said if each.waived)):
            waiver = waivers[place_of(one)] if one.waived else None
            rows.append(Found(room, one, waiver, one.item in parties))
    return rows


def _findings(room: str) -> Callable[[Standing, Person, datetime], Sequence[Finding]]:
    found: Callable[[Standing, Person, datetime], Sequence[Finding]] = import_module(
        f"allied.rooms.{room}.findings"
    ).findings
    return found
