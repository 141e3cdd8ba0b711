"""Walks through the cells of a sheet for what the values alone do not tell: formulas, styles."""

import re
import zipfile
from typing import Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from .cells import Merged, address
from .guard import XLSX, chunks
from .limits import MAX_CELLS, MAX_COLUMNS, MAX_ELEMENTS, MAX_MERGED, MAX_ROWS
from .parts import Styles
from .problems import Wrong

PLAIN, QUOTED, PERCENT, FORMULA, ERROR = "plain", "quoted", "percent", "formula", "error"
Marks = dict[tuple[int, int], str]
Scanned = tuple[Marks, list[Merged]]
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_SMALLER: Final = f"at most {MAX_ROWS:,} rows, {MAX_COLUMNS} columns and {MAX_CELLS:,} filled cells"


class Budget:
    """How much the sheets of one workbook may still hold together."""

    def __init__(self) -> None:
        self.cells = MAX_CELLS
        self.elements = MAX_ELEMENTS


class _Cells:
    """Receives the elements of one sheet and keeps the place and mark of each filled cell."""

    def __init__(self, sheet: str, styles: Styles, budget: Budget) -> None:
        self.sheet, self.styles, self.budget = sheet, styles, budget
        self.marks: Marks = {}
        self.merged: list[Merged] = []
        self.row, self.column = -1, -1
        self.mark: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.budget.elements -= 1
        if self.budget.elements < 0:
            raise self._too_large()
        name = tag.rpartition("}")[2]
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes)
        elif self.mark is not None and name in ("v", "is", "f"):
            self._fill(FORMULA if name == "f" else self.mark)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "c":
            self.mark = None

    def data(self, _text: str) -> None:
        """Values are read elsewhere."""

    def close(self) -> Scanned:
        return self.marks, self.merged

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if start and end and len(self.merged) < MAX_MERGED:
            bottom = min(int(end[2]), MAX_ROWS) - 1
            right = min(_column(end[1]), MAX_COLUMNS - 1)
            self.merged.append((int(start[2]) - 1, _column(start[1]), bottom, right))

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) - 1 if number.isdecimal() else self.row + 1
        self.column = -1

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = _ADDRESS.fullmatch(attributes.get("r", ""))
        if place:
            self.row, self.column = int(place[2]) - 1, _column(place[1])
        else:
            self.column += 1
        style = attributes.get("s", "")
        number = int(style) if style.isdecimal() else -1
        if attributes.get("t") == "e":
            self.mark = ERROR
        elif number in self.styles.quoted:
            self.mark = QUOTED
        else:
            self.mark = PERCENT if number in self.styles.percent else PLAIN

    def _fill(self, mark: str) -> None:
        if not (0 <= self.row < MAX_ROWS and 0 <= self.column < MAX_COLUMNS):
            raise self._too_large()
        place = (self.row, self.column)
        if place not in self.marks:
            self.budget.cells -= 1
        if self.budget.cells < 0:
            raise self._too_large()
        if self.marks.get(place) != FORMULA:
            self.marks[place] = mark

    def _too_large(self) -> Wrong:
        place = address(max(self.row, 0), max(self.column, 0))
        return Wrong(f"the sheet {self.sheet} is too large at {place}", _SMALLER)


def scanned(
    archive: zipfile.ZipFile, part: str, *, sheet: str, styles: Styles, budget: Budget
) -> Scanned:
    """The filled cells of a sheet, counted from zero, with what is special; and its merges."""
    parser = XMLParser(  # type: ignore[no-untyped-call]  # defusedxml has no types
        target=_Cells(sheet, styles, budget), forbid_dtd=True
    )
    try:
        for chunk in chunks(archive, part):
            parser.feed(chunk)
        found: Scanned = parser.close()
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise Wrong(f"the sheet {sheet} cannot be read", XLSX) from error
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
