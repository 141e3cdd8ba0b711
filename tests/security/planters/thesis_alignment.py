"""Blind answers: one round that is open for all, and one in which each side has written and handed in alone."""

from datetime import timedelta

from django.utils import timezone

from allied.people.scope import JOINT
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.models import AlignmentRespondent, AlignmentRound
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Outcome, ScopeItem, ScopeKind
from allied.rooms.thesis.models import Thesis, ThesisVersion
from tests.conftest import NOON
from tests.security.planting import World, planter, shared

OUTCOMES = ("o1", "o2", "o3", "o4")


def _answer(text: str, **more: object) -> dict[str, object]:
    """A whole answer; what it says is told by the text."""
    success = {"o1": {"metric": f"Stores {text}", "unit": "", "target": "6000", "date": None}}
    return {
        "points": dict(zip(OUTCOMES, (40, 30, 20, 10), strict=True)),
        "places": dict(zip(OUTCOMES, (1, 2, 3, 4), strict=True)),
        "success": success,
        "scope": {"s1": "in"},
        "more": text,
    } | more


def _outcomes(world: World) -> Thesis:
    """The joint thesis, with outcomes to weigh."""
    rows = Thesis.objects.in_system_scope("test").filter(
        alliance=world.cast.alliance, audience=JOINT
    )
    found = rows.first() or thesis.start_thesis(
        by=world.cast.daniel, alliance=world.cast.alliance, audience=JOINT, now=NOON
    )
    wanted = ThesisContent(
        outcomes=tuple(Outcome(id=key, name=f"Outcome {key}") for key in OUTCOMES),
        scope=(ScopeItem(id="s1", kind=ScopeKind.IN, text="Cans"),),
    ).as_plain()
    for section in ("outcomes", "scope"):
        edits = ThesisVersion.objects.visible_to(world.cast.daniel).filter(thesis=found)
        thesis.change_section(
            by=world.cast.daniel,
            thesis=found,
            section=section,
            content=wanted[section],
            version=edits.order_by("-edit").values_list("edit", flat=True)[0],
            now=NOON,
        )
    return found


@shared
def alignment_rounds(world: World) -> None:
    """Round 1 is open for all; round 2 takes answers, and each side has asked a second person."""
    cast = world.cast
    _outcomes(world)
    until = (NOON + timedelta(days=10)).date()
    first = commands.start_round(by=cast.maya, alliance=cast.alliance, until=until, now=NOON)
    said = _answer("as agreed")
    commands.hand_in_answer(by=cast.maya, round=first, content=said, now=NOON)
    other = _answer("otherwise", scope={"s1": "out"})
    commands.hand_in_answer(by=cast.daniel, round=first, content=other, now=NOON)
    # The pages read the clock of the machine: the second round must still take answers then. The
    # start of the day, so that two worlds built one after the other are the same.
    later = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    until = (later + timedelta(days=50)).date()
    commands.start_round(by=cast.maya, alliance=cast.alliance, until=until, now=later)


@planter
def blind_answers(world: World, person: object, owner: str) -> None:
    """Its manager has handed in, a sponsor has begun: the side is not in, and nothing of it is known."""
    cast = world.cast
    rows = AlignmentRound.objects.visible_to(person).filter(alliance=cast.alliance)
    row = rows.get(number=2)
    second = {"north": cast.tomas, "bright": cast.rachel}[owner]
    now = row.started_at
    commands.ask_colleagues(by=person, round=row, people=[second], now=now)
    draft = _answer(world.canary(owner), points={"o1": 100})
    commands.save_answer(by=second, round=row, content=draft, now=now)
    mine = AlignmentRespondent.objects.visible_to(person).get(round=row, person=person)
    if mine.handed_in_at is None:
        content = _answer(world.canary(owner), beyond=world.canary(owner))
        commands.hand_in_answer(by=person, round=row, content=content, now=now)
