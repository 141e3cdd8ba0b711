"""Takes a CSV file apart into cells, inside the reading process and with the limits of a workbook."""

import csv
import io
from collections.abc import Iterator

from .cells import Filled, address
from .limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from .problems import Wrong
from .words import RISKY_STARTS

CSV = "a CSV file in UTF-8, with commas, semicolons or tabs between the columns"
DELIMITERS = ",;\t"
LONGEST_FIELD = 100_000
GUARD = "'"
_SMALLER = f"at most {MAX_ROWS:,} rows, {MAX_COLUMNS} columns and {MAX_CELLS:,} filled cells"


def filled_cells(raw: bytes, sheet: str) -> list[Filled]:
    """The filled cells of a CSV file; raises Wrong when it is none or too large."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Wrong("the file is not text in UTF-8", CSV) from error
    if "\0" in text:
        raise Wrong("the file is no text", CSV)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        return list(_cells(text, sheet))
    except csv.Error as error:
        raise Wrong(f"the file cannot be read ({error})", CSV) from error


def _cells(text: str, sheet: str) -> Iterator[Filled]:
    left = MAX_CELLS
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    for row, fields in enumerate(rows):
        for column, field in enumerate(fields):
            if not field:
                continue
            left -= 1
            if row >= MAX_ROWS or column >= MAX_COLUMNS or left < 0:
                place = address(row, column)
                raise Wrong(f"the sheet {sheet} is too large at {place}", _SMALLER)
            yield _filled(row, column, field)


def _delimiter(text: str) -> str:
    """What stands most often in the first line that says anything."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _filled(row: int, column: int, field: str) -> Filled:
    """A text; the apostrophe before what a spreadsheet takes for a formula is its guard."""
    if field.startswith(GUARD) and field[1:].startswith((*RISKY_STARTS, GUARD)):
        return row, column, "quoted", field[1:]
    return row, column, "formula" if field.startswith("=") else "text", field


def guarded(text: str) -> str:
    """A text as it is written into a CSV file, so that no spreadsheet runs it."""
    return GUARD + text if text.startswith((*RISKY_STARTS, GUARD)) else text
