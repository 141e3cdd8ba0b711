"""What one side prepares and keeps for itself about conflicts; and what both see of one."""

from decimal import Decimal

from allied.rooms.conflict import commands
from allied.rooms.conflict.ladder import Ladder, Step
from allied.rooms.conflict.matter import Matter
from allied.rooms.conflict.models import Conflict, Worksheet
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def conflict_drafts(world: World, person: object, owner: str) -> None:
    """Matters that one side prepares and has not raised."""
    commands.write_conflict_draft(
        by=person,
        alliance=world.cast.alliance,
        matter=Matter(
            title=f"Draft {world.canary(owner)}",
            text=world.canary(owner),
            blocks=world.canary(owner),
        ),
        now=NOON,
    )


@planter
def worksheets(world: World, person: object, owner: str) -> None:
    """What one side could give in a conflict, and its way out."""
    conflict = Conflict.objects.visible_to(person).get(alliance=world.cast.alliance, number=1)
    known = Worksheet.objects.visible_to(person).filter(conflict=conflict).first()
    commands.write_worksheet(
        by=person,
        conflict=conflict,
        text=f"Ours {world.canary(owner)}",
        could_give=world.canary(owner),
        way_out=world.canary(owner),
        version=known.version if known else 0,
        now=NOON,
    )


@shared
def joint_conflict(world: World) -> None:
    """A conflict with positions, a disputed fact, a way to settle, and a memo up for signature."""
    cast = world.cast
    # So long that no timer of it is due while private records are planted: they fire for everybody.
    talk = Step(id="talk", name="Talk", role="alliance manager", days=60)
    ladder = commands.write_ladder(
        by=cast.daniel,
        alliance=cast.alliance,
        content=Ladder(steps=(talk,), end="The remedies of the agreement"),
        version=0,
        now=NOON,
    )
    commands.put_up_ladder(by=cast.daniel, alliance=cast.alliance, version=1, now=NOON)
    for sponsor in (cast.tomas, cast.rachel):
        commands.sign_ladder(by=sponsor, alliance=cast.alliance, digest=ladder.digest, now=NOON)
    conflict = commands.raise_conflict(
        by=cast.daniel,
        alliance=cast.alliance,
        matter=Matter(title="Savings of the month", text="Two numbers", unit="€ k"),
        now=NOON,
    )
    commands.write_position(by=cast.daniel, conflict=conflict, position="86", version=0, now=NOON)
    fact = commands.propose_fact(
        by=cast.daniel, conflict=conflict, line="Credits", value=Decimal(26), now=NOON
    )
    commands.dispute_fact(by=cast.maya, fact=fact, version=1, reason="Earlier rate", now=NOON)
    commands.propose_settlement(by=cast.daniel, conflict=conflict, title="Half", now=NOON)
    commands.write_memo(by=cast.daniel, conflict=conflict, words="One line", version=0, now=NOON)
    commands.put_up_memo(by=cast.daniel, conflict=conflict, version=1, now=NOON)
