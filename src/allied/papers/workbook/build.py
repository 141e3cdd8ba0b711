"""Turns lines without problems into the records of an alliance workbook."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from .content import (
    AllianceRow,
    AllianceWorkbook,
    AssumptionRow,
    ContributionRow,
    DecisionRightRow,
    FitRow,
    ForumRow,
    KpiRow,
    MilestoneRow,
    MonthValue,
    OutcomeRow,
    PersonRow,
    RiskRow,
    Row,
    ScopeRow,
    ThesisRow,
)
from .currencies import currency_of
from .lines import Findings, Line
from .numbers import Amount
from .words import key

_ROWS: Final[Mapping[str, type[Row]]] = {
    "people": PersonRow,
    "outcomes": OutcomeRow,
    "contributions": ContributionRow,
    "scope": ScopeRow,
    "assumptions": AssumptionRow,
    "risks": RiskRow,
    "partner_fit": FitRow,
    "forums": ForumRow,
    "decision_rights": DecisionRightRow,
    "launch_plan": MilestoneRow,
    "scorecard": KpiRow,
}


def build_workbook(
    alliance: Line, thesis: Line | None, sheets: Mapping[str, list[Line]], findings: Findings
) -> AllianceWorkbook:
    """The workbook out of its lines; notes are added where a sign beside a number is odd."""
    head = AllianceRow(**_plain(alliance, findings))
    for line in sheets.get("risks", []):
        _name_the_currency(line, head.currency)
    return AllianceWorkbook(
        alliance=head,
        thesis=ThesisRow(**_plain(thesis, findings)) if thesis else None,
        **{field: tuple(_rows(field, lines, findings)) for field, lines in sheets.items()},
    )


def _name_the_currency(risk: Line, currency: str) -> None:
    """An amount of money without a sign is in the currency of the alliance."""
    impact = risk.values.get("impact")
    if impact and impact.amount is not None and not impact.currency:
        risk.values["impact"] = replace(impact, currency=currency)


def _rows(field: str, lines: Iterable[Line], findings: Findings) -> Iterable[Any]:
    return (_ROWS[field](**_plain(line, findings)) for line in lines)


def _plain(line: Line, findings: Findings) -> dict[str, Any]:
    """The values of a line as the record takes them."""
    values = {name: value for name, value in line.values.items() if value is not None}
    adjust = _ADJUST.get(line.spec.field)
    if adjust:
        adjust(line, values, findings)
    frozen = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return {**frozen, "cells": line.cells}


def _outcome(line: Line, values: dict[str, Any], findings: Findings) -> None:
    signs = [_take_sign(values, name) for name in ("baseline", "target")]
    _settle_unit(line, values, signs, findings)


def _contribution(line: Line, values: dict[str, Any], findings: Findings) -> None:
    _settle_unit(line, values, [_take_sign(values, "amount")], findings)


def _risk(_line: Line, values: dict[str, Any], _findings: Findings) -> None:
    probability, impact = values.pop("probability", None), values.pop("impact", None)
    if probability:
        values["probability_level"] = probability.level
        values["probability_share"] = probability.share
    if impact:
        values["impact_level"] = impact.level
        values["impact_amount"] = impact.amount
        values["impact_currency"] = impact.currency


def _right(_line: Line, values: dict[str, Any], _findings: Findings) -> None:
    joint = values["joint"]
    values["joint"], values["joint_condition"] = joint.answer, joint.condition


def _kpi(line: Line, values: dict[str, Any], findings: Findings) -> None:
    target, readings = values.pop("target", None), values.pop("readings", [])
    signs = [_take_sign(values, "baseline"), *(amount.sign for _month, amount in readings)]
    if target:
        values["target"], values["target_high"] = target.low, target.high
        signs.append(target.sign)
    values["readings"] = [MonthValue(month, amount.number) for month, amount in readings]
    _settle_unit(line, values, signs, findings)


_ADJUST: Final[Mapping[str, Callable[[Line, dict[str, Any], Findings], None]]] = {
    "outcomes": _outcome,
    "contributions": _contribution,
    "risks": _risk,
    "decision_rights": _right,
    "scorecard": _kpi,
}


def _take_sign(values: dict[str, Any], name: str) -> str:
    """Leaves the number alone under its name and gives back the sign beside it."""
    amount = values.get(name)
    if not isinstance(amount, Amount):
        return ""
    values[name] = amount.number
    return amount.sign


def _settle_unit(
    line: Line, values: dict[str, Any], signs: Iterable[str], findings: Findings
) -> None:
    """A sign beside a number becomes the unit if there is none; a different unit is noted."""
    found = sorted({sign for sign in signs if sign})
    if not found:
        return
    if not values.get("unit") and len(found) == 1:
        values["unit"] = found[0]
    elif not all(_agrees(sign, values.get("unit", "")) for sign in found):
        cell = line.cells.get("unit", "A1")
        what = f"the numbers are in {' and '.join(found)}, the unit was kept as it is written"
        findings.notes.append(f"{line.spec.name}!{cell}: {what}")


def _agrees(sign: str, unit: str) -> bool:
    words = key(unit).replace("/", " ").split()
    if sign == "%":
        return "%" in unit or any(word.startswith("percent") for word in words)
    return any(currency_of(word) == sign for word in (unit, *words)) or sign.casefold() in key(unit)
