"""What the tests of this room begin with: a signed blueprint, a question, a decision that is asked."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from allied.alliances.models import Awaited
from allied.clock.timers import fire_due
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.rooms.governance import commands, models
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.asking import Question, lettered
from allied.rooms.governance.editing import with_right
from tests.conftest import Cast

OPTIONS = [
    {
        "title": "Daily by store, through a clean room",
        "text": "No raw rows leave.",
        "facts": [("Waste", "about 3.7%"), ("Ready", "7 December")],
    },
    {"title": "Weekly by region, as a file"},
    {"title": "Do not share"},
]


def at(day: int, hour: int = 11, month: int = 3) -> datetime:
    """A moment of 2026 in UTC; the 2nd of March is a Monday."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def started(cast: Cast, now: datetime) -> models.Blueprint:
    """The starter blueprint as a draft."""
    return commands.start_governance(by=cast.maya, alliance=cast.alliance, now=now)


def change(cast: Cast, right_id: str, now: datetime, **values: object) -> models.Blueprint:
    """One row of the matrix changed in the newest version."""
    row = newest(cast)
    blueprint = blueprint_of(row)
    right = replace(blueprint.right(right_id), **values)
    return commands.change_blueprint(
        by=cast.maya,
        alliance=cast.alliance,
        version=row.version,
        content=with_right(blueprint, right),
        now=now,
    )


def newest(cast: Cast) -> models.Blueprint:
    rows = models.Blueprint.objects.visible_to(cast.maya).filter(alliance=cast.alliance)
    return rows.order_by("-revision")[0]


def signed(cast: Cast, now: datetime) -> models.Blueprint:
    """The newest version, signed by both sponsors."""
    row = newest(cast)
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=row.version, now=now)
    for sponsor in (cast.tomas, cast.rachel):
        commands.sign_blueprint(by=sponsor, alliance=cast.alliance, digest=row.digest, now=now)
    return newest(cast)


def right(cast: Cast, key: str = "data-sharing") -> models.DecisionRight:
    return models.DecisionRight.objects.visible_to(cast.maya).get(alliance=cast.alliance, key=key)


def question(**values: object) -> Question:
    said = {
        "title": "Share store-level sell-out data",
        "question": "How much do we share, and how?",
        "options": lettered(OPTIONS),
        "recommendation": "A",
        "value": Decimal("112000"),
        "currency": "EUR",
    }
    return Question(**(said | values))


def raised(cast: Cast, now: datetime, *, by=None, key: str = "data-sharing", **values: object):
    """A decision on data sharing: security and legal of both companies answer it in 20 days."""
    asked = {name: values.pop(name) for name in ("title", "standing", "paper") if name in values}
    return commands.raise_decision(
        by=by or cast.maya,
        alliance=cast.alliance,
        right=right(cast, key),
        question=question(**asked),
        now=now,
        **values,
    )


def answer(who, decision, now, verdict="approve", option="A", **values):
    return commands.answer_decision(
        by=who,
        decision=decision,
        verdict=verdict,
        option=option if verdict == "approve" else "",
        revision_digest=decision.digest,
        now=now,
        **values,
    )


def fresh(decision):
    return models.Decision.objects.in_system_scope("test").get(pk=decision.pk)


def state(decision) -> str:
    return fresh(decision).state


def kinds(cast: Cast) -> list[str]:
    """The facts of this room in the joint record, in order, without their first word."""
    rows = Entry.objects.visible_to(cast.maya).filter(alliance=cast.alliance, audience=JOINT)
    return [
        kind.removeprefix("governance.")
        for kind in rows.order_by("seq").values_list("kind", flat=True)
        if kind.startswith("governance.")
    ]


def size(cast: Cast) -> int:
    """How many entries the joint record has."""
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience=JOINT)
    return rows.count()


def awaited(cast: Cast, act: str = "answer") -> set[str]:
    """Of whom this act is awaited, by their names in the cast."""
    rows = Awaited.objects.in_system_scope("test").filter(act=act, done_at=None)
    ids = set(rows.values_list("person_id", flat=True))
    return {name for name, who in cast.everybody().items() if who.pk in ids}


def halves(decision) -> list[str]:
    return [half.state for half in fresh(decision).halves.all()]


def fire(now: datetime) -> int:
    return fire_due(now)


APPROVERS = {"ingrid", "jonas", "hannah", "ben"}
