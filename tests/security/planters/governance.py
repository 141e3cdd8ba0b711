"""What one side prepares and says among itself about decisions; and what both have decided how to decide."""

from allied.people.scope import OURS
from allied.rooms.governance.asking import Option, Question
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.commands.drafting import write_draft
from allied.rooms.governance.commands.raising import raise_decision
from allied.rooms.governance.commands.talking import comment_on_decision
from allied.rooms.governance.models import DecisionRight
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def decision_drafts(world: World, person: object, owner: str) -> None:
    """Questions that one side prepares and has not asked."""
    write_draft(
        by=person,
        alliance=world.cast.alliance,
        question=Question(title=f"Draft {world.canary(owner)}", question=world.canary(owner)),
        now=NOON,
    )


@planter
def own_side_comments(world: World, person: object, owner: str) -> None:
    """What one side says among itself under a joint decision."""
    comment_on_decision(
        by=person,
        decision=world.decision,
        text=f"Between us {world.canary(owner)}",
        audience=OURS,
        now=NOON,
    )


@shared
def joint_decision(world: World) -> None:
    """The starter blueprint, and a question that both sides must answer."""
    cast = world.cast
    start_governance(by=cast.daniel, alliance=cast.alliance, now=NOON)
    rights = DecisionRight.objects.visible_to(cast.daniel).filter(alliance=cast.alliance)
    options = (Option(key="A", title="One"), Option(key="B", title="Two"))
    world.decision = raise_decision(
        by=cast.daniel,
        alliance=cast.alliance,
        right=rights.get(key="roadmap"),
        question=Question(
            title="Enter Peru", question="Do we?", options=options, recommendation="A"
        ),
        now=NOON,
    )
