"""The register in figures: the answer, the heat map and the areas, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from allied.kit.amounts import spelled
from allied.rooms.diligence.calibration import Calibration, Resolved, calibrate
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.register import NOVELTY_DAYS
from allied.rooms.diligence.rating import colour_of
from allied.rooms.diligence.scales import LEVELS, Scales, at_level

IN_A_CELL = 4
IN_THE_MAP = ("number", "title", "audience", "now_probability", "now_impact")
NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How many risks there are, and what they may cost now."""

    open: int
    high: int
    unrated: int
    late: int
    exposure: Decimal
    without_money: int
    happened: int
    cost: Decimal
    closed: int


def figures(rows: QuerySet[Risk], today: date) -> Figures:
    """The counts of these risks."""
    is_open = Q(state=RiskState.OPEN)
    found: dict[str, Any] = rows.order_by().aggregate(
        open=Count("pk", filter=is_open),
        high=Count("pk", filter=is_open & Q(score__gte=limits().high_score)),
        unrated=Count("pk", filter=is_open & Q(score__isnull=True)),
        late=Count("pk", filter=is_open & Q(review_on__lt=today)),
        exposure=Sum("now_exposure", filter=is_open),
        without_money=Count("pk", filter=is_open & Q(now_exposure__isnull=True)),
        happened=Count("pk", filter=Q(state=RiskState.REALISED)),
        cost=Sum("cost", filter=Q(state=RiskState.REALISED)),
        closed=Count("pk", filter=Q(state=RiskState.CLOSED)),
    )
    for money in ("exposure", "cost"):
        found[money] = found[money] or Decimal(0)
    return Figures(**found)


def risen(rows: QuerySet[Risk], now: datetime) -> list[Risk]:
    """The open risks whose score rose lately, the highest first."""
    since = now - timedelta(days=NOVELTY_DAYS)
    moved = rows.filter(state=RiskState.OPEN, rated_at__gt=since, score__gt=F("score_before"))
    found = moved.select_related(None).only("number", "title", "audience", "score")
    return list(found.order_by("-score", "number")[: NAMED + 1])


@dataclass(frozen=True)
class Cell:
    """One cell of the heat map: some of its risks, and how many there are."""

    colour: str
    count: int
    shown: tuple[Risk, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.shown)


@dataclass(frozen=True)
class HeatRow:
    """One row of the map: a probability and its five cells, impact rising to the right."""

    level: int
    cells: tuple[Cell, ...]


def heat(rows: QuerySet[Risk]) -> list[HeatRow]:
    """The open risks by where they stand now, the most likely row first."""
    placed = rows.filter(state=RiskState.OPEN, now_probability__isnull=False)
    cell = [F("now_probability"), F("now_impact")]
    costliest = [F("now_exposure").desc(nulls_last=True), F("number").asc()]
    named: dict[tuple[int | None, int | None], list[Risk]] = {}
    counts: dict[tuple[int | None, int | None], int] = {}
    found = placed.select_related(None).only(*IN_THE_MAP)
    found = found.annotate(
        place=Window(RowNumber(), partition_by=cell, order_by=costliest),
        many=Window(Count("pk"), partition_by=cell),
    )
    for risk in found.filter(place__lte=IN_A_CELL).order_by("number"):
        where = risk.now_probability, risk.now_impact
        named.setdefault(where, []).append(risk)
        counts[where] = risk.many
    return [
        HeatRow(
            p,
            tuple(
                Cell(colour_of(p * i), counts.get((p, i), 0), tuple(named.get((p, i), ())))
                for i in LEVELS
            ),
        )
        for p in reversed(LEVELS)
    ]


@dataclass(frozen=True)
class AreaFigures:
    """The open risks of one area and what is to be said about them."""

    key: str
    name: str
    count: int
    tone: str
    words: str


def areas_of(
    rows: QuerySet[Risk], names: Iterable[tuple[str, str]], today: date
) -> list[AreaFigures]:
    """Every area that has open risks, in the order of the checklist; others together at the end."""
    counted: dict[str, dict[str, Any]] = {
        each["area"]: dict(each)
        for each in rows.filter(state=RiskState.OPEN)
        .order_by()
        .values("area")
        .annotate(
            count=Count("pk"),
            top=Max("score"),
            impact=Max("now_impact"),
            review=Min("review_on"),
            high=Count("pk", filter=Q(score__gte=limits().high_score)),
        )
    }
    known = [*names, ("", "Other")]
    return [_area(key, name, counted[key], today) for key, name in known if key in counted]


def _area(key: str, name: str, each: dict[str, Any], today: date) -> AreaFigures:
    tone, words = _state(each, today)
    return AreaFigures(key, name, each["count"], tone, words)


def _state(each: dict[str, Any], today: date) -> tuple[str, str]:
    if each["high"]:
        one = each["high"] == 1
        return (
            "risk",
            f"One at {each['top']}" if one else f"{spelled(each['high'])} high".capitalize(),
        )
    if each["review"] is not None and each["review"] < today:
        return "watch", "Review late"
    if each["review"] == today:
        return "watch", "Review today"
    if each["top"] is None:
        return "watch", "Not rated"
    if each["impact"] == max(LEVELS):
        return "watch", "High impact"
    return "ok", "In hand"


def calibration(rows: QuerySet[Risk], scales: Scales) -> Calibration:
    """How often what was said came true, over the risks that are over."""
    over = rows.exclude(state=RiskState.OPEN).filter(probability__isnull=False)
    found = over.values_list("pk", "probability", "probability_own", "state")
    resolved = [
        Resolved(
            str(pk),
            at_level(scales.probability, level or 1).number if own is None else own,
            state == RiskState.REALISED,
        )
        for pk, level, own, state in found
    ]
    return calibrate(resolved, scales, limits())
