"""The register: risks by money, page by page, with what is done about each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.sides import Face, Side, face
from allied.rooms.diligence.rating import colour_of

SHOWN = 50
ALL = "all"
NOVELTY_DAYS = 31


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which risks are wanted; `state` may also be all."""

    state: str = RiskState.OPEN
    area: str = ""
    side: UUID | None = None
    late: bool = False
    text: str = ""


def risks(person: Person, alliance: Alliance) -> QuerySet[Risk]:
    """The risks of this alliance that this person may read, joint and own."""
    rows = Risk.objects.visible_to(person).filter(alliance=alliance)
    return rows.select_related("holder", "side", "by", "owner")


def chosen(rows: QuerySet[Risk], filters: Filters, today: date) -> QuerySet[Risk]:
    """Those that match the filters."""
    if filters.state != ALL:
        rows = rows.filter(state=filters.state)
    if filters.area:
        rows = rows.filter(area=filters.area)
    if filters.side:
        rows = rows.filter(side_id=filters.side)
    if filters.late:
        rows = rows.filter(state=RiskState.OPEN, review_on__lt=today)
    if filters.text:
        rows = rows.filter(_with_words(filters.text))
    return rows


def found_by_words(person: Person, text: str) -> QuerySet[Risk]:
    """The risks of all one's alliances that say this, or have this number; the newest first."""
    rows = Risk.objects.visible_to(person).filter(_with_words(text))
    return rows.select_related("alliance").order_by("-registered_at", "-pk")


def _with_words(text: str) -> Q:
    number = text.strip().upper().removeprefix("R-").removeprefix("P-")
    said = Q(title__icontains=text) | Q(category__icontains=text) | Q(effect__icontains=text)
    return said | Q(number=int(number)) if number.isdecimal() and len(number) < 8 else said


def in_order(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    """By money, highest first; risks without money follow by score, unassessed ones come last."""
    return rows.order_by(
        F("now_exposure").desc(nulls_last=True), F("score").desc(nulls_last=True), "number"
    )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One risk in the table."""

    risk: Risk
    colour: str
    was: int | None
    face: Face | None
    side: Side | None
    doing: str
    due: date | None
    is_done: bool

    @property
    def ref(self) -> str:
        """R-5 or P-2."""
        return self.risk.ref


def rows_of(
    found: Sequence[Risk], sides: dict[UUID, Side], person: Person, now: datetime
) -> list[Row]:
    """The rows of these risks, with their controls in one query."""
    controls = controls_by_risk(person, [risk.pk for risk in found])
    return [_row(risk, controls.get(risk.pk, []), sides, now) for risk in found]


def controls_by_risk(person: Person, ids: Iterable[Any]) -> dict[Any, list[Control]]:
    """The controls of these risks, by risk, the first one first."""
    rows = Control.objects.visible_to(person).filter(risk__in=list(ids), removed_at__isnull=True)
    found: dict[Any, list[Control]] = {}
    for control in rows.select_related("holder").order_by("number", "pk"):
        found.setdefault(control.risk_id, []).append(control)
    return found


def _row(risk: Risk, controls: list[Control], sides: dict[UUID, Side], now: datetime) -> Row:
    planned = [control for control in controls if control.in_place_at is None]
    is_open = risk.state == RiskState.OPEN
    days = [control.due for control in planned if control.due and is_open]
    return Row(
        risk=risk,
        colour=colour_of(risk.score),
        was=moved_from(risk, now),
        face=face(risk.holder, sides) if risk.holder else None,
        side=sides.get(risk.side_id),
        doing="; ".join(control.text for control in (planned or controls)[:2]),
        due=min(days, default=None),
        is_done=bool(controls) and not planned,
    )


def moved_from(risk: Risk, now: datetime) -> int | None:
    """The score before it moved, as long as that is news."""
    if risk.score_before is None or risk.rated_at is None or risk.score is None:
        return None
    is_news = (now - risk.rated_at).days < NOVELTY_DAYS
    return risk.score_before if is_news else None


def joint(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    """Those that both companies see."""
    return rows.filter(audience=JOINT)


def own(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    """Those that only one's own company sees."""
    return rows.filter(audience=OURS)
