"""What all estimated risks together may cost in a year, against what steering accepts."""

from typing import Any

from django.http import HttpResponse

from allied.kit.amounts import money
from allied.kit.words import counted, percent
from allied.people.doors import PersonRequest, page
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Curve, against_tolerance
from allied.rooms.diligence.models import RiskScale
from allied.rooms.diligence.queries.losses import losses_of
from allied.rooms.diligence.queries.register import joint, risks
from allied.rooms.diligence.rating import tolerance_of
from allied.rooms.diligence.views.entering import draw, enter_room

SHARES = (0.5, 0.9, 0.95)
TICKS = 8


@page
def losses(request: PersonRequest, alliance_id: Any) -> HttpResponse:
    """The curve of the joint risks, the tolerance line, and the estimates behind it."""
    alliance = enter_room(request, alliance_id)
    found = losses_of(joint(risks(request.user, alliance)))
    row = RiskScale.objects.visible_to(request.user).filter(alliance=alliance).first()
    line = tolerance_of(row)
    curve = found.curve
    context = {
        "alliance": alliance,
        "risks": found.risks,
        "curve": curve,
        "points": curve.points(limits().curve_points) if curve else (),
        "accepted": [(float(point.amount), point.chance) for point in line],
        "against": against_tolerance(curve, line) if curve else (),
        "ticks": _ticks(curve, alliance.currency) if curve else (),
        "at_shares": [(percent(s), curve.amount_at(s)) for s in SHARES] if curve else (),
        "lead": _lead(curve, len(found.risks), alliance.currency),
    }
    return draw(request, "losses.html", context)


def _lead(curve: Curve | None, count: int, currency: str) -> tuple[str, str]:
    if curve is None:
        return "Nothing is estimated yet.", "Open a risk and say how often it strikes in a year."
    mean = money(round(curve.exact.mean), currency)
    worst = money(round(curve.amount_at(0.95)), currency)
    none = percent(curve.exact.no_loss)
    return (
        f"{mean} in a year on average, more than {worst} in one year of twenty.",
        f"From {counted(count, 'estimated risk')}; {none} of years cost nothing.",
    )


def _ticks(curve: Curve, currency: str) -> list[tuple[float, str]]:
    """Round amounts along the curve: 1 and 3 of every power of ten that it reaches."""
    points = curve.points(limits().curve_points)
    if not points:
        return []
    low, high = points[0].amount, points[-1].amount
    round_ = [step * 10**power for power in range(16) for step in (1, 3)]
    found = [amount for amount in round_ if low <= amount <= high]
    return [(float(amount), money(amount, currency)) for amount in found[-TICKS:]]
