"""Draws tables as an Excel file: text stays text, numbers are numbers, equal tables equal bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
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
LONGEST_FOOTER = 120
A4 = 9  # as Excel counts paper
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points; no program draws a higher row

type Value = str | int | float | None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet: its name, its column heads with their widths in characters, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()


def spreadsheet(title: str, grids: Sequence[Grid], *, footer: str = "") -> bytes:
    """The bytes of an .xlsx with these sheets in their order; the footer stands on each printed page."""
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
        _on_paper(sheet, footer)
        _set_height(sheet, 0, grid.heads, grid.widths)
        for row, values in enumerate(grid.rows, 1):
            _set_height(sheet, row, values, grid.widths)
            for column, value in enumerate(values):
                _write(sheet, row, column, value, (text, quoted, number))
    book.close()
    return out.getvalue()


def _on_paper(sheet: Any, footer: str) -> None:
    """As wide as one page, the heads on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    said = printable(footer)[:LONGEST_FOOTER].replace("&", "&&")
    sheet.set_footer(f"&L{said}&R&P / &N" if said else "&R&P / &N")


def _set_height(sheet: Any, row: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """Room for wrapped text: not every program makes it by itself when it opens a file."""
    lines = 1
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            parts = printable(value).split("\n")
            lines = max(lines, sum(max(1, ceil(1.15 * len(part) / width)) for part in parts))
    if lines > 1:
        sheet.set_row(row, min(LINE_HEIGHT * lines, HIGHEST_ROW))


def _write(sheet: Any, row: int, column: int, value: Value, formats: Sequence[Any]) -> None:
    text, quoted, number = formats
    if value is None or value == "":
        return
    if isinstance(value, str):
        said = printable(value)[:LONGEST_CELL]
        sheet.write_string(row, column, said, quoted if said.startswith(RISKY) else text)
    else:
        sheet.write_number(row, column, value, number)
