"""One person's answer: points, places, success restated, who brings what, what is out, what is critical."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from allied.kit.content import Plain, canonical_json, day_text, decimal_text
from allied.rooms.thesis.alignment.restatement import Restated

WHOLE = 100
IN, OUT = "in", "out"
TEXTS = ("more", "beyond")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one person said; what is missing was not said.

    `points` and `places` by outcome; `success` by outcome; `brings` by contribution: the organisations
    that bring it, nobody when empty; `scope` by item: in or out; `critical`: ids of assumptions, None
    when it was not said; `more`: what else a side brings; `beyond`: what else is out.
    """

    points: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    success: Mapping[str, Restated] = field(default_factory=dict)
    brings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Mapping[str, str] = field(default_factory=dict)
    critical: tuple[str, ...] | None = None
    more: str = ""
    beyond: str = ""

    def as_plain(self) -> dict[str, Plain]:
        """The whole answer as plain values; numbers with fractions and dates as text."""
        return {
            "points": dict(self.points),
            "places": dict(self.places),
            "success": {key: _restated_plain(one) for key, one in self.success.items()},
            "brings": {key: list(one) for key, one in self.brings.items()},
            "scope": dict(self.scope),
            "critical": None if self.critical is None else list(self.critical),
            "more": self.more,
            "beyond": self.beyond,
        }

    def as_json(self) -> str:
        """The one JSON text of this answer."""
        return canonical_json(self.as_plain())


def _restated_plain(one: Restated) -> dict[str, Plain]:
    return {
        "metric": one.metric,
        "unit": one.unit,
        "target": decimal_text(one.target),
        "date": day_text(one.due),
    }


def answer_from_json(text: str) -> Answer:
    """An answer as it was kept; it was checked when it came in."""
    plain: Mapping[str, Any] = json.loads(text) if text else {}
    critical = plain.get("critical")
    return Answer(
        points=plain.get("points", {}),
        places=plain.get("places", {}),
        success={key: _restated(one) for key, one in plain.get("success", {}).items()},
        brings={key: tuple(one) for key, one in plain.get("brings", {}).items()},
        scope=plain.get("scope", {}),
        critical=None if critical is None else tuple(critical),
        more=plain.get("more", ""),
        beyond=plain.get("beyond", ""),
    )


def _restated(plain: Mapping[str, Any]) -> Restated:
    target, day = plain.get("target"), plain.get("date")
    return Restated(
        metric=plain.get("metric", ""),
        unit=plain.get("unit", ""),
        target=None if target is None else Decimal(target),
        due=date.fromisoformat(day) if day else None,
    )
