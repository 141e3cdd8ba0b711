"""Answers to a checklist as a sheet or a CSV file, in and out; nothing is understood of them here."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from .cells import RawBook
from .columns import Column, Kind, SheetSpec
from .delimited import guarded
from .lines import Findings
from .pen import Pen
from .problems import Problem, Wrong
from .reader import read_raw, read_raw_csv
from .table import read_table
from .words import shown, squeeze

SHEET: Final = "Checklist"
SPEC: Final = SheetSpec(
    "answers",
    SHEET,
    (
        Column("key", "Key", Kind.NAME, required=True),
        Column("area", "Area", Kind.NAME),
        Column("question", "Question", Kind.TEXT),
        Column("red_flag", "Red flag", Kind.NAME),
        Column("answer", "Answer", Kind.NAME),
        Column("evidence", "Evidence", Kind.TEXT),
        Column("owner", "Owner", Kind.NAME, also=("Responsible", "Owned by")),
        Column("severity", "Severity", Kind.NAME),
        Column("note", "Note", Kind.TEXT),
    ),
    mandatory=True,
)
FIELDS: Final = tuple(column.field for column in SPEC.columns)


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One question with its answer, as the file says it; `cells` names where each value stands."""

    key: str
    area: str = ""
    question: str = ""
    red_flag: str = ""
    answer: str = ""
    evidence: str = ""
    owner: str = ""
    severity: str = ""
    note: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    def problem(self, field: str, what: str, accepted: str) -> Problem:
        """Something that is wrong with one value of this row."""
        return Problem(SHEET, dict(self.cells).get(field, "A1"), what, accepted)


@dataclass(frozen=True)
class AnswerReading:
    """The rows of a file, or every problem; notes say what was left out."""

    rows: tuple[AnswerRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_answers(raw: bytes, *, is_csv: bool = False) -> AnswerReading:
    """Reads answers; nothing is written anywhere, and no file can hurt the caller."""
    try:
        book = read_raw_csv(raw, SHEET) if is_csv else read_raw(raw, SHEET)
    except Wrong as wrong:
        return AnswerReading(problems=(Problem("", "", wrong.what, wrong.accepted),))
    return _checked(book)


def _checked(book: RawBook) -> AnswerReading:
    findings = Findings()
    findings.sheets.append(SHEET)
    sheets = [sheet for sheet in book.sheets if squeeze(sheet.name) == squeeze(SHEET)]
    if not sheets:
        return AnswerReading(
            problems=(Problem(SHEET, "A1", "the sheet is missing", f"a sheet named {SHEET}"),)
        )
    notes = [f"the sheet {shown(name)} is not known and was left out" for name in book.ignored]
    lines = read_table(SPEC, sheets[0], findings) or []
    if findings.problems:
        return AnswerReading(problems=findings.problems)
    rows = tuple(
        AnswerRow(
            **{name: str(line.values.get(name) or "") for name in FIELDS},
            cells=tuple(line.cells.items()),
        )
        for line in lines
    )
    return AnswerReading(rows=rows, notes=(*notes, *findings.notes))


def write_answers(rows: Iterable[AnswerRow], out: BinaryIO) -> None:
    """Writes the sheet; it reads back to the same rows."""
    pen = Pen(out)
    sheet = pen.sheet(SHEET, SPEC.columns)
    pen.head(sheet, 0, [column.name for column in SPEC.columns])
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(SPEC.columns):
            pen.value(sheet, number, place, column, getattr(row, column.field))
    pen.close()


def csv_of(rows: Iterable[AnswerRow]) -> bytes:
    """The same as a CSV file; a text that a spreadsheet could run is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in SPEC.columns])
    for row in rows:
        writer.writerow([guarded(getattr(row, name)) for name in FIELDS])
    return out.getvalue().encode("utf-8-sig")
