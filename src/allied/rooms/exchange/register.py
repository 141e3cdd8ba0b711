"""The sheet of risks: onto the joint register, and from it back into a workbook."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from allied.alliances.access import may, seats_of
from allied.alliances.models import Alliance
from allied.papers.workbook.content import AllianceWorkbook, RiskRow
from allied.papers.workbook.problems import Problem
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.diligence import commands
from allied.rooms.diligence.commands.registering import NewRisk
from allied.rooms.diligence.content import ControlContent, RiskContent
from allied.rooms.diligence.exposure import Assessment
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.making import Origin
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.named import THESIS_RISK
from allied.rooms.diligence.queries.register import controls_by_risk, risks
from allied.rooms.diligence.rating import ratings_of, scales_of
from allied.rooms.diligence.scales import Measure, Scales, at_level, built_in_scales, measured
from allied.rooms.diligence.writing import LOOK_AFTER
from allied.rooms.exchange.rules import item_id

PROBABILITY = "a whole number from 1 to 5 or a percentage such as 30%"
IMPACT = "a whole number from 1 to 5 or an amount of money such as €400,000"


def risk_problems(workbook: AllianceWorkbook) -> Iterator[Problem]:
    """What the register cannot take although every cell can be read."""
    currency = workbook.alliance.currency or "EUR"
    for row in workbook.risks:
        likely = row.probability_level is not None or row.probability_share is not None
        costly = row.impact_level is not None or row.impact_amount is not None
        if costly and not likely:
            what = "this risk has an impact but no probability"
            yield row.problem("probability", what, f"{PROBABILITY}, or both cells empty")
        if likely and not costly:
            what = "this risk has a probability but no impact"
            yield row.problem("impact", what, f"{IMPACT}, or both cells empty")
        if row.impact_amount is not None and row.impact_currency not in {"", currency}:
            what = f"the amount is in {row.impact_currency}, the alliance in {currency}"
            yield row.problem("impact", what, f"an amount in {currency} or a level from 1 to 5")


def fill_register(
    workbook: AllianceWorkbook,
    alliance: Alliance,
    *,
    by: Person,
    people: Mapping[str, Person],
    now: datetime,
) -> int:
    """Every row as a joint risk; who is not here yet is remembered as its owner. Says how many."""
    able = {
        name: person
        for name, person in people.items()
        if may(seats_of(person, alliance, now), LOOK_AFTER)
    }
    scales = built_in_scales(alliance.currency, limits())
    given = [
        _new(row, item_id("r", place), able.get(row.owner), scales)
        for place, row in enumerate(workbook.risks, 1)
    ]
    return len(commands.register_risks(by=by, alliance=alliance, given=given, now=now))


def _new(row: RiskRow, item: str, holder: Person | None, scales: Scales) -> NewRisk:
    control = ControlContent(text=row.mitigation, due=row.due) if row.mitigation else None
    said = RiskContent(title=row.risk, category=row.category, assessment=_assessed(row, scales))
    return NewRisk(said, holder, control, Origin(THESIS_RISK, item))


def _assessed(row: RiskRow, scales: Scales) -> Assessment | None:
    likely = _measure(scales.probability, row.probability_level, row.probability_share)
    costly = _measure(scales.impact, row.impact_level, row.impact_amount)
    return Assessment(probability=likely, impact=costly) if likely and costly else None


def _measure(bands: Any, level: int | None, own: Decimal | None) -> Measure | None:
    if own is not None:
        return measured(bands, own)
    return None if level is None else at_level(bands, level)


def risk_rows(
    alliance: Alliance, person: Person, of_thesis: Iterable[tuple[str, RiskRow]]
) -> tuple[RiskRow, ...]:
    """The open joint risks in the order of their numbers; then what only the thesis names.

    Private risks stay out: who brings the workbook in again puts its risks before both companies.
    """
    rows = list(risks(person, alliance).filter(audience=JOINT).order_by("number"))
    still_open = [row for row in rows if row.state == RiskState.OPEN]
    controls = controls_by_risk(person, [row.pk for row in still_open])
    scales = scales_of(alliance)
    found = [_row(row, controls.get(row.pk, []), scales) for row in still_open]
    known = {row.from_key for row in rows if row.from_kind == THESIS_RISK}
    titles = {row.title for row in rows}
    rest = [row for key, row in of_thesis if key not in known and row.risk not in titles]
    return (*found, *rest)


def _row(risk: Risk, controls: list[Control], scales: Scales) -> RiskRow:
    days = [one.due for one in controls if one.due and one.in_place_at is None]
    days = days or [one.due for one in controls if one.due]
    return RiskRow(
        risk=risk.title,
        category=risk.category,
        probability_level=risk.probability if risk.probability_own is None else None,
        probability_share=_written(risk.probability_own),
        impact_level=_impact_level(risk, scales),
        impact_amount=_written(risk.impact_own),
        impact_currency=risk.currency if risk.impact_own is not None else "",
        owner=risk.holder.name if risk.holder else "",
        mitigation="; ".join(one.text for one in controls),
        due=min(days, default=None),
    )


def _written(number: Decimal | None) -> Decimal | None:
    """A number in the digits that somebody wrote, without the zeros of its column."""
    return None if number is None else Decimal(f"{number.normalize():f}")


def _impact_level(risk: Risk, scales: Scales) -> int | None:
    """The level that was said; for a delay alone the level that it amounts to."""
    if risk.impact_own is not None:
        return None
    if risk.impact is not None:
        return risk.impact
    ratings = ratings_of(risk, (), scales)
    return ratings.inherent.impact_level if ratings else None
