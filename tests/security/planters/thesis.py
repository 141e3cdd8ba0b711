"""Drafts of the thesis and what one side answers for itself before it allies; and the joint thesis."""

from allied.people.scope import JOINT, OURS
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.before import commands as before
from allied.rooms.thesis.before.models import Preparation
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.models import ThesisVersion
from allied.rooms.thesis.queries import own_draft
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def own_theses(world: World, person: object, owner: str) -> None:
    """A draft of the value thesis that only one side reads, with its earlier wordings."""
    alliance = world.cast.alliance
    draft = own_draft(person, alliance) or thesis.start_thesis(
        by=person, alliance=alliance, audience=OURS, now=NOON
    )
    for section in ("objective", "why_alliance", "objective"):
        edits = ThesisVersion.objects.visible_to(person).filter(thesis=draft)
        thesis.change_section(
            by=person,
            thesis=draft,
            section=section,
            content=f"They need us more {world.canary(owner)}",
            version=edits.order_by("-edit").values_list("edit", flat=True)[0],
            now=NOON,
        )


def _newest(person: object, world: World, kind: str) -> int:
    rows = Preparation.objects.visible_to(person).filter(alliance=world.cast.alliance, kind=kind)
    return rows.count()


@planter
def right_moves(world: World, person: object, owner: str) -> None:
    """Whether an alliance is the right move, answered twice: the versions differ, so do their notes."""
    for answer in ("clear", "none"):
        before.answer_right_move(
            by=person,
            alliance=world.cast.alliance,
            answers={"market": answer},
            note=f"They are weaker than they look {world.canary(owner)}",
            version=_newest(person, world, "right move"),
            now=NOON,
        )


@planter
def readiness_checks(world: World, person: object, owner: str) -> None:
    """How ready one side finds itself."""
    for answer in ("not-there", "begun"):
        before.answer_readiness(
            by=person,
            alliance=world.cast.alliance,
            answers={"money": answer},
            note=f"Nobody has asked for the money {world.canary(owner)}",
            version=_newest(person, world, "readiness"),
            now=NOON,
        )


@planter
def red_lines(world: World, person: object, owner: str) -> None:
    """What one side will not accept, when it walks away, and what it does instead."""
    for amount in ("20", "22"):
        before.draw_red_lines(
            by=person,
            alliance=world.cast.alliance,
            content={
                "lines": [{"id": "l1", "what": world.canary(owner), "why": world.canary(owner)}],
                "measure": world.canary(owner),
                "amount": amount,
                "unit": "%",
                "reckoned": world.canary(owner),
                "instead": world.canary(owner),
            },
            note=world.canary(owner),
            version=_newest(person, world, "red lines"),
            now=NOON,
        )


@shared
def joint_thesis(world: World) -> None:
    """The joint thesis with an assumption and evidence."""
    cast = world.cast
    bet = Assumption(id="a001", statement="Shoppers buy it chilled")
    made = thesis.start_thesis(
        by=cast.daniel,
        alliance=cast.alliance,
        audience=JOINT,
        content=ThesisContent(assumptions=(bet,)),
        now=NOON,
    )
    thesis.add_evidence(
        by=cast.daniel,
        thesis=made,
        item="a001",
        source="Sell-out numbers",
        found_on=NOON.date(),
        direction="for",
        strength="weak",
        independent=False,
        now=NOON,
    )
