"""What the JSON door takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema

from allied.people.scope import JOINT
from allied.rooms.diligence.content import ControlContent, RiskContent
from allied.rooms.diligence.exposure import Rating, View, read_assessment
from allied.rooms.diligence.forms import share_of
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.queries.one import Case
from allied.rooms.diligence.scales import Scales

type Said = str | int | float


class RiskAsked(Schema):
    """A risk as it is written; rated in words as on the page: "3", "30%", "€400 k"."""

    title: str
    cause: str = ""
    event: str = ""
    effect: str = ""
    category: str = ""
    probability: Said = ""
    impact: Said = ""
    delay: Said = ""
    exposure: Said = ""
    owner: UUID | None = None
    side: UUID | None = None
    review_on: date | None = None

    def content(self, scales: Scales) -> RiskContent:
        """The content for the command; refuses what cannot be read."""
        return RiskContent(
            title=self.title,
            cause=self.cause,
            event=self.event,
            effect=self.effect,
            category=self.category,
            review_on=self.review_on,
            assessment=read_assessment(
                probability=str(self.probability),
                impact=str(self.impact),
                delay=str(self.delay),
                exposure=str(self.exposure),
                scales=scales,
                limits=limits(),
            ),
        )


class NewRiskAsked(RiskAsked):
    """A new risk: for every party, or for one's own company alone."""

    audience: str = JOINT
    mitigation: str = ""
    due: date | None = None

    def control(self) -> ControlContent | None:
        """What is going to be done about it, if anything."""
        return ControlContent(text=self.mitigation, due=self.due) if self.mitigation else None


class ControlAsked(Schema):
    """What is done about a risk; what it takes off is a percentage such as "50%"."""

    text: str
    due: date | None = None
    owner: UUID | None = None
    less_probability: Said = ""
    less_impact: Said = ""

    def content(self) -> ControlContent:
        """The content for the command; refuses what cannot be read."""
        return ControlContent(
            text=self.text,
            due=self.due,
            less_probability=share_of(str(self.less_probability), "less_probability"),
            less_impact=share_of(str(self.less_impact), "less_impact"),
        )


class ControlShown(Schema):
    """One control."""

    id: UUID
    text: str
    due: date | None
    owner: str
    owner_id: UUID | None
    in_place_at: datetime | None
    evidence: str
    less_probability: Decimal
    less_impact: Decimal
    version: int

    @staticmethod
    def of(row: Control) -> "ControlShown":
        """The control."""
        return ControlShown(
            id=row.pk,
            text=row.text,
            due=row.due,
            owner=row.holder.name if row.holder else "",
            owner_id=row.holder_id,
            in_place_at=row.in_place_at,
            evidence=row.evidence if row.in_place_at else "",
            less_probability=row.less_probability.normalize(),
            less_impact=row.less_impact.normalize(),
            version=row.version,
        )


class RatingShown(Schema):
    """Where a risk stands in one view."""

    view: str
    probability_level: int
    impact_level: int
    score: int
    zone: str
    probability: Decimal
    impact: Decimal | None
    delay_days: Decimal | None
    exposure: Decimal | None

    @staticmethod
    def of(view: View, rating: Rating) -> "RatingShown":
        """The rating of one view."""
        return RatingShown(
            view=view,
            probability_level=rating.probability_level,
            impact_level=rating.impact_level,
            score=rating.score,
            zone=rating.zone,
            probability=rating.probability,
            impact=rating.impact,
            delay_days=rating.delay_days,
            exposure=rating.exposure,
        )


class RiskShown(Schema):
    """One risk of the register; amounts are in its currency."""

    id: UUID
    ref: str
    audience: str
    title: str
    category: str
    area: str
    state: str
    owner: str
    owner_id: UUID | None
    side: str
    probability_level: int | None
    impact_level: int | None
    score: int | None
    score_before: int | None
    exposure: Decimal | None
    currency: str
    review_on: date | None
    happened_on: date | None
    cost: Decimal | None
    version: int

    @staticmethod
    def of(row: Risk) -> "RiskShown":
        """The risk as it stands now."""
        return RiskShown(
            id=row.pk,
            ref=row.ref,
            audience=row.audience,
            title=row.title,
            category=row.category,
            area=row.area,
            state=row.state,
            owner=row.holder.name if row.holder else "",
            owner_id=row.holder_id,
            side=row.side.name,
            probability_level=row.now_probability,
            impact_level=row.now_impact,
            score=row.score,
            score_before=row.score_before,
            exposure=row.now_exposure,
            currency=row.currency,
            review_on=row.review_on,
            happened_on=row.happened_on,
            cost=row.cost,
            version=row.version,
        )


class RiskFull(RiskShown):
    """A risk with its words, its three views and its controls."""

    cause: str
    event: str
    effect: str
    reason: str
    ratings: list[RatingShown]
    controls: list[ControlShown]
    shared_as: UUID | None
    frequency: Decimal | None
    loss_low: Decimal | None
    loss_high: Decimal | None
    trigger: str

    @staticmethod
    def of_case(case: Case) -> "RiskFull":
        """Everything about one risk."""
        row = case.risk
        return RiskFull(
            **RiskShown.of(row).dict(),
            cause=row.cause,
            event=row.event,
            effect=row.effect,
            reason=row.reason,
            ratings=[RatingShown.of(one.view, one.rating) for one in case.standings],
            controls=[ControlShown.of(one.control) for one in case.controls],
            shared_as=row.shared_as_id,
            frequency=row.frequency,
            loss_low=row.loss_low,
            loss_high=row.loss_high,
            trigger=row.trigger,
        )
