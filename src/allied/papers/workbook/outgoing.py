"""What each record looks like as cells of its sheet: the reverse of reading it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from .cells import written
from .columns import RHYTHMS
from .content import AllianceRow, KpiRow, Row
from .scales import SOMETIMES

_WORDS: Final = {rule: word for word, rule in RHYTHMS.items()}
_HIGHEST_LEVEL: Final = 5


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share from 0 to 1 that a reader sees as a percentage."""

    share: Decimal


Outgoing = str | Decimal | int | date | Percentage | None


def cell_values(row: Row, alliance: AllianceRow) -> dict[str, Any]:
    """What is written for each column of a record; a key that may be repeated has a tuple."""
    values: dict[str, Any] = {n: v for n, v in vars(row).items() if n != "cells"}
    adjust = _ADJUST.get(row.sheet)
    if adjust:
        adjust(values, alliance)
    return {name: _worded(value) for name, value in values.items()}


def months_of(rows: tuple[KpiRow, ...]) -> list[date]:
    """Every month for which some KPI has a value, in order."""
    return sorted({reading.month for row in rows for reading in row.readings})


def month_field(month: date) -> str:
    """How a month is written as the name of a column."""
    return f"{month:%Y-%m}"


def _worded(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _forum(values: dict[str, Any], _alliance: AllianceRow) -> None:
    values["rhythm"] = _WORDS.get(values["rhythm"], values["rhythm"])
    values["members"] = "; ".join(values["members"])


def _right(values: dict[str, Any], _alliance: AllianceRow) -> None:
    if values["joint_condition"]:
        values["joint"] = SOMETIMES + values["joint_condition"]


def _milestone(values: dict[str, Any], _alliance: AllianceRow) -> None:
    values["depends_on"] = "; ".join(values["depends_on"])


def _kpi(values: dict[str, Any], _alliance: AllianceRow) -> None:
    if values["target_high"] is not None:
        values["target"] = f"{written(values['target'])} to {written(values['target_high'])}"
    for reading in values.pop("readings"):
        values[month_field(reading.month)] = reading.value


def _risk(values: dict[str, Any], alliance: AllianceRow) -> None:
    share = values["probability_share"]
    values["probability"] = values["probability_level"] if share is None else Percentage(share)
    amount, currency = values["impact_amount"], values["impact_currency"]
    if amount is None:
        values["impact"] = values["impact_level"]
    elif currency and (currency != alliance.currency or amount <= _HIGHEST_LEVEL):
        values["impact"] = f"{currency} {written(amount)}"
    elif amount > _HIGHEST_LEVEL:
        values["impact"] = amount
    else:
        raise ValueError(f"An impact of {amount} needs a currency, else it reads as a level.")


_ADJUST: Final[Mapping[str, Callable[[dict[str, Any], AllianceRow], None]]] = {
    "Forums": _forum,
    "Decision rights": _right,
    "Launch plan": _milestone,
    "Scorecard": _kpi,
    "Risks": _risk,
}
