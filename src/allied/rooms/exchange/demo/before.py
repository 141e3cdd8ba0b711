"""What Northwind settled among itself before it allied with Brightleaf; Brightleaf never sees it."""

from datetime import datetime

from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread
from allied.rooms.thesis.before.commands import (
    answer_readiness,
    answer_right_move,
    draw_red_lines,
)

FIRST = {
    "market": "none",
    "capability": "clear",
    "innovation": "partly",
    "risk": "partly",
    "build": "later",
    "buy": "later",
    "supply": "together",
    "integration": "agreed",
    "competition": "unresolved",
    "sponsor": "ours",
    "plan": "later",
    "venture": "none",
}
FORM = {"equity": "none", "assets": "used", "depth": "shared"}
EFFORT = {
    "size": "medium",
    "exposure": "medium",
    "experience": "one",
    "critical": "part",
    "regulated": "ordinary",
    "partners": "one",
    "model": "parts",
}
SECOND = {
    **FIRST,
    **FORM,
    **EFFORT,
    "competition": "bounded",
    "sponsor": "both",
}
READY_AT_FIRST = {
    "authority": "in-place",
    "targets": "begun",
    "money": "begun",
    "manager": "in-place",
    "team": "begun",
    "deputy": "not-there",
    "decide": "in-place",
    "rhythm": "in-place",
    "measure": "begun",
    "limits": "begun",
    "approvers": "in-place",
    "contracts": "in-place",
    "past": "in-place",
    "exit": "begun",
}
READY_LATER = {
    **READY_AT_FIRST,
    "money": "in-place",
    "team": "in-place",
    "limits": "in-place",
    "measure": "in-place",
    "exit": "in-place",
}
LINES = (
    {
        "id": "line-exclusivity",
        "what": "Exclusivity for all ready-to-drink",
        "why": "Coffee in chilled shelves, yes. Juice and dairy pay for the routes, and two contracts "
        "with dairies forbid it.",
    },
    {
        "id": "line-stores",
        "what": "Sell-out data per store in their hands",
        "why": "Chains give it to us under a promise. Per chain and month is enough to steer by.",
    },
)


def ask_ourselves(demo: Demo, first: datetime, second: datetime) -> Thread:
    """Not yet at first: a caution stood in the way. Four days later it was settled."""
    yield first
    answer_right_move(
        by=demo["Maya"],
        alliance=demo.alliance,
        answers=FIRST,
        version=0,
        note="Brightleaf's own bottled line meets ours in Belgium, and nobody has raised it.",
        now=first,
    )
    yield second
    answer_right_move(
        by=demo["Tomas"],
        alliance=demo.alliance,
        answers=SECOND,
        version=1,
        note="Rachel Kim decides on their side. Bottled drinks stay out, in writing.",
        now=second,
    )


def check_ourselves(demo: Demo, first: datetime, later: datetime) -> Thread:
    """A first look at our own readiness, and one after three gaps were closed."""
    for by, answers, version, at in (
        ("Maya", READY_AT_FIRST, 0, first),
        ("Maya", READY_LATER, 1, later),
    ):
        yield at
        answer_readiness(
            by=demo[by], alliance=demo.alliance, answers=answers, version=version, now=at
        )


def draw_lines(demo: Demo, first: datetime, later: datetime) -> Thread:
    """Two lines and a walk-away value, which finance reckoned anew before the contract talks."""
    content = {
        "lines": [LINES[0]],
        "measure": "Margin on cold brew",
        "direction": "at least",
        "amount": "20",
        "unit": "%",
        "reckoned": "Our own brand would make 24% in year three, less four points for the later start.",
        "instead": "Launch our own cold brew with the dairy in Zwolle: eleven months later, €3.1 m more.",
    }
    yield first
    draw_red_lines(by=demo["Maya"], alliance=demo.alliance, content=content, version=0, now=first)
    changed = {
        "lines": list(LINES),
        "amount": "22",
        "reckoned": "Our own brand would make 25% in year three (offer of the dairy), less three "
        "points for the later start.",
    }
    yield later
    draw_red_lines(
        by=demo["Amina"],
        alliance=demo.alliance,
        content=content | changed,
        version=1,
        note="After the offer of the dairy.",
        now=later,
    )
