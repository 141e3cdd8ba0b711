"""Checks raw sheets as a whole: everything that is wrong is found in one go."""

from collections.abc import Mapping

from .build import build_workbook
from .cells import RawBook, RawSheet
from .content import Reading
from .cross import check_across
from .lines import Findings, Line
from .pairs import read_pairs
from .sheets import ALLIANCE, PEOPLE, SHEETS, THESIS, spec_of
from .table import read_table
from .words import shown


def check_book(book: RawBook) -> Reading:
    """The alliance workbook of these sheets, or all that is wrong; notes say what was left out."""
    findings = Findings()
    raw = _by_field(book, findings)
    alliance = read_pairs(ALLIANCE, raw["alliance"], findings) if "alliance" in raw else None
    thesis = read_pairs(THESIS, raw["thesis"], findings) if "thesis" in raw else None
    tables = _tables(raw, findings)
    check_across(alliance, tables, findings)
    problems = findings.problems
    if problems or alliance is None:
        return Reading(None, problems, tuple(findings.notes))
    whole = {field: lines for field, lines in tables.items() if lines is not None}
    workbook = build_workbook(alliance, thesis, whole, findings)
    return Reading(workbook, (), tuple(findings.notes))


def _by_field(book: RawBook, findings: Findings) -> dict[str, RawSheet]:
    """The sheets by what they are, with notes on the others and problems for missing ones."""
    found: dict[str, RawSheet] = {}
    for sheet in book.sheets:
        spec = spec_of(sheet.name)
        if spec and spec.field in found:
            what = f"two sheets are named {spec.name}"
            findings.wrong(spec.name, "A1", what, "one sheet of this name")
        elif spec:
            found[spec.field] = sheet
            findings.sheets.append(spec.name)
    for name in book.ignored:
        findings.notes.append(f"the sheet {shown(name)} is not known and was left out")
    for spec in SHEETS:
        if spec.mandatory and spec.field not in found:
            findings.wrong(spec.name, "A1", "the sheet is missing", f"a sheet named {spec.name}")
    return found


def _tables(raw: Mapping[str, RawSheet], findings: Findings) -> dict[str, list[Line] | None]:
    tables: dict[str, list[Line] | None] = {}
    for spec in SHEETS:
        if not spec.pairs and spec.field in raw:
            tables[spec.field] = read_table(spec, raw[spec.field], findings)
    people = tables.get(PEOPLE.field)
    if people is not None and not people:
        findings.wrong(PEOPLE.name, "A1", "nobody is listed", "a row for each person")
    if PEOPLE.field not in raw:
        tables[PEOPLE.field] = None
    return tables
