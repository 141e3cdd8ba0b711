"""Who compared the criteria in pairs, how well each comparison fits itself, and what all give together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.selection.models import PairComparison, Screening, ScreeningCriterion
from allied.rooms.selection.rows import said_by
from allied.rooms.selection.weighing import Weighed, is_whole, weigh


@dataclass(frozen=True, kw_only=True)
class Judge:
    """One colleague's comparison; `weighed` is None when the criteria changed since."""

    comparison: PairComparison
    weighed: Weighed | None

    @property
    def fits(self) -> bool:
        """Whether it does not contradict itself too much."""
        return self.weighed is not None and not self.weighed.warning


@dataclass(frozen=True, kw_only=True)
class Judges:
    """All comparisons of one screening, and the weights that they give together."""

    rows: Sequence[Judge]
    together: Weighed | None

    @property
    def counting(self) -> list[Judge]:
        """Those that fit the criteria of today."""
        return [one for one in self.rows if one.weighed is not None]

    @property
    def said(self) -> dict[str, Any]:
        """What the weights are fixed from: each judge's pairs, and who said them."""
        return said_by([one.comparison for one in self.counting])

    def of(self, person_id: UUID) -> Judge | None:
        """The comparison of one colleague."""
        return next((one for one in self.rows if one.comparison.person_id == person_id), None)

    @property
    def since(self) -> datetime | None:
        """When the newest comparison came in."""
        return max((one.comparison.at for one in self.counting), default=None)


def judges_of(
    person: Person, screening: Screening, criteria: Sequence[ScreeningCriterion]
) -> Judges:
    """The comparisons of one's own side; one query."""
    rows = PairComparison.objects.visible_to(person).filter(screening=screening)
    names = {one.key: one.name for one in criteria}
    found = [
        Judge(comparison=row, weighed=_weighed(said_by([row]), names))
        for row in rows.select_related("person").order_by("person__name", "pk")
        if row.pairs
    ]
    counting = [one.comparison for one in found if one.weighed is not None]
    together = _weighed(said_by(counting), names) if counting else None
    return Judges(rows=found, together=together)


def _weighed(said: dict[str, Any], names: dict[str, str]) -> Weighed | None:
    if not all(is_whole(judge, names) for judge in said["judges"]):
        return None
    try:
        return weigh("pairwise", said, names)
    except Refused:
        return None
