"""The drafts that one side had read, and the joint agreement with what is owed."""

from datetime import timedelta

from allied.clock import timers
from allied.people.scope import OURS
from allied.rooms.agreement.reading import commands as agreement
from allied.rooms.agreement.reading.commands import ObligationContent
from allied.rooms.agreement.reading.content import AgreementContent
from allied.rooms.agreement.reading.models import AgreementFact
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


def _draft(world: World, owner: str) -> str:
    return (
        f"{world.canary(owner)} ALLIANCE AGREEMENT\n\nThis Agreement is made as of May 2, 2025 by and between "
        f'{world.canary(owner)} Holdings, Inc. ("{world.canary(owner)}") and Other Foods LLC ("Other"). WHEREAS\n\n'
        f"1. Exclusivity. {world.canary(owner)} shall be the exclusive distributor.\n\n"
        f"2. Governing Law. This Agreement shall be governed by the laws of Ohio and {world.canary(owner)}.\n"
    )


@planter
def own_drafts(world: World, person: object, owner: str) -> None:
    """Drafts that one side had read, with its corrections; one of them is discarded again."""
    for number in (1, 2):
        made = agreement.read_agreement(
            by=person,
            alliance=world.cast.alliance,
            raw=_draft(world, owner).encode(),
            file_name=f"{world.canary(owner)}-{number}.txt",
            audience=OURS,
            now=NOON,
        )
        fact = AgreementFact.objects.visible_to(person).filter(reading=made, kind="party").first()
        fact.alliance = world.cast.alliance
        said = {"verdict": "corrected", "value": f"Our title {world.canary(owner)}"}
        agreement.judge_fact(by=person, fact=fact, version=1, now=NOON, **said)
        agreement.add_fact(
            by=person,
            reading=made,
            kind="KPI",
            value=world.canary(owner),
            quote=world.canary(owner),
            now=NOON,
        )
    last = agreement.read_agreement(
        by=person,
        alliance=world.cast.alliance,
        raw=_draft(world, owner).encode(),
        file_name="draft.txt",
        audience=OURS,
        now=NOON,
    )
    agreement.discard_reading(by=person, reading=last, now=NOON)


@shared
def joint_agreement(world: World) -> None:
    """The joint agreement: read, recorded, with obligations of both sides."""
    cast = world.cast
    agreement.read_agreement(
        by=cast.daniel,
        alliance=cast.alliance,
        raw=b"ALLIANCE AGREEMENT\n\nThis Agreement shall be governed by the laws of Ohio.",
        file_name="signed.txt",
        now=NOON,
    )
    said = AgreementContent(
        name="Alliance", ends_on=NOON.date() + timedelta(days=100), notice="30 days", law="Ohio"
    )
    agreement.record_agreement(
        by=cast.daniel, alliance=cast.alliance, said=said, version=0, now=NOON
    )
    for holder in (cast.ben, cast.maya):
        owed = ObligationContent(text="Send the forecast", due=NOON.date(), holder=holder)
        agreement.add_obligation(by=cast.daniel, alliance=cast.alliance, said=owed, now=NOON)
    # Fired here, so that no planter of one side fires them and takes their ids from its own source.
    timers.fire_due(NOON + timedelta(days=2))
