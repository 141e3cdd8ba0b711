"""What stands in the way of an import although every cell can be read, with sheet and cell."""

import re
from collections.abc import Iterator

from allied.kit.reading import Problem as ContentProblem
from allied.papers.workbook.content import AllianceWorkbook, PersonRow, Row
from allied.papers.workbook.problems import Problem
from allied.people.models import Person
from allied.rooms.exchange.register import risk_problems

PLACE = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
# part of a thesis -> its field in the workbook; fields of the same name are not listed.
FIELDS = {
    "outcomes": {"name": "outcome"},
    "contributions": {"what": "contribution"},
    "scope": {"text": "item", "kind": "side"},
    "assumptions": {"statement": "assumption"},
    "risks": {"text": "risk"},
}


def problems_of(workbook: AllianceWorkbook, by: Person) -> list[Problem]:
    """Everything about organisations and people that this person cannot bring in."""
    found = []
    ours = workbook.alliance.our_organisation
    if ours.casefold() != by.home.name.casefold():
        what = f"“{ours}” is not the organisation of who imports"
        found.append(workbook.alliance.problem("our_organisation", what, by.home.name))
    for row in workbook.people:
        found += _person_problems(row, by)
    found += risk_problems(workbook)
    return found


def _person_problems(row: PersonRow, by: Person) -> Iterator[Problem]:
    # Only accounts that this person may see: an import must not tell who else is here.
    known = Person.objects.visible_to(by).select_related("organisation")
    account = known.filter(email=Person.objects.normalise(row.email)).first()
    if account is None or account.organisation is None:
        return
    if account.organisation.name.casefold() != row.organisation.casefold():
        what = f"this address belongs to another organisation than {row.organisation}"
        yield row.problem("email", what, "an address of that organisation")
    elif not account.is_active:
        yield row.problem("email", f"{account.name} has left", "the address of somebody still here")


def located(problem: ContentProblem, workbook: AllianceWorkbook) -> Problem:
    """What the thesis room cannot take, as a problem of the cell that it came from."""
    found = PLACE.fullmatch(problem.where)
    row: Row | None = workbook.thesis
    name = "strategic_objective"
    if found:
        row, name = _row(workbook, found[1], int(found[2]), found[3])
    elif problem.where == "why_alliance":
        name = "why_alliance"
    if row is None:
        return Problem("", "", problem.where, problem.sentence)
    return row.problem(name, "the value thesis cannot take it", f"what fits: it {problem.sentence}")


def _row(workbook: AllianceWorkbook, part: str, at: int, field: str) -> tuple[Row | None, str]:
    if part not in FIELDS:
        return workbook.thesis, "decision_principles"
    rows: tuple[Row, ...] = getattr(workbook, part)
    return rows[at], FIELDS[part].get(field, field)
