"""Two blind checks of the demo alliance: far apart at first, close after the talk."""

from datetime import date, datetime, timedelta
from typing import Any

from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread
from allied.rooms.thesis.alignment.asked import asked_from_json
from allied.rooms.thesis.alignment.commands import (
    ask_colleagues,
    hand_in_answer,
    settle_difference,
    start_round,
)
from allied.rooms.thesis.alignment.models import AlignmentRound

OUTCOMES = ("o-revenue", "o-stores", "o-speed")


def _answer(points: tuple[int, ...], places: tuple[int, ...], **more: Any) -> dict[str, Any]:
    return {
        "points": dict(zip(OUTCOMES, points, strict=True)),
        "places": dict(zip(OUTCOMES, places, strict=True)),
    } | more


def _success(stores: str, revenue: str, weeks: str, day: date, metric: str) -> dict[str, Any]:
    return {
        "o-revenue": {"metric": metric, "unit": "EUR", "target": revenue, "date": str(day)},
        "o-stores": {
            "metric": "Stores with at least three facings",
            "unit": "stores",
            "target": stores,
            "date": str(day),
        },
        "o-speed": {
            "metric": "Weeks from recipe to first store",
            "unit": "weeks",
            "target": weeks,
            "date": str(day),
        },
    }


def first_check(demo: Demo, at: datetime) -> Thread:
    """Northwind wants stores, Brightleaf wants new flavours; both call it the same thesis."""
    yield at
    row = start_round(
        by=demo["Maya"], alliance=demo.alliance, until=(at + timedelta(days=10)).date(), now=at
    )
    ask_colleagues(by=demo["Maya"], round=row, people=[demo["Tomas"]], now=at)
    day = (at + timedelta(days=420)).date()
    asked = asked_from_json(row.asked)
    north, bright = asked.parties
    depots, lines = asked.contributions[0].id, asked.contributions[-1].id
    fence, bets = asked.scope, [one.id for one in asked.assumptions]
    gross, net = "Gross revenue at the shelf", "Net revenue from cold brew, both order books"
    yield at + timedelta(days=2)
    _in(
        row,
        demo["Maya"],
        _answer(
            (35, 50, 15),
            (2, 1, 3),
            success=_success("6000", "24000000", "20", day, net),
            brings={depots: [north], lines: [bright]},
            scope={fence[0].id: "in", fence[-1].id: "out"},
            critical=bets[:1],
            more="Buyers' trust at fourteen chains: it took ten years.",
        ),
        at + timedelta(days=2),
    )
    yield at + timedelta(days=3)
    _in(
        row,
        demo["Tomas"],
        _answer(
            (30, 55, 15),
            (2, 1, 3),
            success=_success("6000", "24000000", "18", day, net),
            brings={depots: [north], lines: [bright]},
            scope={fence[0].id: "in", fence[-1].id: "out"},
            critical=bets[:1],
        ),
        at + timedelta(days=3),
    )
    yield at + timedelta(days=4)
    _in(
        row,
        demo["Daniel"],
        _answer(
            (30, 20, 50),
            (2, 3, 1),
            success=_success("2500", "24000000", "16", day - timedelta(days=45), gross),
            brings={depots: [north], lines: [north, bright]},
            scope={fence[0].id: "in", fence[-1].id: "in"},
            critical=bets[:2],
            beyond="Cans with another brand on the front.",
        ),
        at + timedelta(days=4),
    )
    yield at + timedelta(days=7)
    _talk(demo, row, at + timedelta(days=7))


def _in(row: AlignmentRound, who: Any, content: dict[str, Any], at: datetime) -> None:
    hand_in_answer(by=who, round=row, content=content, now=at)


def _talk(demo: Demo, row: AlignmentRound, at: datetime) -> None:
    """The two managers settle the boundary and the weights; the target is left for the next version."""
    fence = asked_from_json(row.asked).scope
    settled: dict[str, Any] = {"round": row, "way": "keep", "now": at}
    settle_difference(
        by=demo["Maya"],
        topic="scope",
        item=fence[-1].id,
        note="It stays outside; the sales teams are told",
        **settled,
    )
    settle_difference(
        by=demo["Daniel"],
        topic="weight",
        item="o-stores",
        note="Stores first until 2,000 are stocked, flavours after that",
        **settled,
    )


def second_check(demo: Demo, at: datetime) -> Thread:
    """After the talk: one target is still said differently."""
    yield at
    row = start_round(
        by=demo["Daniel"], alliance=demo.alliance, until=(at + timedelta(days=8)).date(), now=at
    )
    day = (at + timedelta(days=340)).date()
    net = "Net revenue from cold brew, both order books"
    for name, points, stores, later in (
        ("Maya", (35, 45, 20), "6000", 2),
        ("Daniel", (35, 35, 30), "4500", 3),
    ):
        said = _success(stores, "24000000", "16", day, net)
        places = (2, 1, 3)
        yield at + timedelta(days=later)
        _in(row, demo[name], _answer(points, places, success=said), at + timedelta(days=later))
