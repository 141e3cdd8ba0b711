"""Sheets whose rooms do not exist yet: kept as plain values and given back as they came."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from allied.papers.workbook.content import (
    AllianceWorkbook,
    KpiRow,
    MilestoneRow,
    MonthValue,
    Row,
)

# sheet -> (field of the workbook, class of its rows)
SHEETS: dict[str, tuple[str, type[Row]]] = {
    "Launch plan": ("launch_plan", MilestoneRow),
    "Scorecard": ("scorecard", KpiRow),
}


def waiting_sheets(workbook: AllianceWorkbook) -> dict[str, list[dict[str, Any]]]:
    """The rows of those sheets that hold any, as plain values."""
    found = {}
    for sheet, (name, _) in SHEETS.items():
        rows = getattr(workbook, name)
        if rows:
            found[sheet] = [_plain_row(row) for row in rows]
    return found


def _plain_row(row: Row) -> dict[str, Any]:
    return {f.name: _plain(getattr(row, f.name)) for f in fields(row) if f.name != "cells"}


def _plain(value: Any) -> Any:
    if isinstance(value, MonthValue):
        return {"month": value.month.isoformat(), "value": str(value.value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def given_back(waiting: Mapping[str, list[dict[str, Any]]]) -> dict[str, tuple[Row, ...]]:
    """The rows again, by the field of the workbook they belong to.

    A sheet whose room has opened since is not among them: the room itself gives it back.
    """
    found: dict[str, tuple[Row, ...]] = {}
    for sheet in (sheet for sheet in waiting if sheet in SHEETS):
        rows, (name, row_class) = waiting[sheet], SHEETS[sheet]
        found[name] = tuple(
            row_class(**{key: _thick(value) for key, value in row.items()}) for row in rows
        )
    return found


def _thick(value: Any) -> Any:
    if isinstance(value, dict) and "month" in value:
        return MonthValue(date.fromisoformat(value["month"]), Decimal(value["value"]))
    if isinstance(value, dict) and "decimal" in value:
        return Decimal(value["decimal"])
    if isinstance(value, dict) and "date" in value:
        return date.fromisoformat(value["date"])
    if isinstance(value, list):
        return tuple(_thick(each) for each in value)
    return value
