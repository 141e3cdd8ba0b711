"""All risks together as money in a year: the mean, the curve, and what steering accepts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss import LossRisk, Trigger
from allied.rooms.diligence.loss_curve import Curve, loss_curve
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState

SEED = 1
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Losses:
    """The estimated risks and their curve; no curve while nothing is estimated."""

    risks: Sequence[Risk]
    curve: Curve | None


def losses_of(rows: QuerySet[Risk]) -> Losses:
    """The open risks that have an estimate, the costliest first, and what a year may cost."""
    estimated = rows.filter(state=RiskState.OPEN, frequency__isnull=False)
    found = list(estimated.order_by("-loss_high", "number")[:MOST])
    if not found:
        return Losses(risks=found, curve=None)
    return Losses(
        risks=found,
        curve=loss_curve(list(_rules(found)), limits(), seed=SEED, triggers=_triggers(found)),
    )


def _rules(found: Iterable[Risk]) -> Iterable[LossRisk]:
    shared = {trigger.id: trigger.frequency for trigger in _triggers(found)}
    for risk in found:
        assert risk.frequency is not None
        often = float(risk.frequency)
        named = risk.trigger if risk.trigger in shared else ""
        yield LossRisk(
            id=str(risk.pk),
            low=float(risk.loss_low or 0),
            high=float(risk.loss_high or 0),
            frequency=0.0 if named else often,
            trigger=named,
            chance=often / shared[named] if named else 1.0,
        )


def _triggers(found: Iterable[Risk]) -> list[Trigger]:
    """An event shared by several risks comes as often as the most frequent of them."""
    often: dict[str, list[float]] = {}
    for risk in found:
        if risk.trigger:
            often.setdefault(risk.trigger, []).append(float(risk.frequency or 0))
    return [
        Trigger(id=name, frequency=max(all_))
        for name, all_ in sorted(often.items())
        if len(all_) > 1
    ]
