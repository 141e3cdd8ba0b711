"""The value thesis of the demo alliance and how it came to be signed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from allied.people.scope import JOINT
from allied.rooms.exchange.demo.people import BRIGHTLEAF, NORTHWIND, Demo
from allied.rooms.exchange.demo.threads import Thread
from allied.rooms.thesis.commands.agreeing import put_up_for_signature, sign_thesis
from allied.rooms.thesis.commands.drafting import change_section, start_thesis
from allied.rooms.thesis.commands.judging import add_evidence, judge_assumption
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.drafts import newest
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    OutcomeKind,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)
from allied.rooms.thesis.models import Thesis
from allied.rooms.thesis.sections import section_plain


def content(start: date) -> ThesisContent:
    """What both sides mean by success; all figures are invented."""

    def later(months: int) -> date:
        return start + timedelta(days=round(months * 30.3))

    return ThesisContent(
        objective="Put Brightleaf cold brew in 6,000 chilled stores in Benelux and the Nordics, "
        "faster and cheaper than either company could alone.",
        why_alliance="Northwind would need three years and €9 m to build a coffee brand. Brightleaf "
        "would need two years to build chilled distribution. Neither wants to own the other's business.",
        outcomes=(
            Outcome(
                id="o-revenue",
                name="Net revenue, 18 months",
                kind=OutcomeKind.REVENUE,
                measure="Net revenue from cold brew, both order books",
                unit="EUR",
                baseline=Decimal(0),
                target=Decimal(24_000_000),
                due=later(18),
                owner=NORTHWIND,
                benefits=(NORTHWIND, BRIGHTLEAF),
                measured_by=(NORTHWIND, BRIGHTLEAF),
            ),
            Outcome(
                id="o-stores",
                name="Stores stocked",
                kind=OutcomeKind.REACH,
                measure="Stores with at least three facings",
                unit="stores",
                baseline=Decimal(0),
                target=Decimal(5_000),
                due=later(18),
                owner=NORTHWIND,
                benefits=(BRIGHTLEAF,),
                measured_by=(NORTHWIND, BRIGHTLEAF),
            ),
            Outcome(
                id="o-speed",
                name="New flavour to shelf",
                kind=OutcomeKind.SPEED,
                measure="Weeks from recipe to first store",
                unit="weeks",
                baseline=Decimal(31),
                target=Decimal(16),
                due=later(15),
                owner=BRIGHTLEAF,
                benefits=(NORTHWIND, BRIGHTLEAF),
                measured_by=(NORTHWIND, BRIGHTLEAF),
            ),
        ),
        contributions=(
            Contribution(
                id="c-depots",
                organisation=NORTHWIND,
                what="Chilled distribution from four depots",
                amount=Decimal(12),
                unit="FTE",
                starts=start,
                ends=later(18),
            ),
            Contribution(
                id="c-launch",
                organisation=NORTHWIND,
                what="Launch budget for 6,000 stores",
                amount=Decimal("1850000.50"),
                unit="EUR",
                starts=start,
                ends=later(12),
            ),
            Contribution(
                id="c-recipes",
                organisation=BRIGHTLEAF,
                what="Recipes, brand and roasting capacity",
                amount=Decimal(9),
                unit="FTE",
                starts=start,
                ends=later(18),
            ),
        ),
        scope=(
            ScopeItem(
                id="s-1", kind=ScopeKind.IN, text="Ready-to-drink cold brew in chilled shelves"
            ),
            ScopeItem(id="s-2", kind=ScopeKind.IN, text="Sell-out data needed to plan production"),
            ScopeItem(id="s-3", kind=ScopeKind.OUT, text="Hot coffee"),
            ScopeItem(id="s-4", kind=ScopeKind.OUT, text="Markets outside Benelux and the Nordics"),
            ScopeItem(id="s-5", kind=ScopeKind.NON_GOAL, text="Own-label coffee"),
            ScopeItem(id="s-6", kind=ScopeKind.NON_GOAL, text="Food service"),
            ScopeItem(id="s-7", kind=ScopeKind.NON_GOAL, text="A shared sales force"),
        ),
        assumptions=(
            Assumption(
                id="a-reorder",
                statement="Stores reorder within three weeks",
                test="Share of new stores with a second order in 21 days",
                threshold="at least 60%",
                critical=True,
                due=start + timedelta(days=90),
            ),
            Assumption(
                id="a-waste",
                statement="Sell-out data brings waste under 4%",
                test="Waste in pilot stores with and without shared data",
                threshold="under 4%",
                critical=True,
                due=start + timedelta(days=330),
            ),
        ),
        risks=(
            Risk(
                id="r-plan",
                text="One planner knows the allocation model",
                mitigation="Name and train a deputy on each side",
            ),
            Risk(
                id="r-recall",
                text="A recall closes the shelf for weeks",
                mitigation="Joint recall drill twice a year",
            ),
        ),
        principles=(
            Principle(id="p-1", text="Food safety before speed"),
            Principle(id="p-2", text="The shopper sees one product, not two companies"),
            Principle(id="p-3", text="Data leaves a company only with a named purpose"),
        ),
    )


def agree_thesis(demo: Demo, start: datetime, tested: datetime, raised: datetime) -> Thread:
    """Drafted by the managers and signed by both sponsors; one bet tested, one target raised."""
    yield start
    thesis = start_thesis(
        by=demo["Maya"],
        alliance=demo.alliance,
        audience=JOINT,
        content=content(demo.alliance.start_date or start.date()),
        now=start,
    )
    yield from _sign(demo, thesis, start + timedelta(days=9))
    yield from _judge_reorders(demo, thesis, tested)
    yield from _raise_ambition(demo, thesis, raised)


def _judge_reorders(demo: Demo, thesis: Thesis, tested: datetime) -> Thread:
    """After ninety days: both sides bring evidence and judge the first assumption."""
    maya, daniel = demo["Maya"], demo["Daniel"]
    yield tested
    add_evidence(
        by=maya,
        thesis=thesis,
        item="a-reorder",
        source="Order book, weeks 9 to 12",
        found_on=tested.date(),
        direction="for",
        strength="strong",
        independent=True,
        text="71% of 214 new stores reordered within three weeks.",
        now=tested,
    )
    add_evidence(
        by=daniel,
        thesis=thesis,
        item="a-reorder",
        source="Shelf visits, 40 stores",
        found_on=tested.date(),
        direction="for",
        strength="moderate",
        independent=False,
        text="Second delivery seen in 27 of 40.",
        now=tested + timedelta(hours=3),
    )
    yield tested + timedelta(days=1)
    for who in (maya, daniel):
        judge_assumption(
            by=who,
            thesis=thesis,
            item="a-reorder",
            verdict="validated",
            reason="Above the threshold in both samples.",
            now=tested + timedelta(days=1),
        )


def _raise_ambition(demo: Demo, thesis: Thesis, at: datetime) -> Thread:
    """Daniel raises the target to 6,000 stores; the second version is signed four days later."""
    yield at
    _raise_target(demo, thesis, at)
    yield from _sign(demo, thesis, at + timedelta(days=4))


def _sign(demo: Demo, thesis: Thesis, at: datetime) -> Thread:
    yield at
    put_up_for_signature(by=demo["Maya"], thesis=thesis, version=newest(thesis).edit, now=at)
    for hours, name in ((4, "Tomas"), (27, "Rachel")):
        signed = at + timedelta(hours=hours)
        yield signed
        digest = newest(thesis).digest
        sign_thesis(by=demo[name], thesis=thesis, digest=digest, now=signed)


def _raise_target(demo: Demo, thesis: Thesis, at: datetime) -> None:
    current = newest(thesis)
    rows = section_plain(content(demo.alliance.start_date or at.date()), "outcomes")
    assert isinstance(rows, list)
    for row in rows:
        assert isinstance(row, dict)
        if row["id"] == "o-stores":
            row["target"] = "6000"
    change_section(
        by=demo["Daniel"],
        thesis=thesis,
        section="outcomes",
        content=rows,
        version=current.edit,
        now=at,
    )
