"""Between the rows of the register and its rules: scales, assessments, and where a risk stands."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from allied.alliances.models import Alliance
from allied.rooms.diligence.exposure import (
    Assessment,
    ControlState,
    Rating,
    Ratings,
    Zone,
    rate,
    zone_of,
)
from allied.rooms.diligence.exposure import Control as ControlRule
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Tolerance
from allied.rooms.diligence.models import Control, Risk, RiskScale
from allied.rooms.diligence.scales import (
    Measure,
    Scales,
    at_level,
    built_in_scales,
    measured,
    own_delay,
    own_impact,
)

ASSESSED = (
    "probability",
    "probability_own",
    "impact",
    "impact_own",
    "delay_days",
    "exposure_own",
    "currency",
)
PLACED = (
    *ASSESSED,
    "exposure",
    "now_probability",
    "now_impact",
    "now_exposure",
    "score",
    "score_before",
    "rated_at",
)
COLOURS = {Zone.HIGH: "hi", Zone.WATCH: "mid", Zone.LOW: "lo"}
FAINT = 3
"""Scores up to this one are drawn fainter than other low ones."""


def scales_of(alliance: Alliance) -> Scales:
    """The scales of the alliance: the built-in ones, with the bands it has set for itself."""
    rows = RiskScale.objects.in_system_scope("scales are joint")
    return scales_from(alliance, rows.filter(alliance=alliance).first())


def scales_from(alliance: Alliance, row: RiskScale | None) -> Scales:
    """The scales that a row says, or the built-in ones."""
    scales = built_in_scales(alliance.currency, limits())
    if row is None:
        return scales
    upto = [Decimal(edge) for edge in row.content["impact_upto"]]
    return own_delay(own_impact(scales, upto, limits()), row.content["delay_upto"], limits())


def tolerance_of(row: RiskScale | None) -> tuple[Tolerance, ...]:
    """What steering accepts, as the scales say it; nothing while nobody has said."""
    said = row.content.get("tolerance", ()) if row else ()
    return tuple(Tolerance(Decimal(amount), float(chance)) for amount, chance in said)


def assessment_of(risk: Risk, scales: Scales) -> Assessment | None:
    """What people said about this risk, read again on these scales."""
    if risk.probability is None:
        return None
    return Assessment(
        probability=_measure(scales.probability, risk.probability, risk.probability_own),
        impact=_measure(scales.impact, risk.impact, risk.impact_own)
        if risk.impact is not None
        else None,
        delay=_delay(risk, scales),
        own_exposure=risk.exposure_own,
    )


def _measure(bands: Any, level: int, own: Decimal | None) -> Measure:
    return at_level(bands, level) if own is None else measured(bands, own)


def _delay(risk: Risk, scales: Scales) -> Measure | None:
    if risk.delay_days is None:
        return None
    days = Decimal(risk.delay_days)
    return measured(scales.delay, days) if scales.delay else Measure(0, days, own=True)


def columns_of(assessment: Assessment | None, currency: str) -> dict[str, Any]:
    """An assessment as the columns of a risk."""
    if assessment is None:
        return {**dict.fromkeys(ASSESSED), "currency": currency}
    probability, impact = assessment.probability, assessment.impact
    return {
        "probability": probability.level,
        "probability_own": probability.number if probability.own else None,
        "impact": impact.level if impact else None,
        "impact_own": impact.number if impact and impact.own else None,
        "delay_days": int(assessment.delay.number) if assessment.delay else None,
        "exposure_own": assessment.own_exposure,
        "currency": currency,
    }


def ratings_of(risk: Risk, controls: Iterable[Control], scales: Scales) -> Ratings | None:
    """The three views of a risk; nothing while nobody has assessed it."""
    assessment = assessment_of(risk, scales)
    if assessment is None or not _has_impact(assessment):
        return None
    return rate(assessment, [rule_of(control) for control in controls], scales, limits())


def _has_impact(assessment: Assessment) -> bool:
    """A delay alone says nothing where the alliance does not rate delays."""
    return assessment.impact is not None or bool(assessment.delay and assessment.delay.level)


def rule_of(control: Control) -> ControlRule:
    """A control as the rules read it."""
    return ControlRule(
        id=str(control.pk),
        state=ControlState.IN_PLACE if control.in_place_at else ControlState.PLANNED,
        evidence=control.evidence,
        less_probability=control.less_probability,
        less_impact=control.less_impact,
    )


def place(risk: Risk, controls: Iterable[Control], scales: Scales, *, now: datetime) -> None:
    """Writes the computed columns of a row; the caller saves it."""
    ratings = ratings_of(risk, controls, scales)
    before = risk.score
    today = ratings.residual if ratings else None
    risk.exposure = _cents(ratings.inherent) if ratings else None
    risk.now_exposure = _cents(today) if today else None
    risk.now_probability = today.probability_level if today else None
    risk.now_impact = today.impact_level if today else None
    risk.score = today.score if today else None
    if risk.score != before:
        risk.score_before, risk.rated_at = before, now


def _cents(rating: Rating) -> Decimal | None:
    return None if rating.exposure is None else rating.exposure.quantize(Decimal("0.0001"))


def colour_of(score: int | None) -> str:
    """How a score is drawn: hi, mid, lo or no."""
    if score is None or score <= FAINT:
        return "no"
    return COLOURS[zone_of(score, limits())]
