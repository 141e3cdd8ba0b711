"""What a workbook says that has no place yet: told again by the next export of the same side."""

from dataclasses import replace
from datetime import date
from typing import Any

from allied.papers.workbook.content import AllianceWorkbook, OutcomeRow, PersonRow, RiskRow


def remembered(workbook: AllianceWorkbook) -> dict[str, Any]:
    """Titles and zones of people, members of forums, and outcomes owned by a person."""
    people = {row.name for row in workbook.people}
    return {
        "people": {
            row.email.casefold(): {"title": row.title, "time_zone": row.time_zone}
            for row in workbook.people
        },
        "addresses": {row.name: row.email.casefold() for row in workbook.people},
        "members": {row.forum: list(row.members) for row in workbook.forums},
        "risks": {
            row.risk: {"owner": row.owner, "due": row.due.isoformat() if row.due else ""}
            for row in workbook.risks
            if row.owner or row.due
        },
        "owners": {
            row.outcome: [row.owner, _home(workbook, row.owner)]
            for row in workbook.outcomes
            if row.owner in people
        },
    }


def _home(workbook: AllianceWorkbook, name: str) -> str:
    return next(row.organisation for row in workbook.people if row.name == name)


def person_again(row: PersonRow, known: dict[str, Any]) -> PersonRow:
    """The person with the title and time zone of the workbook where they have none here."""
    said = known.get("people", {}).get(row.email.casefold(), {})
    return replace(
        row,
        title=row.title or said.get("title", ""),
        time_zone=row.time_zone or said.get("time_zone", ""),
    )


def members_again(
    forum: str, present: tuple[str, ...], expected: set[str], known: dict[str, Any]
) -> tuple[str, ...]:
    """The members, with those who are still expected, in the order of the workbook."""
    named = known.get("members", {}).get(forum, [])
    listed = [name for name in named if name in present or name in expected]
    return (*listed, *(name for name in present if name not in listed))


def risk_again(row: RiskRow, known: dict[str, Any]) -> RiskRow:
    """The risk with its owner who is still expected, and with the day that no control carries."""
    said = known.get("risks", {}).get(row.risk, {})
    due = date.fromisoformat(said["due"]) if said.get("due") and not row.mitigation else None
    return replace(row, owner=row.owner or said.get("owner", ""), due=row.due or due)


def owner_again(row: OutcomeRow, known: dict[str, Any]) -> OutcomeRow:
    """The outcome with the person who owned it, as long as it is still owned by their company."""
    person, home = known.get("owners", {}).get(row.outcome, ("", ""))
    return replace(row, owner=person) if person and row.owner == home else row
