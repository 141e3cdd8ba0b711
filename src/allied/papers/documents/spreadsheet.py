"""Draws tables as an Excel file: text stays text, numbers are numbers, equal tables equal bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from allied.papers.documents.text import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
# A spreadsheet could take such a text for a formula; the quote prefix keeps it text.
RISKY = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767

A4 = 9  # as Excel counts paper

type Value = str | int | float | None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet: its name, its column heads with their widths in characters, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()


def spreadsheet(title: str, grids: Sequence[Grid]) -> bytes:
    """The bytes of an .xlsx with these sheets in their order."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": printable(title)[:255], "created": CREATED})
    wrapped = {"text_wrap": True, "valign": "top"}
    text, number = book.add_format(wrapped), book.add_format({"valign": "top"})
    quoted = book.add_format({**wrapped, "quote_prefix": True})
    head = book.add_format({**wrapped, "bold": True, "bottom": 1})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        for column, width in enumerate(grid.widths):
            sheet.set_column(column, column, width)
        for column, name in enumerate(grid.heads):
            sheet.write_string(0, column, printable(name), head)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for row, values in enumerate(grid.rows, 1):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, (text, quoted, number))
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, formats: Sequence[Any]) -> None:
    text, quoted, number = formats
    if value is None or value == "":
        return
    if isinstance(value, str):
        said = printable(value)[:LONGEST_CELL]
        sheet.write_string(row, column, said, quoted if said.startswith(RISKY) else text)
    else:
        sheet.write_number(row, column, value, number)
