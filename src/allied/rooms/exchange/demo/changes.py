"""Two changes of the demo: one that gave the annex its second version, and one that waits."""

from datetime import datetime, timedelta
from decimal import Decimal

from allied.rooms.agreement.annex.commands import sign_annex
from allied.rooms.agreement.annex.versions import newest
from allied.rooms.agreement.changes.commands import (
    ChangeContent,
    ImpactContent,
    ask_for_change,
    put_to_decision,
    state_impact,
)
from allied.rooms.agreement.changes.models import ChangeRequest
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread
from allied.rooms.governance.commands.answering import answer_decision
from allied.rooms.governance.models import DecisionRight

CLAUSE = (
    "In the first quarter of a new market the cost of shelf promotion is shared as sales credit is: "
    "65 to Northwind, 35 to Brightleaf. After that each company pays for its own promotion."
)


def share_promotion(demo: Demo, at: datetime) -> Thread:
    """What the sponsors declined as 50 to 50 comes back as 65 to 35, and into the annex."""
    yield at
    request = ask_for_change(
        by=demo["Daniel"],
        alliance=demo.alliance,
        said=ChangeContent(
            kind="commercial",
            title="Promotion cost follows sales credit",
            why="50 to 50 was declined: the side that books more of the sale should carry more.",
            edit={"title": "Promotion in new markets", "text": CLAUSE},
            right=_right(demo, "commercial"),
        ),
        now=at,
    )
    for days, who, text, cost in (
        (1, "Daniel", "Less than we planned; the budget for Belgium covers it.", 147_000),
        (3, "Maya", "€63 k more than at half each; the shelf budget carries it.", 273_000),
    ):
        yield at + timedelta(days=days)
        _mean(demo, who, request, text, at + timedelta(days=days), cost=Decimal(cost))
    asked = at + timedelta(days=4)
    yield asked
    request.refresh_from_db()
    decision = put_to_decision(
        by=demo["Daniel"], request=request, version=request.version, now=asked
    )
    for days, who in ((1, "Rachel"), (3, "Tomas")):
        yield asked + timedelta(days=days)
        answer_decision(
            by=demo[who],
            decision=decision,
            verdict="approve",
            option="A",
            revision_digest=decision.digest,
            now=asked + timedelta(days=days),
        )
    yield from _sign_next_annex(demo, asked + timedelta(days=4))


def _sign_next_annex(demo: Demo, at: datetime) -> Thread:
    yield at
    row = newest(demo.alliance)
    assert row is not None
    for days, who in enumerate(("Rachel", "Tomas")):
        moment = at + timedelta(days=days)
        yield moment
        sign_annex(by=demo[who], alliance=demo.alliance, digest=row.digest, now=moment)


def more_time_for_roadmaps(demo: Demo, at: datetime) -> Thread:
    """Northwind wants a promise that a monthly forum can keep; Brightleaf has not answered yet."""
    yield at
    right = _right(demo, "roadmap")
    request = ask_for_change(
        by=demo["Maya"],
        alliance=demo.alliance,
        said=ChangeContent(
            kind="governance",
            title="Promise 20 days for roadmap changes",
            why="A council that meets once a month cannot keep 10 days: one question in five is "
            "late before anybody has read it.",
            edit={"right": right.key, "sla_days": 20},
            right=right,
        ),
        now=at,
    )
    text = "Two flavours of the spring could wait ten days longer. Our planners can live with it."
    yield at + timedelta(hours=3)
    _mean(demo, "Maya", request, text, at + timedelta(hours=3), days=10)


def _mean(
    demo: Demo,
    who: str,
    request: ChangeRequest,
    text: str,
    at: datetime,
    *,
    cost: Decimal | None = None,
    days: int | None = None,
) -> None:
    said = ImpactContent(text=text, cost=cost, days=days)
    request.refresh_from_db()
    state_impact(by=demo[who], request=request, said=said, version=0, now=at)


def _right(demo: Demo, key: str) -> DecisionRight:
    rows = DecisionRight.objects.visible_to(demo["Maya"])
    return rows.get(alliance=demo.alliance, key=key, ended_at__isnull=True)
