"""KPI rows as the rules read them, and back."""

from collections.abc import Mapping
from typing import Any

from allied.rooms.agreement.annex.kpis import Direction, KpiContent, Period, Perspective
from allied.rooms.agreement.annex.models import Kpi

PLAIN = (
    *("name", "unit", "formula", "source", "baseline", "target"),
    *("target_high", "red", "red_high", "proves"),
)


def content_of(row: Kpi) -> KpiContent:
    """The definition behind a row."""
    return KpiContent(
        **{name: getattr(row, name) for name in PLAIN},
        perspective=Perspective(row.perspective),
        direction=Direction(row.direction),
        period=Period(row.period),
        side=row.side_id,
        holder=row.holder_id,
        confirmers=tuple(row.confirmers),
    )


def columns_of(content: KpiContent) -> Mapping[str, Any]:
    """The definition as the columns of a row."""
    return {
        **{name: getattr(content, name) for name in PLAIN},
        "perspective": content.perspective.value,
        "direction": content.direction.value,
        "period": content.period.value,
        "side_id": content.side,
        "holder_id": content.holder,
        "confirmers": list(content.confirmers),
    }
