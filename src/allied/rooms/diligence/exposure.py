"""What a risk may cost: its cell and its money, before, with and after what is done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import prod

from allied.kit.errors import Refused
from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.reading import (
    IMPACT,
    PROBABILITY,
    read_delay,
    read_impact,
    read_money,
    read_probability,
)
from allied.rooms.diligence.scales import Band, Measure, Scales, measured


class ControlState(StrEnum):
    """Whether something is done about a risk already."""

    PLANNED = "planned"
    IN_PLACE = "in place"


class View(StrEnum):
    """Before anything is done, with what is in place, after what is planned."""

    INHERENT = "inherent"
    RESIDUAL = "residual"
    TARGET = "target"


class Zone(StrEnum):
    """How loud a score is; high ones are named to steering."""

    LOW = "low"
    WATCH = "watch"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What people said about one risk; `own_exposure` is their own estimate of the money."""

    probability: Measure
    impact: Measure | None = None
    delay: Measure | None = None
    own_exposure: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Control:
    """One thing done about a risk; what it takes off probability and impact, 0 to 1.

    It counts as in place only with evidence: a link or a document that shows it.
    """

    id: str
    state: ControlState
    evidence: str = ""
    less_probability: Decimal = Decimal(0)
    less_impact: Decimal = Decimal(0)

    @property
    def proven(self) -> bool:
        """Whether it is in place and something shows it."""
        return self.state is ControlState.IN_PLACE and bool(self.evidence.strip())


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A risk at one moment: its cell (levels and score 1 to 25) and its money.

    `exposure` is probability times impact, or the own estimate; None when no money was given.
    """

    probability_level: int
    impact_level: int
    score: int
    zone: Zone
    probability: Decimal
    impact: Decimal | None
    delay_days: Decimal | None
    exposure: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Ratings:
    """The three views of one risk, and the controls that claim to be in place without evidence."""

    inherent: Rating
    residual: Rating
    target: Rating
    unproven: tuple[str, ...] = ()

    def seen(self, view: View) -> Rating:
        """The rating of one view."""
        ratings: dict[View, Rating] = {
            View.INHERENT: self.inherent,
            View.RESIDUAL: self.residual,
            View.TARGET: self.target,
        }
        return ratings[view]


def read_assessment(
    *,
    probability: str,
    impact: str,
    scales: Scales,
    limits: Limits,
    delay: str = "",
    exposure: str = "",
) -> Assessment | None:
    """Reads what a form or a row says; nothing when all is empty.

    A risk with an impact but no probability, or the other way round, is refused with the
    sentence that says what is accepted.
    """
    chance = read_probability(probability, scales)
    amount = read_impact(impact, scales)
    days = read_delay(delay, scales, limits)
    own = read_money(exposure, scales.currency, field="exposure") if exposure.strip() else None
    if chance is None and amount is None and days is None and own is None:
        return None
    if chance is None:
        sentence = f"This risk has an impact but no probability. {PROBABILITY}"
        raise Refused("no_probability", sentence, field="probability")
    if amount is None and (days is None or not days.level):
        sentence = f"This risk has a probability but no impact. {IMPACT}"
        raise Refused("no_impact", sentence, field="impact")
    return Assessment(probability=chance, impact=amount, delay=days, own_exposure=own)


def rate(
    assessment: Assessment, controls: Iterable[Control], scales: Scales, limits: Limits
) -> Ratings:
    """The three views. Controls multiply: two that halve leave a quarter. Source: methods.md 11.1.

    What is in place without evidence counts as planned.
    """
    given = list(controls)
    for control in given:
        check_control(control)
    proven = [control for control in given if control.proven]
    claimed = [c.id for c in given if c.state is ControlState.IN_PLACE and not c.proven]
    return Ratings(
        inherent=_rating(assessment, [], scales, limits),
        residual=_rating(assessment, proven, scales, limits),
        target=_rating(assessment, given, scales, limits),
        unproven=tuple(claimed),
    )


def check_control(control: Control) -> None:
    """Refuses a control whose effects are not from 0 to 100% (field of the effect)."""
    for field in ("less_probability", "less_impact"):
        effect = getattr(control, field)
        if not (effect.is_finite() and 0 <= effect <= 1):
            what = field.removeprefix("less_")
            sentence = f"What a control takes off the {what} lies between 0 and 100%."
            raise Refused("effect_out_of_range", sentence, field=field)


def zone_of(score: int, limits: Limits) -> Zone:
    """How loud a score from 1 to 25 is."""
    if not 1 <= score <= 25:
        raise ValueError(f"a score lies between 1 and 25, not {score}")
    if score >= limits.high_score:
        return Zone.HIGH
    return Zone.WATCH if score >= limits.watch_score else Zone.LOW


def _rating(
    assessment: Assessment, controls: list[Control], scales: Scales, limits: Limits
) -> Rating:
    less_often = prod((1 - c.less_probability for c in controls), start=Decimal(1))
    less_bad = prod((1 - c.less_impact for c in controls), start=Decimal(1))
    probability = _lowered(assessment.probability, less_often, scales.probability)
    impact = assessment.impact and _lowered(assessment.impact, less_bad, scales.impact)
    delay = assessment.delay and _lowered(assessment.delay, less_bad, scales.delay)
    impact_level = max(measure.level for measure in (impact, delay) if measure)
    score = probability.level * impact_level
    exposure = None if impact is None else probability.number * impact.number
    if assessment.own_exposure is not None:
        exposure = assessment.own_exposure * less_often * less_bad
    return Rating(
        probability_level=probability.level,
        impact_level=impact_level,
        score=score,
        zone=zone_of(score, limits),
        probability=probability.number,
        impact=impact.number if impact else None,
        delay_days=delay.number if delay else None,
        exposure=exposure,
    )


def _lowered(measure: Measure, factor: Decimal, bands: tuple[Band, ...]) -> Measure:
    """The measure times a factor, in the band where it then lies."""
    if factor == 1:
        return measure
    number = measure.number * factor
    return measured(bands, number) if bands else Measure(0, number, own=True)
