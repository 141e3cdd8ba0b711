"""Governance and decisions of the demo: signed rules, settled questions, one that waits today."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from allied.people.scope import JOINT, OURS
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.asking import Option, Question
from allied.rooms.governance.commands.agreeing import put_up_blueprint, sign_blueprint
from allied.rooms.governance.commands.answering import answer_decision
from allied.rooms.governance.commands.blueprint import change_blueprint, start_governance
from allied.rooms.governance.commands.raising import raise_decision
from allied.rooms.governance.commands.talking import comment_on_decision
from allied.rooms.governance.models import Decision, DecisionRight
from allied.rooms.governance.rights import Blueprint, Deadlock, Tiebreak
from allied.rooms.governance.versions import newest


def set_up_governance(demo: Demo, at: datetime) -> Thread:
    """The starter blueprint, put up by Daniel and signed by both sponsors."""
    yield at
    row = start_governance(by=demo["Daniel"], alliance=demo.alliance, now=at)
    yield at + timedelta(days=2)
    row = change_blueprint(
        by=demo["Daniel"],
        alliance=demo.alliance,
        version=row.version,
        content=_agreed(blueprint_of(row)),
        now=at + timedelta(days=2),
    )
    up = at + timedelta(days=3)
    yield up
    put_up_blueprint(by=demo["Daniel"], alliance=demo.alliance, version=row.version, now=up)
    digest = newest(demo.alliance).digest
    for days, name in ((1, "Rachel"), (2, "Tomas")):
        signed = up + timedelta(days=days)
        yield signed
        sign_blueprint(by=demo[name], alliance=demo.alliance, digest=digest, now=signed)


def _agreed(blueprint: Blueprint) -> Blueprint:
    """The starter as these two agreed on it: in writing between meetings, and a way out of deadlock."""
    stands = Deadlock(kind=Tiebreak.OPTION)
    rights = [
        replace(
            right,
            written=True,
            deadlock=right.deadlock if right.kind == "commercial" else stands,
            condition="changes the cost or the date of both" if right.kind == "delivery" else "",
            convening_days=5 if right.as_needed else None,
        )
        for right in blueprint.rights
    ]
    return replace(blueprint, rights=tuple(rights))


def _right(demo: Demo, key: str) -> DecisionRight:
    rows = DecisionRight.objects.visible_to(demo["Maya"])
    return rows.get(alliance=demo.alliance, key=key, ended_at__isnull=True)


def _ask(demo: Demo, who: str, right: str, question: Question, at: datetime) -> Decision:
    return raise_decision(
        by=demo[who],
        alliance=demo.alliance,
        right=_right(demo, right),
        question=question,
        condition_applies=True,
        now=at,
    )


def _approve(demo: Demo, who: str, decision: Decision, option: str, at: datetime) -> None:
    answer_decision(
        by=demo[who],
        decision=decision,
        verdict="approve",
        option=option,
        revision_digest=decision.digest,
        now=at,
    )


def options(*titles: str) -> tuple[Option, ...]:
    """Options with letters and titles only."""
    return tuple(Option(key=key, title=title) for key, title in zip("ABCDEF", titles, strict=False))


def settled_decisions(demo: Demo, first: datetime) -> Thread:
    """A roadmap question settled in time, a commercial one declined, a delivery one between two."""
    yield first
    launch = _ask(
        demo,
        "Daniel",
        "roadmap",
        Question(
            title="Launch in Belgium before the Nordics",
            question="Which market follows the Netherlands?",
            options=options("Belgium in May", "Denmark in May", "Both in September"),
            recommendation="A",
        ),
        first,
    )
    yield from _answers(
        demo,
        launch,
        ("Maya", first + timedelta(days=4, hours=1)),
        ("Daniel", first + timedelta(days=6, hours=6)),
    )

    yield first + timedelta(days=20)
    price = _ask(
        demo,
        "Maya",
        "commercial",
        Question(
            title="Share promotion cost 50 to 50 in new markets",
            question="Who pays for shelf promotion in the first quarter of a market?",
            options=options("50 to 50", "By share of revenue"),
            recommendation="A",
            value=Decimal(420_000),
            currency="EUR",
        ),
        first + timedelta(days=20),
    )
    yield from _answers(demo, price, ("Tomas", first + timedelta(days=24)))
    yield first + timedelta(days=27, hours=5)
    answer_decision(
        by=demo["Rachel"],
        decision=price,
        verdict="decline",
        reason="Sales credit is 65 to 35. We accept a split that follows it.",
        revision_digest=price.digest,
        now=first + timedelta(days=27, hours=5),
    )

    yield first + timedelta(days=40)
    run = _ask(
        demo,
        "Pieter",
        "delivery",
        Question(
            title="Add a Saturday run to the Rotterdam depot",
            question="Does the Saturday run pay before the summer?",
            options=options("From June", "Not this year"),
            recommendation="A",
        ),
        first + timedelta(days=40),
    )
    yield from _answers(
        demo,
        run,
        ("Pieter", first + timedelta(days=41)),
        ("Priya", first + timedelta(days=42, hours=5)),
    )


def _answers(demo: Demo, decision: Decision, *said: tuple[str, datetime]) -> Thread:
    """Each of them approves the first option at their moment."""
    for who, at in said:
        yield at
        _approve(demo, who, decision, "A", at)


def sell_out_data(demo: Demo, at: datetime) -> Thread:
    """The question of the design: how much sell-out data to share. It waits for Ingrid today."""
    yield at
    decision = _ask(
        demo,
        "Daniel",
        "data-sharing",
        Question(
            title="Share store-level sell-out data with Brightleaf's planners",
            question="Brightleaf plans production blind: it sees what leaves our depots, not what "
            "shoppers buy. Waste in pilot stores is 5.8%. The thesis says that sell-out data will "
            "bring it under 4%. How much of it do we share, and how?",
            options=(
                Option(
                    key="A",
                    title="Daily by store, through a clean room",
                    text="Brightleaf queries a protected copy. No raw rows leave; stores under 5 "
                    "sales a day are masked.",
                    facts=(("Waste", "about 3.7%"), ("Ready", "in three weeks")),
                ),
                Option(
                    key="B",
                    title="Weekly by region, as a file",
                    text="Simple and safe, but too coarse to plan filling days.",
                    facts=(("Waste", "about 5.0%"), ("Ready", "in one week")),
                ),
                Option(
                    key="C",
                    title="Do not share",
                    text="The assumption stays untested and the data lane stops.",
                    facts=(("Waste", "5.8%"), ("Ready", "now")),
                ),
            ),
            recommendation="A",
            standing="C",
            value=Decimal(310_000),
            currency="EUR",
        ),
        at,
    )
    steps: list[tuple[float, Callable[[datetime], object]]] = [
        (
            1,
            lambda t: _say(
                demo,
                "Ben",
                decision,
                t,
                "Daily by store is what the planning model needs. We do not need prices or shopper "
                "identifiers.",
            ),
        ),
        (
            6.1,
            lambda t: _say(
                demo,
                "Jonas",
                decision,
                t,
                "Security review done. My condition: access ends with the alliance and is logged.",
            ),
        ),
        (
            6.2,
            lambda t: answer_decision(
                by=demo["Jonas"],
                decision=decision,
                verdict="approve",
                option="A",
                conditions=["Access ends with the alliance and is logged"],
                revision_digest=decision.digest,
                now=t,
            ),
        ),
        (
            7,
            lambda t: _say(
                demo,
                "Amina",
                decision,
                t,
                "€38 k is in the budget. We could go to €50 k.",
                audience=OURS,
            ),
        ),
        (
            7.3,
            lambda t: _say(
                demo,
                "Jonas",
                decision,
                t,
                "Our own clean room is two months late, so we should use theirs.",
                audience=OURS,
            ),
        ),
        (8, lambda t: _approve(demo, "Ben", decision, "A", t)),
        (
            9.1,
            lambda t: _say(
                demo,
                "Hannah",
                decision,
                t,
                "Approved for option A. The masking rule covers our concern on small stores.",
            ),
        ),
        (9.2, lambda t: _approve(demo, "Hannah", decision, "A", t)),
    ]
    for days, step in steps:
        moment = at + timedelta(days=days)
        yield moment
        step(moment)


def _say(
    demo: Demo, who: str, decision: Decision, at: datetime, text: str, *, audience: str = JOINT
) -> None:
    comment_on_decision(by=demo[who], decision=decision, text=text, audience=audience, now=at)


def vanilla_oat(demo: Demo, at: datetime) -> Thread:
    """A roadmap change that Brightleaf has approved and that waits for Maya."""
    yield at
    decision = _ask(
        demo,
        "Daniel",
        "roadmap",
        Question(
            title="Move vanilla oat from January to March",
            question="The new filling line is four weeks late. Do we move the flavour or the line?",
            options=options("Move the flavour to March", "Keep January with the old line"),
            recommendation="A",
            value=Decimal(180_000),
            currency="EUR",
        ),
        at,
    )
    yield from _answers(demo, decision, ("Daniel", at + timedelta(hours=2)))


def freight(demo: Demo, at: datetime) -> Thread:
    """A commercial question whose clock has run out: reminded, escalated, still open."""
    yield at
    decision = _ask(
        demo,
        "Maya",
        "commercial",
        Question(
            title="One freight ledger for both finance teams",
            question="Which ledger is the one that both sides book from?",
            options=options("Northwind's", "Brightleaf's", "A shared one, reconciled weekly"),
            recommendation="C",
            value=Decimal(96_000),
            currency="EUR",
        ),
        at,
    )
    yield at + timedelta(hours=5)
    _approve(demo, "Tomas", decision, "C", at + timedelta(hours=5))
