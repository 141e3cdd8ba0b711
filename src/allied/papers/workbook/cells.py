"""Cells and sheets as they stand in the file, before anything is understood."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, Literal

from .limits import MAX_CELLS
from .words import means_empty

CellKind = Literal["text", "quoted", "number", "percent", "date", "flag", "formula", "error"]
Content = str | Decimal | date | bool


def column_letters(column: int) -> str:
    """The letters of a column: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell counted from zero: (3, 1) is B4."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell; a quoted one is text that its author marked as text, to be taken as is."""

    kind: CellKind
    content: Content

    @property
    def is_empty(self) -> bool:
        """Whether the cell counts as empty; a formula or an error never does."""
        if self.kind == "quoted":
            return not str(self.content).strip()
        return self.kind == "text" and means_empty(str(self.content))

    @property
    def as_text(self) -> str:
        """The content as a reader of the sheet sees it."""
        if isinstance(self.content, bool):
            return "yes" if self.content else "no"
        if isinstance(self.content, Decimal):
            return written(self.content) + ("%" if self.kind == "percent" else "")
        return self.content.isoformat() if isinstance(self.content, date) else self.content


def written(number: Decimal) -> str:
    """A number in digits without exponent and needless zeros."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet that is read: its filled cells by row and column, counted from zero."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    # The range of each cell that a merge hides behind the first cell of its range.
    hidden: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawBook:
    """The sheets that are read, in the order of the file, and the names of the others."""

    sheets: tuple[RawSheet, ...]
    ignored: tuple[str, ...] = ()


Filled = tuple[int, int, CellKind, str | bool]
# First row, first column, last row, last column of a merged range.
Merged = tuple[int, int, int, int]


def pack(sheets: Iterable[tuple[str, list[Filled], list[Merged]]], ignored: list[str]) -> bytes:
    """The answer of the reading process; numbers travel as digits, dates as ISO."""
    answer = {"sheets": list(sheets), "ignored": ignored}
    return json.dumps(answer, ensure_ascii=True).encode()


def unpack(answer: Mapping[str, Any]) -> RawBook:
    """The sheets out of the answer of the reading process."""
    sheets = tuple(_sheet(name, cells, merged) for name, cells, merged in answer["sheets"])
    return RawBook(sheets, tuple(answer["ignored"]))


def _sheet(name: str, cells: Iterable[Filled], merged: Iterable[Merged]) -> RawSheet:
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, kind, content in cells:
        rows.setdefault(row, {})[column] = Cell(kind, _content(kind, content))
    return RawSheet(name, rows, hidden_by(merged))


def hidden_by(merged: Iterable[Merged]) -> dict[tuple[int, int], str]:
    """The range of each cell that these merges hide, as far as a workbook may be filled."""
    hidden: dict[tuple[int, int], str] = {}
    for top, left, bottom, right in merged:
        if len(hidden) + (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
            break
        place = f"{address(top, left)}:{address(bottom, right)}"
        for cell in product(range(top, bottom + 1), range(left, right + 1)):
            if cell != (top, left):
                hidden[cell] = place
    return hidden


def _content(kind: CellKind, content: str | bool) -> Content:
    if kind in ("number", "percent"):
        return Decimal(content)
    return date.fromisoformat(str(content)) if kind == "date" else content
