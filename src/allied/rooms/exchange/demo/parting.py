"""How the demo alliance would part: three exit triggers, and a plan whose steps have owners."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from allied.rooms.agreement.exits.commands import (
    StepContent,
    TriggerContent,
    add_trigger,
    change_step,
    open_unwind_plan,
)
from allied.rooms.exchange.demo.people import Demo

# who asked for it -> what it says; the first two are warned of before they fire; all invented
TRIGGERS: tuple[tuple[str, TriggerContent], ...] = (
    (
        "Daniel",
        TriggerContent(
            name="Decisions run late",
            rule="WHEN decisions_on_time < 50% FOR 2 quarters THEN review(steering, 10)",
            early_rule="WHEN decisions_on_time < 80% FOR 1 quarter THEN notify(alliance manager)",
            why="A flavour that waits two quarters for a yes is on somebody else's shelf.",
        ),
    ),
    (
        "Maya",
        TriggerContent(
            name="Nobody at the top",
            rule="WHEN sponsors_missing > 0 FOR 2 months THEN escalate(sponsor pair)"
            " AND review(steering, 10)",
            why="Both boards said yes because two people vouched for it.",
        ),
    ),
    (
        "Maya",
        TriggerContent(
            name="The bet is lost",
            rule="WHEN assumptions_refuted >= 1 FOR 1 month THEN review(steering, 20)",
            why="Without reorders, or with waste above 4 %, a store loses money.",
        ),
    ),
)
# the beginning of a step's title -> who sees to it; two steps are still nobody's
OWNERS: Mapping[str, str] = {
    "Record the decision": "Tomas",
    "Name the exit team": "Maya",
    "Give notice": "Hannah",
    "Settle who serves": "Pieter",
    "Fill or cancel": "Priya",
    "Return or delete": "Ben",
    "Take back access": "Jonas",
    "Sort out what was": "Ingrid",
    "Close the accounts": "Grace",
    "Bring people home": "Daniel",
    "Hand over suppliers": "Pieter",
    "Agree what is said": "Rachel",
    "Tell authorities": "Hannah",
    "Take the joint record": "Daniel",
}


def agree_on_parting(demo: Demo, at: datetime) -> None:
    """The triggers and the plan, written down while nobody wants to leave."""
    for minutes, (who, said) in enumerate(TRIGGERS):
        moment = at + timedelta(minutes=20 * minutes)
        add_trigger(by=demo[who], alliance=demo.alliance, said=said, now=moment)
    moment = at + timedelta(hours=2)
    for step in open_unwind_plan(by=demo["Daniel"], alliance=demo.alliance, now=moment):
        name = next((who for begins, who in OWNERS.items() if step.title.startswith(begins)), "")
        if name:
            content = StepContent(
                title=step.title,
                note=step.note,
                holder=demo[name],
                within_days=step.within_days,
            )
            change_step(by=demo["Daniel"], step=step, said=content, version=1, now=moment)
