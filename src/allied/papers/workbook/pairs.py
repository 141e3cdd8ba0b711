"""Reads a sheet of keys and values, one below the other; some keys may be repeated."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .cells import Cell, RawSheet, address
from .columns import Column, SheetSpec
from .lines import Findings, Line
from .table import HEADER_ROWS
from .words import header_key, shown

_VALUE_NAMES: Final = ("value", "values", "answer")
_BULLET: Final = re.compile(r"^\s*(?:[-•*–—]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class _Layout:
    """In which columns keys and values stand; without a header, values stand to the right."""

    first_row: int
    key_column: int
    value_column: int | None


def read_pairs(spec: SheetSpec, sheet: RawSheet, findings: Findings) -> Line | None:
    """All values of the sheet as one line, or nothing when it holds none."""
    line = Line(spec)
    layout = _layout(spec, sheet)
    if layout:
        _read_rows(line, layout, sheet, findings)
    elif sheet.rows or spec.mandatory:
        names = ", ".join(column.name for column in spec.required)
        what = "no row with a known name is found"
        findings.wrong(spec.name, "A1", what, f"rows that begin with {names}")
        return None
    if not line.values and not line.bad and not spec.mandatory:
        return None
    for column in spec.required:
        if column.field not in line.values and column.field not in line.bad:
            line.missing(column, findings)
    return line


def _layout(spec: SheetSpec, sheet: RawSheet) -> _Layout | None:
    for row in sorted(row for row in sheet.rows if row < HEADER_ROWS):
        cells = sheet.rows[row]
        for number, cell in sorted(cells.items()):
            left = min(cells)
            is_header = header_key(cell.as_text) in _VALUE_NAMES and left < number
            if is_header and header_key(cells[left].as_text) not in spec.by_key:
                return _Layout(row + 1, left, number)
    for row in sorted(sheet.rows):
        for number, cell in sorted(sheet.rows[row].items()):
            if header_key(cell.as_text) in spec.by_key:
                return _Layout(row, number, None)
    return None


def _read_rows(line: Line, layout: _Layout, sheet: RawSheet, findings: Findings) -> None:
    above: Column | None = None
    for row in sorted(row for row in sheet.rows if row >= layout.first_row):
        cells = sheet.rows[row]
        key = cells.get(layout.key_column)
        number, cell = _value(layout, cells)
        place = address(row, number)
        column = _named(line.spec, key) if key else above
        if column is None:
            _note_unknown(line, key, cell, address(row, layout.key_column), findings)
        elif cell is None or cell.is_empty:
            line.cells.setdefault(column.field, place)
        else:
            _keep(line, column, cell, place, findings)
        above = column if column and column.many else None


def _named(spec: SheetSpec, key: Cell) -> Column | None:
    """The column of a key; a key that may be repeated may also be numbered."""
    name = header_key(key.as_text)
    numbered = spec.by_key.get(name.rstrip("0123456789"))
    return spec.by_key.get(name) or (numbered if numbered and numbered.many else None)


def _value(layout: _Layout, cells: Mapping[int, Cell]) -> tuple[int, Cell | None]:
    if layout.value_column is not None:
        return layout.value_column, cells.get(layout.value_column)
    right = [number for number in sorted(cells) if number > layout.key_column]
    return (right[0], cells[right[0]]) if right else (layout.key_column + 1, None)


def _note_unknown(
    line: Line, key: Cell | None, cell: Cell | None, place: str, findings: Findings
) -> None:
    if key and not key.is_empty:
        what = f"the row {shown(key.as_text)} is not known and was left out"
        findings.notes.append(f"{line.spec.name}!{place}: {what}")
    elif cell and not cell.is_empty:
        what = "a value without a name was left out"
        findings.notes.append(f"{line.spec.name}!{place}: {what}")


def _keep(line: Line, column: Column, cell: Cell, place: str, findings: Findings) -> None:
    if column.many:
        for part in _split(cell):
            kept = line.values.setdefault(column.field, [])
            line.cells[_numbered(column.field, len(kept))] = place
            kept.append(line.take(column, part, place, findings))
        return
    value = line.take(column, cell, place, findings)
    if column.field in line.values and line.values[column.field] != value:
        what = f"{column.name} is given a second time"
        findings.wrong(line.spec.name, place, what, "one row with it")
    elif column.field not in line.values:
        line.cells[column.field] = place
        line.values[column.field] = value


def _numbered(name: str, count: int) -> str:
    return name if count == 0 else f"{name}.{count + 1}"


def _split(cell: Cell) -> Iterator[Cell]:
    """A cell with several lines counts as several values, bullets taken off."""
    lines = str(cell.content).splitlines() if cell.kind == "text" else []
    if len(lines) < 2:
        yield cell
        return
    for part in lines:
        found = Cell("text", _BULLET.sub("", part))
        if not found.is_empty:
            yield found
