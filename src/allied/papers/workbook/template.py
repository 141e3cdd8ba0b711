"""An empty alliance workbook to fill in: headers, what each accepts, and lists to choose from."""

from typing import Any, BinaryIO, Final

from .columns import CHOICES, Column, Kind, SheetSpec
from .limits import MAX_NAME
from .pen import Pen
from .sheets import SHEETS
from .writer import PAIR_COLUMNS

_LAST_ROW: Final = 500
_LINES: Final = 3  # rows offered for a key that may be repeated
_LONGEST_HINT: Final = 255  # characters that a spreadsheet shows beside a cell
_LISTS: Final = {
    **{
        kind: [words[0] for words in CHOICES[kind]]
        for kind in CHOICES
        if kind not in (Kind.FORUM, Kind.ESCALATION)
    },
    Kind.JOINT: ["yes", "no", "sometimes"],
    Kind.PHASE: ["30", "60", "90"],
}
_NUMBERS: Final = {Kind.SCORE: (1, 5), Kind.COUNT: (1, 1_000)}
_PEOPLE: Final = f"=People!$A$3:$A${_LAST_ROW}"


def write_template(out: BinaryIO) -> None:
    """Writes a workbook without content; what is typed outside the lists is warned about."""
    pen = Pen(out)
    for spec in SHEETS:
        sheet = pen.sheet(spec.name, PAIR_COLUMNS if spec.pairs else spec.columns)
        if spec.pairs:
            _write_keys(pen, sheet, spec)
        else:
            _write_header(pen, sheet, spec)
    pen.close()


def accepted(column: Column) -> str:
    """What a column accepts, as the template says it."""
    start = "Required" if column.needs_a_value else "May be empty"
    more = ", one row for each" if column.many else ""
    return f"{start}: {column.kind.value}{more}"


def _write_header(pen: Pen, sheet: Any, spec: SheetSpec) -> None:
    for number, column in enumerate(spec.columns):
        pen.hint(sheet, 0, number, accepted(column))
        _offer(sheet, column, (2, number, _LAST_ROW, number))
    if spec.months:
        pen.hint(sheet, 0, len(spec.columns), "Then one column for each month, such as 2026-10")
    pen.head(sheet, 1, [column.name for column in spec.columns])


def _write_keys(pen: Pen, sheet: Any, spec: SheetSpec) -> None:
    pen.head(sheet, 0, [*(column.name for column in PAIR_COLUMNS), "Accepted"])
    sheet.set_column(2, 2, 60)
    row = 1
    for column in spec.columns:
        for _line in range(_LINES if column.many else 1):
            pen.value(sheet, row, 0, PAIR_COLUMNS[0], column.name)
            pen.hint(sheet, row, 2, accepted(column))
            _offer(sheet, column, (row, 1, row, 1))
            row += 1


def _offer(sheet: Any, column: Column, area: tuple[int, int, int, int]) -> None:
    """A list to choose from or a range, and the remark beside the cell."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.kind in _LISTS:
        rule = {"validate": "list", "source": _LISTS[column.kind]}
    elif column.kind == Kind.PERSON:
        rule = {"validate": "list", "source": _PEOPLE}
    elif column.kind in _NUMBERS:
        least, most = _NUMBERS[column.kind]
        rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
    elif column.kind == Kind.NAME:
        rule = {"validate": "length", "criteria": "<=", "value": MAX_NAME}
    remark = {"input_title": column.name, "input_message": accepted(column)[:_LONGEST_HINT]}
    sheet.data_validation(*area, {**rule, **remark, "error_type": "warning"})
