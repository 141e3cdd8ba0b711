"""A world with secrets: two companies in one alliance, each with private records full of canaries.

Everything is made by the real commands. A canary is a word that stands nowhere else; whoever reads
one must be allowed to by the plain oracle below, which knows nothing of the product's own rules.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from allied.alliances import awaiting, notes
from allied.alliances.attachments.commands import About, attach_file
from allied.clock import timers
from allied.notices import posting
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands as diligence
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.content import ControlContent, LossContent, RiskContent
from allied.rooms.diligence.exposure import Assessment
from allied.rooms.diligence.models import ChecklistAnswer
from allied.rooms.diligence.scales import Measure
from allied.rooms.exchange.models import KeptWorkbook, StagedWorkbook
from allied.rooms.governance.asking import Option, Question
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.commands.drafting import write_draft
from allied.rooms.governance.commands.raising import raise_decision
from allied.rooms.governance.commands.talking import comment_on_decision
from allied.rooms.governance.models import Decision, DecisionRight
from allied.rooms.selection import commands as selection
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.commands.importing import ScoredRow
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.before import commands as before
from allied.rooms.thesis.before.models import Preparation
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.models import ThesisVersion
from allied.rooms.thesis.queries import own_draft
from tests.conftest import NOON, Cast

CANARY = re.compile(r"canary[a-z]+\d+x")
READERS_OF_OURS = {"sponsor", "alliance manager", "operational lead", "approver"}


@dataclass
class World:
    """The cast, the canaries with their owners, and the ids that addresses may name."""

    cast: Cast
    serials: dict[str, Iterator[int]] = field(default_factory=lambda: defaultdict(lambda: count(1)))
    owners: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    decision: Decision | None = None

    def canary(self, owner: str) -> str:
        """A new word that only this company may ever read."""
        word = f"canary{owner}{next(self.serials[owner])}x"
        self.owners[word] = owner
        return word


# Each room adds how it plants its private records; a planter gets the world, a person and their company.
Planter = Callable[[World, object, str], None]
PLANTERS: list[Planter] = []


def planter(plant: Planter) -> Planter:
    """Register a planter."""
    PLANTERS.append(plant)
    return plant


@planter
def private_notes(world: World, person: object, owner: str) -> None:
    """Notes about the alliance that only one side reads."""
    for _ in range(2):
        notes.write_note(
            by=person,
            alliance=world.cast.alliance,
            title=f"Fallback {world.canary(owner)}",
            text=f"Walk away at 12 percent {world.canary(owner)}",
            now=NOON,
        )


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


@planter
def kept_workbooks(world: World, person: object, owner: str) -> None:
    """The sheets of an imported workbook that have no room yet."""
    row = {
        "candidate": world.canary(owner),
        "criterion": "Fit",
        "rater": "R",
        "score": 3,
        "evidence": "",
        "red_flag": False,
    }
    KeptWorkbook.objects.create(
        alliance=world.cast.alliance,
        owner_id=person.organisation_id,
        audience=OURS,
        file_name=f"{world.canary(owner)}.xlsx",
        file=b"x",
        sha256="0",
        waiting={"Partner fit": [row]},
        by=person,
        at=NOON,
    )


@planter
def staged_workbooks(world: World, person: object, owner: str) -> None:
    """A workbook that somebody has checked and not imported yet."""
    StagedWorkbook.objects.create(
        person=person,
        alliance_name=f"Staged {world.canary(owner)}",
        file_name=f"{world.canary(owner)}.xlsx",
        file=b"x",
        report=[world.canary(owner)],
        at=NOON,
    )


@planter
def own_files(world: World, person: object, owner: str) -> None:
    """A file that one side keeps with a record of its own."""
    alliance = world.cast.alliance
    attach_file(
        by=person,
        about=About(
            alliance=alliance,
            kind="alliance",
            id=alliance.pk,
            audience=OURS,
            right="private.write",
        ),
        name=f"{world.canary(owner)}.txt",
        raw=f"Their audit {world.canary(owner)}".encode(),
        note=world.canary(owner),
        now=NOON,
    )


@planter
def own_risks(world: World, person: object, owner: str) -> None:
    """Risks that one side sees alone, with what it does about them; one waits for its review."""
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
            control=ControlContent(text=f"Our fallback {world.canary(owner)}"),
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


SCORED = {"Strategic fit": (5, 4), "Compliance and security fit": (2, 2), "Cultural fit": (1, 4)}


@planter
def screenings(world: World, person: object, owner: str) -> None:
    """Partner selection: every table of it, decided and invited, and a second one under way."""
    alliance = world.cast.alliance
    rows = [
        ScoredRow(name, criterion, rater, score, f"seen {world.canary(owner)}", True)
        for name in (f"Halcyon {world.canary(owner)}", f"Tidewater {world.canary(owner)}")
        for criterion, scores in SCORED.items()
        for rater, score in zip((person.name, f"Ann {world.canary(owner)}"), scores, strict=True)
    ]
    made = selection.import_screening(
        by=person, alliance=alliance, title=f"Coffee {world.canary(owner)}", rows=rows, now=NOON
    )
    found = list(Candidate.objects.visible_to(person).filter(screening=made))
    selection.attach_evidence(
        by=person,
        candidate=found[0],
        name=f"{world.canary(owner)}.txt",
        raw=f"audit {world.canary(owner)}".encode(),
        now=NOON,
    )
    for criterion in ScreeningCriterion.objects.visible_to(person).filter(screening=made):
        selection.answer_contest(
            by=person, candidate=found[0], criterion=criterion, text=world.canary(owner), now=NOON
        )
    made = selection.close_screening(by=person, screening=made, now=NOON)
    selection.decide_shortlist(
        by=person,
        screening=made,
        places=[Placed(candidate=found[0].pk, exception=world.canary(owner))],
        chosen=found[0].pk,
        reason=world.canary(owner),
        now=NOON,
    )
    again = selection.repeat_screening(
        by=person, candidate=found[0], title=f"Again {world.canary(owner)}", now=NOON
    )
    selection.ask_raters(by=person, screening=again, people=[person], now=NOON)
    selection.open_scoring(by=person, screening=again, rate_by=NOON.date(), now=NOON)
    posting.announce(NOON)
    _end(person, Screening.objects.visible_to(person).get(pk=again.pk))


def _end(person: object, screening: Screening) -> None:
    """Close what is under way, so that the next secrets can be planted."""
    candidate = Candidate.objects.visible_to(person).get(screening=screening)
    criteria = ScreeningCriterion.objects.visible_to(person).filter(screening=screening)
    cells = [CellScore(candidate=candidate.pk, criterion=c.key, score=3) for c in criteria]
    selection.save_scores(by=person, screening=screening, scores=cells, now=NOON)
    selection.submit_scores(by=person, screening=screening, now=NOON)
    selection.end_scoring(by=person, screening=screening, now=NOON)
    selection.close_screening(by=person, screening=screening, now=NOON)


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


def joint_thesis(cast: Cast) -> None:
    """The joint thesis with an assumption and evidence."""
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


def joint_diligence(cast: Cast) -> None:
    """A joint risk with a control, joint answers, and something both must look after."""
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


def joint_things(world: World) -> None:
    """What both sides share: a text, a thesis, a register, governance, a decision, letters."""
    cast = world.cast
    joint_diligence(cast)
    note = notes.write_note(by=cast.daniel, alliance=cast.alliance, text="For both", now=NOON)
    notes.share_copy(by=cast.daniel, note=note, title="For both", text="For both", now=NOON)
    joint_thesis(cast)
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
    letters(world)


def letters(world: World) -> None:
    """An awaited act on each side, so that inboxes and letters are swept."""
    for asked, asks in ((world.cast.daniel, world.cast.maya), (world.cast.maya, world.cast.daniel)):
        act = awaiting.Act(
            verb="sign",
            subject_kind="alliance",
            subject_id=world.cast.alliance.pk,
            title="Sign something",
            blocking=True,
        )
        awaiting.await_act(act, of=[asked], alliance=world.cast.alliance, asked_by=asks, now=NOON)
    posting.announce(NOON)


def build(cast: Cast, *, secrets_of: tuple[str, ...] = ("north", "bright")) -> World:
    """The world, with private records of the companies named."""
    world = World(cast)
    joint_things(world)
    for owner in secrets_of:
        plant_secrets(world, owner)
    return world


def plant_secrets(world: World, owner: str) -> None:
    """What this company keeps for itself."""
    who = {"north": world.cast.maya, "bright": world.cast.daniel}
    for plant in PLANTERS:
        plant(world, who[owner], owner)


# Parameters of addresses that are no ids of rows.
WORDS = {
    "stage": ["strategy"],
    "seq": ["3"],
    "revision": ["1"],
    "number": ["1"],
    "section": ["outcomes"],
    "item": ["a001"],
    "secret": ["not-a-secret"],
    "pk": ["1"],
    "format": ["xlsx", "json"],
    "pattern": ["nothing"],
    "name": ["nothing"],
    "check": ["seat.sponsor"],
    "before": ["1"],
    "after": ["2"],
    "key": ["roadmap", "data-flows-listed", "people-named", "customer-contracts-checked"],
    "which": ["joint", "own"],
}
# Parameters named otherwise than their table.
TABLES = {
    "shared": "SharedText",
    "staged": "StagedWorkbook",
    "note": "PrivateNote",
    "draft": "DecisionDraft",
    "version": "ThesisVersion",
    "evidence": "AssumptionEvidence",
    "criterion": "ScreeningCriterion",
}
NOWHERE = "00000000-0000-4000-8000-00000000dead"
MOST_PER_PARAMETER = 3


def name_ids(world: World, *, seen_by: object | None = None) -> None:
    """Fill the ids of addresses from the tables: all rows, or only what one person sees."""
    for route in routes():
        for parameter in re.findall(r"<(?:\w+:)?(\w+)>", route):
            if parameter in world.ids:
                continue
            if parameter in WORDS:
                world.ids[parameter] = list(WORDS[parameter])
            elif parameter.endswith("_id"):
                world.ids[parameter] = [*_ids(world, parameter, seen_by), NOWHERE]


def _ids(world: World, parameter: str, seen_by: object | None) -> list[str]:
    stem = parameter.removesuffix("_id")
    name = TABLES.get(stem, "".join(part.title() for part in stem.split("_")))
    model = apps.get_model("allied", name)
    if seen_by is not None and hasattr(model.objects, "visible_to"):
        rows = model.objects.visible_to(seen_by)
    else:
        rows = model._base_manager.all()
    found = [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
    if parameter == "alliance_id":
        return [str(world.cast.alliance.pk)]
    return found[:1] + found[-1:] if len(found) > MOST_PER_PARAMETER else found


def may_read(world: World, canary: str, person: str) -> bool:
    """The oracle: own company, and a seat that reads private records."""
    readers = {
        "north": {"maya", "tomas", "ingrid", "jonas"},
        "bright": {"daniel", "rachel", "hannah", "ben"},
    }
    return person in readers[world.owners[canary]]


def routes(patterns: list | None = None, prefix: str = "") -> Iterator[str]:
    """Every address pattern of the house."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern)


def fillings(route: str, world: World) -> Iterator[str]:
    """The route with every combination of known ids; a parameter nobody knows fails the sweep."""
    found = re.search(r"<(?:\w+:)?(\w+)>", route)
    if not found:
        yield "/" + route
        return
    parameter = found.group(1)
    if parameter not in world.ids:
        raise AssertionError(
            f"{route}: plant a {parameter} in tests/security/world.py, so it is swept"
        )
    for value in world.ids[parameter]:
        yield from fillings(route.replace(found.group(0), value, 1), world)


def visit(client: Client, address: str) -> str:
    """Everything a GET gives back: status, headers and body, as text."""
    answer = client.get(address, headers={"accept": "*/*"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{k}: {v}" for k, v in sorted(answer.headers.items()))
    return f"{answer.status_code}\n{headers}\n{body.decode(errors='replace')}"
