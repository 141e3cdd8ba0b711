"""The register in figures: counts, heat map, scales, the loss in a year."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from allied.kit.api import PROBLEMS, expected_version
from allied.people.doors import actor
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.found import BASE, alliance_in, now
from allied.rooms.diligence.areas import area_names
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Tolerance, against_tolerance
from allied.rooms.diligence.models import RiskScale
from allied.rooms.diligence.queries.losses import losses_of
from allied.rooms.diligence.queries.register import joint, risks
from allied.rooms.diligence.queries.summary import areas_of, calibration, figures, heat
from allied.rooms.diligence.rating import scales_from, scales_of, tolerance_of
from allied.rooms.diligence.scales import Band, Scales
from allied.rooms.diligence.writing import today_of

router = Router()


class CellShown(Schema):
    """One cell of the map: how many joint risks, and some of them."""

    probability: int
    impact: int
    count: int
    refs: list[str]


class AreaCounted(Schema):
    """The open joint risks of one area."""

    area: str
    name: str
    count: int
    state: str


class SummaryShown(Schema):
    """The joint register in figures; private risks never count."""

    open: int
    high: int
    unrated: int
    review_late: int
    exposure: Decimal
    without_amount: int
    happened: int
    cost: Decimal
    closed: int
    currency: str
    calibration: str
    brier: float | None
    heat_map: list[CellShown]
    areas: list[AreaCounted]


@router.get(BASE + "/risks/summary", response={200: SummaryShown, **PROBLEMS})
def summary(request: HttpRequest, alliance_id: UUID) -> SummaryShown:
    """Counts, the heat map by where risks stand now, and the areas."""
    alliance, person = alliance_in(request, alliance_id), actor(request)
    rows, today = joint(risks(person, alliance)), today_of(person.home, now())
    counts, looked_back = figures(rows, today), calibration(rows, scales_of(alliance))
    return SummaryShown(
        open=counts.open,
        high=counts.high,
        unrated=counts.unrated,
        review_late=counts.late,
        exposure=counts.exposure,
        without_amount=counts.without_money,
        happened=counts.happened,
        cost=counts.cost,
        closed=counts.closed,
        currency=alliance.currency,
        calibration=looked_back.sentence,
        brier=looked_back.brier,
        heat_map=[
            CellShown(
                probability=row.level,
                impact=impact,
                count=cell.count,
                refs=[risk.ref for risk in cell.shown],
            )
            for row in heat(rows)
            for impact, cell in enumerate(row.cells, 1)
        ],
        areas=[
            AreaCounted(area=each.key, name=each.name, count=each.count, state=each.words)
            for each in areas_of(rows, area_names(), today)
        ],
    )


class BandShown(Schema):
    """One level of a scale."""

    level: int
    name: str
    above: Decimal
    upto: Decimal | None
    counts_for: Decimal

    @staticmethod
    def of(band: Band) -> "BandShown":
        """The band."""
        return BandShown(
            level=band.level,
            name=band.name,
            above=band.above,
            upto=band.upto,
            counts_for=band.middle,
        )


class TolerancePoint(Schema):
    """A year may cost more than the amount in at most this share of years (0 to 1)."""

    amount: Decimal
    chance: float


class ScalesShown(Schema):
    """What the levels mean; version 0 are the built-in ones."""

    currency: str
    probability: list[BandShown]
    impact: list[BandShown]
    delay: list[BandShown]
    tolerance: list[TolerancePoint]
    version: int

    @staticmethod
    def of(scales: Scales, row: RiskScale | None) -> "ScalesShown":
        """The scales of an alliance."""
        return ScalesShown(
            currency=scales.currency,
            probability=[BandShown.of(band) for band in scales.probability],
            impact=[BandShown.of(band) for band in scales.impact],
            delay=[BandShown.of(band) for band in scales.delay],
            tolerance=[
                TolerancePoint(amount=point.amount, chance=point.chance)
                for point in tolerance_of(row)
            ],
            version=row.version if row else 0,
        )


@router.get(BASE + "/risks/scales", response={200: ScalesShown, **PROBLEMS})
def scales(request: HttpRequest, alliance_id: UUID, response: HttpResponse) -> ScalesShown:
    """The bands of probability, impact and delay; ETag carries their version."""
    alliance = alliance_in(request, alliance_id)
    row = RiskScale.objects.visible_to(actor(request)).filter(alliance=alliance).first()
    response.headers["ETag"] = f'"{row.version if row else 0}"'
    return ScalesShown.of(scales_from(alliance, row), row)


class ScalesAsked(Schema):
    """Four upper edges of impact, four of delay or none, and what steering accepts."""

    impact_upto: list[Decimal]
    delay_upto: list[int] = []
    tolerance: list[TolerancePoint] = []


@router.put(BASE + "/risks/scales", response={200: ScalesShown, **PROBLEMS})
def change_scales(
    request: HttpRequest, alliance_id: UUID, said: ScalesAsked, response: HttpResponse
) -> ScalesShown:
    """Set the bands for every party; If-Match names the version that was read, 0 at first."""
    alliance = alliance_in(request, alliance_id)
    row = commands.change_scales(
        by=actor(request),
        alliance=alliance,
        impact_upto=said.impact_upto,
        delay_upto=said.delay_upto,
        tolerance=[Tolerance(point.amount, point.chance) for point in said.tolerance],
        version=expected_version(request),
        now=now(),
    )
    response.headers["ETag"] = f'"{row.version}"'
    return ScalesShown.of(scales_from(alliance, row), row)


class PointShown(Schema):
    """The share of years (0 to 1) that cost more than the amount."""

    amount: float
    chance: float


class AgainstShown(Schema):
    """What steering accepts at one amount, and what the risks say."""

    amount: Decimal
    accepted: float
    chance: float
    exceeded: bool


class LossesShown(Schema):
    """The joint risks that have an estimate, as the loss of a year."""

    risks: int
    mean: float | None
    sd: float | None
    no_loss: float | None
    years: int
    seed: int
    points: list[PointShown]
    tolerance: list[AgainstShown]
    currency: str


@router.get(BASE + "/risks/losses", response={200: LossesShown, **PROBLEMS})
def losses(request: HttpRequest, alliance_id: UUID) -> LossesShown:
    """The loss exceedance curve; equal estimates always give equal numbers."""
    alliance, person = alliance_in(request, alliance_id), actor(request)
    found = losses_of(joint(risks(person, alliance)))
    row = RiskScale.objects.visible_to(person).filter(alliance=alliance).first()
    curve = found.curve
    return LossesShown(
        risks=len(found.risks),
        mean=curve.exact.mean if curve else None,
        sd=curve.exact.sd if curve else None,
        no_loss=curve.exact.no_loss if curve else None,
        years=curve.years if curve else 0,
        seed=curve.seed if curve else 0,
        points=[
            PointShown(amount=point.amount, chance=point.chance)
            for point in (curve.points(limits().curve_points) if curve else ())
        ],
        tolerance=[
            AgainstShown(
                amount=one.amount, accepted=one.accepted, chance=one.chance, exceeded=one.exceeded
            )
            for one in (against_tolerance(curve, tolerance_of(row)) if curve else ())
        ],
        currency=alliance.currency,
    )
