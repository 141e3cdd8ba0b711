"""Writes cells so that every text stays text and reads back as it is (trust.md T25).

A text that a spreadsheet could take for a formula, or that would not read back as it stands
(`n/a`, outer blanks, `=…`), is written with the quote prefix: the mark a spreadsheet sets when
somebody types an apostrophe first. Programs show the text; our reader takes it as it stands.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final

import xlsxwriter

from .columns import Column, Kind
from .limits import EXCEL_TEXT
from .numbers import fits
from .outgoing import Outgoing, Percentage
from .scales import SOMETIMES
from .words import RISKY_STARTS, means_empty, plain_name, plain_text

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LONG: Final = (Kind.TEXT, Kind.PERSONS, Kind.MILESTONES, Kind.JOINT)
_NOT_IN_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDTHS: Final = {Kind.TEXT: 44, Kind.NAME: 26, Kind.PERSONS: 40, Kind.MILESTONES: 34}
_USUAL_WIDTH: Final = 16


class Pen:
    """Writes the sheets of one workbook; the same content gives the same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self.book = xlsxwriter.Workbook(out, _OPTIONS)
        self.book.set_properties({"title": "Alliance workbook", "created": _CREATED})
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = self.book.add_format(wrapped)
        self._quoted = self.book.add_format({**wrapped, "quote_prefix": True})
        self._day = self.book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._number = self.book.add_format({"valign": "top"})
        self._percent = self.book.add_format({"num_format": "0%", "valign": "top"})
        self._head = self.book.add_format({**wrapped, "bold": True, "bottom": 1})
        self._hint = self.book.add_format({**wrapped, "italic": True, "font_color": "#595959"})

    def sheet(self, name: str, columns: tuple[Column, ...]) -> Any:
        """A new sheet whose columns are wide enough for what they hold."""
        sheet = self.book.add_worksheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(column.kind, _USUAL_WIDTH))
        return sheet

    def head(self, sheet: Any, row: int, names: list[str]) -> None:
        """The header row, which stays in sight."""
        for number, name in enumerate(names):
            sheet.write_string(row, number, name, self._head)
        sheet.freeze_panes(row + 1, 1)

    def hint(self, sheet: Any, row: int, column: int, text: str) -> None:
        """A remark about what a column accepts."""
        sheet.write_string(row, column, text, self._hint)

    def value(self, sheet: Any, row: int, number: int, column: Column, value: Outgoing) -> None:
        """One cell by the type of its value; nothing is written for an empty value."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            self._write_text(sheet, row, number, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, number, value, self._day)
        elif isinstance(value, Percentage):
            sheet.write_number(row, number, float(value.share), self._percent)
        else:
            sheet.write_number(row, number, _safe(value), self._number)

    def _write_text(self, sheet: Any, row: int, number: int, column: Column, text: str) -> None:
        text = _NOT_IN_XML.sub("", text)
        if len(text) > EXCEL_TEXT:
            raise ValueError(f"{column.name} has more characters than a cell can hold.")
        form = self._quoted if needs_quoting(column, text) else self._text
        if text and sheet.write_string(row, number, text, form) != 0:
            raise ValueError(f"{column.name} cannot be written.")

    def close(self) -> None:
        """Finishes the file."""
        self.book.close()


def needs_quoting(column: Column, text: str) -> bool:
    """Whether a text needs the mark that keeps it text and keeps it as it stands."""
    plain: Callable[[str], str] = plain_text if column.kind in _LONG else plain_name
    several = column.many and "\n" in text
    conditional = column.kind is Kind.JOINT and text.startswith(SOMETIMES)
    changed = plain(text) != text or means_empty(text)
    return changed or several or conditional or text.startswith(RISKY_STARTS)


def _safe(number: Decimal | int) -> float:
    if not fits(Decimal(number)):
        raise ValueError(f"{number} has more digits than a spreadsheet keeps.")
    return float(number)
