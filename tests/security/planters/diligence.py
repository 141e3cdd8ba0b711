"""The risks, answers and items of one side, and the joint ones."""

from datetime import timedelta
from decimal import Decimal

from allied.clock import timers
from allied.people.scope import OURS
from allied.rooms.diligence import commands as diligence
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.content import ControlContent, LossContent, RiskContent
from allied.rooms.diligence.exposure import Assessment
from allied.rooms.diligence.models import ChecklistAnswer
from allied.rooms.diligence.scales import Measure
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def own_risks(world: World, person: object, owner: str) -> None:
    """Risks that one side sees alone, with what it does about them; one waits for its review
    and its control to be put in place."""
    for days in (1, 60):
        risk = diligence.register_risk(
            by=person,
            alliance=world.cast.alliance,
            audience=OURS,
            said=RiskContent(
                title=f"They may fail {world.canary(owner)}",
                cause=world.canary(owner),
                category=world.canary(owner),
                assessment=Assessment(
                    probability=Measure(3, Decimal("0.4")), impact=Measure(4, Decimal(800_000))
                ),
                review_on=NOON.date() + timedelta(days=days),
            ),
            holder=person,
            control=ControlContent(
                text=f"Our fallback {world.canary(owner)}", due=NOON.date() + timedelta(days=days)
            ),
            now=NOON,
        )
        loss = LossContent(
            frequency=Decimal(1), low=Decimal(1), high=Decimal(2), trigger=world.canary(owner)
        )
        diligence.estimate_loss(by=person, risk=risk, said=loss, version=1, now=NOON)
    timers.fire_due(NOON + timedelta(days=2))


@planter
def own_checklists(world: World, person: object, owner: str) -> None:
    """What one side answers for itself, and a finding that it made a risk of its own."""
    alliance = world.cast.alliance
    checklist = diligence.open_checklist(by=person, alliance=alliance, audience=OURS, now=NOON)
    rows = ChecklistAnswer.objects.visible_to(person).filter(checklist=checklist)
    for question in ("people-named", "customer-contracts-checked"):
        known = rows.filter(question=question).first()
        given = Given(
            question=question,
            answer="no",
            evidence=world.canary(owner),
            note=world.canary(owner),
            holder=person,
        )
        diligence.answer_question(
            by=person,
            checklist=checklist,
            given=given,
            version=known.version if known else 0,
            now=NOON,
        )


@planter
def own_items(world: World, person: object, owner: str) -> None:
    """What one side alone must be able to look after."""
    diligence.note_item(
        by=person,
        alliance=world.cast.alliance,
        audience=OURS,
        said=ItemContent(
            name=f"Key account {world.canary(owner)}",
            kind="system",
            critical=True,
            note=world.canary(owner),
            people=[person],
        ),
        now=NOON,
    )


@shared
def joint_diligence(world: World) -> None:
    """A joint risk with a control, joint answers, and something both must look after."""
    cast = world.cast
    alliance = cast.alliance
    diligence.register_risk(
        by=cast.daniel,
        alliance=alliance,
        said=RiskContent(title="A cold chain gap"),
        control=ControlContent(text="Loggers"),
        holder=cast.ben,
        now=NOON,
    )
    checklist = diligence.open_checklist(by=cast.daniel, alliance=alliance, now=NOON)
    given = Given(question="data-flows-listed", answer="no", holder=cast.ben)
    diligence.answer_question(by=cast.daniel, checklist=checklist, given=given, version=0, now=NOON)
    said = ItemContent(name="Route planning", kind="system", people=[cast.ben])
    diligence.note_item(by=cast.daniel, alliance=alliance, said=said, now=NOON)
