"""Reads a sheet with a header row: finds the header by its names, then row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from .cells import Cell, RawSheet, address, column_letters
from .columns import MONTH_ACCEPTED, Column, Kind, SheetSpec
from .lines import Findings, Line
from .values import month
from .words import header_key, shown

HEADER_ROWS: Final = 10


@dataclass
class _Header:
    """Which column of the sheet is which."""

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    months: dict[int, date] = field(default_factory=dict)


def read_table(spec: SheetSpec, sheet: RawSheet, findings: Findings) -> list[Line] | None:
    """The lines of a sheet, or nothing when its header row cannot be found."""
    if not sheet.rows and not spec.mandatory:
        return []
    header = _find_header(spec, sheet)
    if header is None:
        names = ", ".join(column.name for column in spec.required)
        what = "no header row is found in the first ten rows"
        findings.wrong(spec.name, "A1", what, f"a row with the column names {names}")
        return None
    _check_header(spec, sheet, header, findings)
    filled = (row for row in sorted(sheet.rows) if row > header.row)
    lines = (_read_row(spec, header, row, sheet, findings) for row in filled)
    return [line for line in lines if line]


def _find_header(spec: SheetSpec, sheet: RawSheet) -> _Header | None:
    best: _Header | None = None
    for row in sorted(row for row in sheet.rows if row < HEADER_ROWS):
        found = _named_columns(spec, row, sheet.rows[row])
        if found.columns and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _named_columns(spec: SheetSpec, row: int, cells: Mapping[int, Cell]) -> _Header:
    """The columns of a row by their names; the exact name goes before another spelling."""
    header = _Header(row)
    taken: set[str] = set()
    for exact in (True, False):
        for column, cell in sorted(cells.items()):
            known = (
                spec.by_key.get(header_key(cell.as_text)) if column not in header.columns else None
            )
            if known and known.field not in taken and exact == (_is_exact(known, cell)):
                header.columns[column] = known
                taken.add(known.field)
    return header


def _is_exact(column: Column, cell: Cell) -> bool:
    return header_key(cell.as_text) == header_key(column.name)


def _check_header(spec: SheetSpec, sheet: RawSheet, header: _Header, findings: Findings) -> None:
    cells = sheet.rows[header.row]
    found = {column.field for column in header.columns.values()}
    first = address(header.row, min(header.columns))
    for column in spec.required:
        if column.field not in found:
            what = f"the column {column.name} is missing"
            findings.wrong(spec.name, first, what, f"a column with {column.kind.value}")
    for number, cell in sorted(cells.items()):
        if number not in header.columns:
            _other_column(spec, header, number, cell, findings)
    _note_nameless(spec, sheet, header, findings)


def _other_column(
    spec: SheetSpec, header: _Header, number: int, cell: Cell, findings: Findings
) -> None:
    """A month of the scorecard, a column given twice, or one to be left out with a note."""
    place = address(header.row, number)
    named = spec.by_key.get(header_key(cell.as_text))
    found = month(cell) if spec.months else None
    if named and _is_exact(named, cell):
        findings.wrong(spec.name, place, f"the column {named.name} is there twice", "it once")
    elif found and found in header.months.values():
        findings.wrong(spec.name, place, f"the month {found:%Y-%m} is there twice", "it once")
    elif found:
        header.months[number] = found
    elif spec.months and cell.kind in ("formula", "error"):
        findings.wrong(spec.name, place, "the column name is a formula", MONTH_ACCEPTED)
    elif not cell.is_empty:
        what = f"the column {shown(cell.as_text)} is not known and was left out"
        findings.notes.append(f"{spec.name}!{place}: {what}")


def _note_nameless(spec: SheetSpec, sheet: RawSheet, header: _Header, findings: Findings) -> None:
    used = {number for row, cells in sheet.rows.items() if row > header.row for number in cells}
    for number in sorted(used - set(sheet.rows[header.row])):
        what = f"the column {column_letters(number)} has no name and was left out"
        findings.notes.append(f"{spec.name}!{address(header.row, number)}: {what}")


def _read_row(
    spec: SheetSpec, header: _Header, row: int, sheet: RawSheet, findings: Findings
) -> Line | None:
    """The line of a row, or nothing when all its known columns are empty."""
    cells = sheet.rows[row]
    known = {n: cells[n] for n in (*header.columns, *header.months) if n in cells}
    filled = {number: cell for number, cell in known.items() if not cell.is_empty}
    if not filled:
        return None
    line = Line(spec)
    for number, column in header.columns.items():
        place = line.cells[column.field] = address(row, number)
        if number in filled:
            line.values[column.field] = line.take(column, filled[number], place, findings)
        elif column.needs_a_value:
            line.missing(column, findings, sheet.hidden.get((row, number), ""))
    if header.months:
        line.values["readings"] = _readings(line, header, row, filled, findings)
    return line


def _readings(
    line: Line, header: _Header, row: int, filled: Mapping[int, Cell], findings: Findings
) -> list[tuple[date, object]]:
    readings = []
    for number, first_day in sorted(header.months.items(), key=lambda pair: pair[1]):
        if number in filled:
            column = Column(f"{first_day:%Y-%m}", f"{first_day:%Y-%m}", Kind.NUMBER)
            place = line.cells[column.field] = address(row, number)
            readings.append((first_day, line.take(column, filled[number], place, findings)))
    return readings
