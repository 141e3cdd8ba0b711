"""What the JSON door says and hears about the simulation and about complexity."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema
from pydantic import ValidationInfo, field_validator

from allied.rooms.governance.simulation import telling
from allied.rooms.governance.simulation.complexity import TIERS, assess
from allied.rooms.governance.simulation.fixes import Fix, Fixes
from allied.rooms.governance.simulation.forecasting import Forecast, Outlook
from allied.rooms.governance.simulation.forum import Speed
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.models import ComplexityAssessment
from allied.rooms.governance.simulation.queries import Assessments, Simulated
from allied.rooms.governance.simulation.setups import Line, compared
from allied.rooms.governance.simulation.translating import Around
from allied.rooms.governance.simulation.weight import Weighed
from allied.rooms.governance.simulation.what_if import WhatIf


class ForumSpeed(Schema):
    """One forum by itself: exact figures, and the same from a simulation; days are working days."""

    share_on_time: float
    mean: float
    p90: float
    simulated_share: float
    simulated_mean: float
    simulated_p90: float
    items: int
    seed: int

    @staticmethod
    def of(found: Speed) -> "ForumSpeed":
        """The speed, rounded to what it can know."""
        said: dict[str, Any] = {
            name: round(value, 6) if isinstance(value, float) else value
            for name, value in vars(found).items()
        }
        return ForumSpeed(**said)


BOUNDS = {
    "convening_days": (1, 120, " of working days"),
    "sla_days": (1, 120, " of working days"),
    "lead": (0, 60, " of working days"),
    "quorum": (0, 20, " of people"),
    "minutes": (5, 480, " of minutes"),
}


class WhatIfGiven(Schema):
    """What would be different; what is left out stays as it is."""

    rhythm: str | None = Field(None, max_length=200, description="monthly, or an RRULE")
    convening_days: int | None = None
    sla_days: int | None = None
    lead: int | None = None
    quorum: int | None = None
    written: bool | None = None
    minutes: int | None = None

    @field_validator(*BOUNDS)
    @classmethod
    def _within(cls, value: int | None, info: ValidationInfo) -> int | None:
        least, most, what = BOUNDS[info.field_name or ""]
        if value is not None and not least <= value <= most:
            raise ValueError(f"it is a whole number{what} from {least} to {most}")
        return value


class SimulatedRight(Schema):
    """One type of decision: shares lie between 0 and 1, days are working days of both calendars.

    `share_on_time` is simulated. Exact are the rhythm alone (`best_by_rhythm`, the lint's “at best”),
    the same with papers ahead (`papers_by_rhythm`, by which the lint warns), the real dates alone
    (`best_on_dates`), with papers (`papers_on_dates`) and with the sessions that have a quorum as well
    (`exact_on_dates`).
    """

    id: str
    name: str
    simulated: bool
    says: str
    share_on_time: float | None = None
    mean: float | None = None
    p90: float | None = None
    best_by_rhythm: float | None = None
    papers_by_rhythm: float | None = None
    best_on_dates: float | None = None
    papers_on_dates: float | None = None
    exact_on_dates: float | None = None
    agenda: float | None = None
    sessions: int | None = None
    arrivals_a_month: float | None = None
    arrivals_counted: int | None = None
    days: list[int] = []

    @staticmethod
    def of(right: Any, found: Outlook) -> "SimulatedRight":
        """The row, or why it cannot be simulated."""
        seen = found.forecasts.get(right.id)
        if seen is None:
            says = telling.left_out(right, found.left_out[right.id])
            return SimulatedRight(id=right.id, name=right.name, simulated=False, says=says)
        return SimulatedRight(**SimulatedRight.fields_of(seen))

    @staticmethod
    def fields_of(seen: Forecast) -> dict[str, Any]:
        """What a simulated row says."""
        outcome = seen.outcome
        return {
            "id": seen.right.id,
            "name": seen.right.name,
            "simulated": True,
            "says": telling.lead(seen),
            "share_on_time": round(outcome.on_time, 4),
            "mean": round(outcome.mean, 2),
            "p90": round(outcome.p90, 2),
            "best_by_rhythm": round(seen.by_rhythm, 4),
            "papers_by_rhythm": round(seen.with_papers, 4),
            "best_on_dates": round(seen.best, 4),
            "papers_on_dates": round(seen.dated, 4),
            "exact_on_dates": round(seen.exact, 4),
            "agenda": round(seen.busy, 4),
            "sessions": seen.sessions,
            "arrivals_a_month": seen.arrivals.per_month,
            "arrivals_counted": seen.arrivals.counted,
            "days": list(outcome.days),
        }


class WaySimulated(Schema):
    """One change with its cost by the stated numbers and the share that it reaches."""

    says: str
    cost: float
    share_on_time: float
    change: WhatIfGiven

    @staticmethod
    def of(fix: Fix) -> "WaySimulated":
        """The change."""
        return WaySimulated(
            says=fix.says,
            cost=fix.cost,
            share_on_time=round(fix.share, 4),
            change=WhatIfGiven(**vars(fix.wish)),
        )


class SimulatedBlueprint(Schema):
    """The newest version of the blueprint, simulated on the real dates of the coming year."""

    revision: int
    shared_working_days: int
    hours_per_decision: float | None
    items: int
    seed: int
    rights: list[SimulatedRight]
    warnings: list[str]

    @staticmethod
    def of(found: Simulated) -> "SimulatedBlueprint":
        """Every row of the matrix."""
        now, around = found.now, found.around
        return SimulatedBlueprint(
            revision=found.governance.newest.revision,
            shared_working_days=around.year.length,
            hours_per_decision=round(now.run.hours_per_decision, 2) if now.run else None,
            items=around.limits.items,
            seed=around.limits.seed,
            rights=[SimulatedRight.of(right, now) for right in now.blueprint.rights],
            warnings=[said for _, _, said in telling.warnings(now, around)],
        )


class WhatIfShown(Schema):
    """One row with a wish beside today, and the cheapest way to the target."""

    today: SimulatedRight
    wished: SimulatedRight
    target: float
    says: str
    cheapest: WaySimulated | None
    ways: list[WaySimulated]

    @staticmethod
    def of(
        key: str, now: Outlook, tried: Outlook, ways: Fixes | None, around: Around
    ) -> "WhatIfShown":
        """Both outlooks on one row."""
        seen, right = now.forecasts.get(key), now.blueprint.right(key)
        return WhatIfShown(
            today=SimulatedRight.of(right, now),
            wished=SimulatedRight.of(tried.blueprint.right(key), tried),
            target=around.limits.target,
            says=telling.fix_sentence(ways, seen) if ways and seen else "",
            cheapest=WaySimulated.of(ways.cheapest) if ways and ways.cheapest else None,
            ways=[WaySimulated.of(one) for one in ways.ways] if ways else [],
        )


class ProposalMade(Schema):
    """The draft of the blueprint with the change in it."""

    revision: int
    state: str
    version: int


class ComplexityGiven(Schema):
    """A level of 0 to 4 for each of the eight factors."""

    scores: dict[str, Any]
    note: str = ""


class SetupLine(Schema):
    """One part of the recommended set-up beside the blueprint."""

    name: str
    recommended: str
    now: str
    fits: bool

    @staticmethod
    def of(line: Line) -> "SetupLine":
        """The line."""
        return SetupLine(**vars(line))


class ComplexityShown(Schema):
    """The assessment: score 0 to 100, tiers with the share of weightings that gives each."""

    version: int
    scores: dict[str, int]
    score: float | None
    tier: str
    recommended: str
    in_doubt: bool
    shares: dict[str, float]
    says: str
    note: str
    by: str
    at: datetime | None
    setup: list[SetupLine]

    @staticmethod
    def of(kept: Assessments, blueprint: Any) -> "ComplexityShown":
        """The version that is shown; empty before the first one."""
        row = kept.shown
        if row is None:
            nothing: dict[str, Any] = dict.fromkeys(
                ("tier", "recommended", "says", "note", "by"), ""
            )
            return ComplexityShown(
                version=0,
                scores={},
                score=None,
                in_doubt=False,
                shares={},
                at=None,
                setup=[],
                **nothing,
            )
        found = assess(row.scores, limits())
        return ComplexityShown(
            version=row.number,
            scores=row.scores,
            score=found.score,
            tier=found.tier,
            recommended=found.recommended,
            in_doubt=found.is_in_doubt,
            shares={tier: found.shares[tier] for tier in TIERS},
            says=" ".join(telling.complexity_lead(found)),
            note=row.note,
            by=row.by.name,
            at=row.at,
            setup=[SetupLine.of(one) for one in compared(found.recommended, blueprint)]
            if blueprint
            else [],
        )


class ComplexityVersion(Schema):
    """One version in the list."""

    version: int
    result: str
    by: str
    at: datetime

    @staticmethod
    def of(row: ComplexityAssessment) -> "ComplexityVersion":
        """The version."""
        return ComplexityVersion(version=row.number, result=row.result, by=row.by.name, at=row.at)


class WeightSign(Schema):
    """One sign of too heavy or too light governance."""

    key: str
    heavy: bool
    says: str
    shows: bool
    range: str


class GovernanceWeight(Schema):
    """Too heavy or too light, by what happened in the last weeks."""

    weight: str
    decisions: int
    weeks: int
    signs: list[WeightSign]

    @staticmethod
    def of(found: Weighed) -> "GovernanceWeight":
        """The verdict with its signs."""
        return GovernanceWeight(
            weight=found.weight,
            decisions=found.decisions,
            weeks=limits().weeks_observed,
            signs=[WeightSign(**vars(one)) for one in found.signs],
        )


def wish_of(given: WhatIfGiven) -> WhatIf:
    """The wish that was given, with a plain word for a rhythm read as its rule."""
    return WhatIf(**given.model_dump())
