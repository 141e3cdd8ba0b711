"""What the tests of the exits begin with: a trigger, its sentence, and what was told."""

from allied.record.story import line_of
from allied.rooms.agreement.exits import commands
from allied.rooms.agreement.exits.commands import TriggerContent
from allied.rooms.agreement.exits.models import ExitTrigger
from tests.conftest import NOON
from tests.rooms.diligence.stage import entries

RULE = "WHEN sponsors_missing > 0 FOR 2 months THEN review(steering, 10)"
SENTENCE = {
    "written": "sentence",
    "name": "Nobody at the top",
    "metric_1": "sponsors_missing",
    "sign_1": ">",
    "limit_1": "0",
    "sign_2": "<",
    "sign_3": "<",
    "run": "2",
    "period": "month",
    "missing": "hold",
    "deed_1": "review",
    "whom_1": "steering",
    "days_1": "10",
}


def add(cast, name="Nobody at the top", rule=RULE, *, by=None, **said) -> ExitTrigger:
    content = TriggerContent(name=name, rule=rule, **said)
    return commands.add_trigger(by=by or cast.maya, alliance=cast.alliance, said=content, now=NOON)


def told() -> list[str]:
    return [line_of(entry).sentence for entry in entries() if entry.kind.startswith("agreement.")]
