"""Conflicts of the cast, raised and settled by the real commands, and what tests ask about them."""

from datetime import UTC, datetime

from allied.alliances.models import Awaited
from allied.clock.timers import fire_due
from allied.people.scope import JOINT, OURS
from allied.record.models import Entry
from allied.rooms.conflict import commands
from allied.rooms.conflict.ladder import Ladder, Step, StepKind, chained
from allied.rooms.conflict.matter import Matter
from allied.rooms.conflict.models import Conflict, ConflictFact, ConflictStep
from tests.conftest import NOON

TITLE = "October cost savings: 112 or 86?"


def at(day: int, hour: int = 11, month: int = 3) -> datetime:
    """A moment of 2026 in UTC; the 2nd of March is a Monday."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def matter(title: str = TITLE, **more) -> Matter:
    said = {"text": "We count pallet credits differently.", "kind": "fact", "severity": 2}
    return Matter(title=title, **(said | more))


def raised(cast, *, by=None, now=NOON, title: str = TITLE, **more) -> Conflict:
    """A matter that Brightleaf's manager raises on the built-in ladder."""
    known = {name: more.pop(name) for name in ("about", "draft", "not_a_person") if name in more}
    return commands.raise_conflict(
        by=by or cast.daniel,
        alliance=cast.alliance,
        matter=matter(title, **more),
        now=now,
        **known,
    )


SHORT = Ladder(
    steps=chained(
        [
            Step(id="team", name="Working team", role="alliance manager", days=5, tries="Talk."),
            Step(id="council", name="Operational council", role="alliance manager", days=5),
            Step(id="steering", name="Executive steering", role="sponsor", days=10),
            Step(
                id="mediation",
                name="Mediation",
                role="sponsor",
                days=20,
                kind=StepKind.MEDIATION,
            ),
        ]
    ),
    end="The remedies of the agreement",
)


def signed_ladder(cast, content: Ladder = SHORT, *, now=NOON, version: int = 0):
    """A ladder of their own, signed by both sponsors."""
    row = commands.write_ladder(
        by=cast.maya, alliance=cast.alliance, content=content, version=version, now=now
    )
    commands.put_up_ladder(by=cast.maya, alliance=cast.alliance, version=row.version, now=now)
    for sponsor in (cast.tomas, cast.rachel):
        commands.sign_ladder(by=sponsor, alliance=cast.alliance, digest=row.digest, now=now)
    return row


def fact(
    cast, conflict, line: str = "Pallet credits", *, by=None, now=NOON, **more
) -> ConflictFact:
    return commands.propose_fact(by=by or cast.maya, conflict=conflict, line=line, now=now, **more)


def way(cast, conflict, title: str = "Count the part above the old rate", *, by=None, **more):
    return commands.propose_settlement(
        by=by or cast.daniel, conflict=conflict, title=title, now=more.pop("now", NOON), **more
    )


def fresh(row):
    return type(row).objects.in_system_scope("test").get(pk=row.pk)


def steps(conflict) -> list[ConflictStep]:
    return list(ConflictStep.objects.in_system_scope("test").filter(conflict=conflict))


def standing(conflict) -> ConflictStep:
    rows = ConflictStep.objects.in_system_scope("test").filter(conflict=conflict)
    return rows.get(ended_at__isnull=True)


def entries(audience=JOINT):
    return Entry.objects.in_system_scope("test").filter(audience=audience).order_by("at", "seq")


def kinds(audience=JOINT) -> list[str]:
    """The facts of this room in the record, in order, without their first word."""
    found = entries(audience).values_list("kind", flat=True)
    return [kind.removeprefix("conflict.") for kind in found if kind.startswith("conflict.")]


def own_kinds() -> list[str]:
    return kinds(OURS)


def awaited(cast, act: str) -> set[str]:
    """Of whom this act is awaited, by their names in the cast."""
    rows = Awaited.objects.in_system_scope("test").filter(act=act, done_at=None)
    ids = set(rows.values_list("person_id", flat=True))
    return {name for name, who in cast.everybody().items() if who.pk in ids}


def fire(now: datetime) -> int:
    return fire_due(now, limit=500)
