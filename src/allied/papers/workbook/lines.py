"""What is gathered while the sheets are read: lines of values, problems and notes."""

import re
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell
from .columns import Column, SheetSpec
from .kinds import read_value
from .problems import Problem, Wrong

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


class Findings:
    """Every problem and note of a workbook, put in the order of its sheets and cells."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self._problems: list[Problem] = []
        self.notes: list[str] = []

    def wrong(self, sheet: str, cell: str, what: str, accepted: str) -> None:
        """Keeps a problem with a cell."""
        self._problems.append(Problem(sheet, cell, what, accepted))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, from the first sheet to the last, row by row."""
        return tuple(sorted(self._problems, key=self._place))

    def _place(self, problem: Problem) -> tuple[int, int, int, str]:
        known = problem.sheet in self.sheets
        sheet = self.sheets.index(problem.sheet) if known else len(self.sheets)
        found = _ADDRESS.fullmatch(problem.cell)
        column, row = (found[1], int(found[2])) if found else ("", 0)
        return sheet, row, len(column), column


@dataclass
class Line:
    """The values of one row so far; `bad` names those that stand there but are wrong."""

    spec: SheetSpec
    values: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def take(self, column: Column, cell: Cell, place: str, findings: Findings) -> Any:
        """The value of a cell, or nothing when it is wrong and the problem is kept."""
        try:
            return read_value(column.kind, cell)
        except Wrong as wrong:
            self.bad.add(column.field)
            findings.wrong(self.spec.name, place, wrong.what, wrong.accepted)
            return None

    def wrong(self, value: str, findings: Findings, what: str, accepted: str) -> None:
        """Keeps a problem with a value of this line, found by comparing it with others."""
        self.bad.add(value)
        findings.wrong(self.spec.name, self.cells.get(value, "A1"), what, accepted)

    def missing(self, column: Column, findings: Findings, merged: str = "") -> None:
        """Keeps the problem that a value is not given; `merged` is the range that hides its cell."""
        what, accepted = f"{column.name} is missing", column.kind.value
        if merged:
            first = merged.partition(":")[0]
            what += f", because {merged} is merged into one cell and only {first} holds its value"
            accepted += ", in every row, without merged cells"
        self.wrong(column.field, findings, what, accepted)
