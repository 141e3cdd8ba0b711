"""The way out: an alliance workbook as an .xlsx file that reads back to the same content."""

from typing import BinaryIO, Final

from .columns import Column, Kind, SheetSpec
from .content import AllianceWorkbook, Row
from .outgoing import cell_values, month_field, months_of
from .pen import Pen
from .sheets import SHEETS

PAIR_COLUMNS: Final = (Column("field", "Field", Kind.NAME), Column("value", "Value", Kind.TEXT))


def write_workbook(workbook: AllianceWorkbook, out: BinaryIO) -> None:
    """Writes all thirteen sheets, empty ones with their header; equal content, equal bytes.

    Raises ValueError for what a spreadsheet cannot hold: texts over 32,767 characters, numbers
    over 15 digits, an impact of 5 or less in no currency.
    """
    pen = Pen(out)
    for spec in SHEETS:
        if spec.pairs:
            _write_pairs(pen, spec, workbook)
        else:
            _write_table(pen, spec, workbook)
    pen.close()


def _write_pairs(pen: Pen, spec: SheetSpec, workbook: AllianceWorkbook) -> None:
    row: Row | None = getattr(workbook, spec.field)
    values = cell_values(row, workbook.alliance) if row else {}
    sheet = pen.sheet(spec.name, PAIR_COLUMNS)
    pen.head(sheet, 0, [column.name for column in PAIR_COLUMNS])
    number = 1
    for column in spec.columns:
        value = values.get(column.field)
        for one in (value or ("",)) if column.many else (value,):
            pen.value(sheet, number, 0, PAIR_COLUMNS[0], column.name)
            pen.value(sheet, number, 1, column, one)
            number += 1


def _write_table(pen: Pen, spec: SheetSpec, workbook: AllianceWorkbook) -> None:
    rows: tuple[Row, ...] = getattr(workbook, spec.field)
    months = months_of(workbook.scorecard) if spec.months else []
    named = [month_field(month) for month in months]
    columns = (*spec.columns, *(Column(name, name, Kind.NUMBER) for name in named))
    sheet = pen.sheet(spec.name, columns)
    pen.head(sheet, 0, [column.name for column in columns])
    for number, row in enumerate(rows, start=1):
        values = cell_values(row, workbook.alliance)
        for place, column in enumerate(columns):
            pen.value(sheet, number, place, column, values.get(column.field))
