"""Conflict in the demo: a signed ladder, a matter that was settled early, and one that divides both today."""

from datetime import datetime, timedelta
from decimal import Decimal

from allied.alliances.attachments.commands import About, attach_file
from allied.kit.moments import LONG_MONTHS
from allied.people.scope import JOINT
from allied.rooms.conflict import commands
from allied.rooms.conflict.ladder import Ladder, Step, StepKind, chained
from allied.rooms.conflict.matter import Kind, Matter, Severity
from allied.rooms.conflict.models import Conflict, ConflictFact
from allied.rooms.conflict.references import Reference, offered
from allied.rooms.conflict.writing import WORK
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread

LADDER = Ladder(
    steps=chained(
        [
            Step(
                id="team",
                name="Working team",
                role="operational lead",
                days=5,
                tries="Go through the facts line by line; both finance teams sit at the table.",
            ),
            Step(
                id="council",
                name="Operational council",
                role="alliance manager",
                days=5,
                tries="Weigh at least two ways to settle, with what each costs either side.",
            ),
            Step(
                id="steering",
                name="Executive steering",
                role="sponsor",
                days=10,
                tries="The sponsors talk alone, with the joint memo in hand.",
            ),
            Step(
                id="mediation",
                name="Mediation",
                role="sponsor",
                days=20,
                kind=StepKind.MEDIATION,
                tries="A neutral person whom both name leads at least two sessions.",
            ),
        ]
    ),
    end="The remedies of the agreement",
)
# What each line of the savings says, where it stands, and its amount in thousand euros.
LINES = (
    ("Shared routes", "Route log, 2,114 drops", "41.2"),
    ("Fewer returns", "Returns ledger", "18.6"),
    ("Joint film and cartons", "Two invoices", "12.4"),
    ("Cold-store sharing", "Meter readings", "9.1"),
    ("One audit, not two", "Invoice", "4.7"),
    ("Pallet credits", "", "26.0"),
)
CLAUSE = b"""Carrier contract, clause 9: credits

9.1 The shipper receives a credit of EUR 4.10 for each pallet that leaves fully loaded.
9.2 Until August the credit was EUR 1.73, from EUR 0 before the contract of last year.
"""


def agree_ladder(demo: Demo, at: datetime) -> Thread:
    """Four steps instead of the built-in six, signed by both sponsors."""
    yield at
    row = commands.write_ladder(
        by=demo["Daniel"], alliance=demo.alliance, content=LADDER, version=0, now=at
    )
    commands.put_up_ladder(by=demo["Daniel"], alliance=demo.alliance, version=row.version, now=at)
    for days, name in ((1, "Rachel"), (2, "Tomas")):
        signed = at + timedelta(days=days)
        yield signed
        commands.sign_ladder(by=demo[name], alliance=demo.alliance, digest=row.digest, now=signed)


def invoice_dates(demo: Demo, at: datetime) -> Thread:
    """A matter that the working team settled in two days."""
    yield at
    conflict = commands.raise_conflict(
        by=demo["Pieter"],
        alliance=demo.alliance,
        matter=Matter(
            title="Invoices for samples: due in 30 or in 60 days?",
            text="The sample orders of the summer carry two payment terms. Neither was agreed in writing.",
            kind=Kind.COMMERCIAL,
            severity=Severity.MINOR,
            stake=Decimal(8200),
            currency="EUR",
        ),
        now=at,
    )
    yield at + timedelta(hours=2)
    line = commands.propose_fact(
        by=demo["Amina"],
        conflict=conflict,
        line="Four invoices are open, €8,200 in all",
        source="Open items list",
        now=at + timedelta(hours=2),
    )
    yield at + timedelta(hours=5)
    commands.accept_fact(
        by=demo["Grace"], fact=line, version=line.version, now=at + timedelta(hours=5)
    )
    yield at + timedelta(hours=6)
    way = commands.propose_settlement(
        by=demo["Priya"],
        conflict=conflict,
        title="45 days for samples, 30 days for everything else",
        text="Invoices for samples are due 45 days after delivery, from the next order on. "
        "The four open invoices are paid this week.",
        effect="€8,200 is paid this week",
        now=at + timedelta(hours=6),
    )
    yield at + timedelta(days=1)
    commands.accept_settlement(by=demo["Pieter"], settlement=way, now=at + timedelta(days=1))


def raise_savings(demo: Demo, at: datetime, now: datetime) -> Thread:
    """Brightleaf's finance disputes a number of last month; both teams go through it line by line."""
    yield at
    month = LONG_MONTHS[(now.month - 2) % 12]
    about = offered(demo.alliance, ["outcome"])
    conflict = commands.raise_conflict(
        by=demo["Grace"],
        alliance=demo.alliance,
        matter=Matter(
            title=f"{month} cost savings: €112 k or €86 k?",
            text="Both finance teams report the savings of the same month and differ by one line: "
            "whether credits for full pallets are a saving of the alliance.",
            kind=Kind.FACT,
            severity=Severity.SERIOUS,
            unit="€ k",
            stake=Decimal(26_000),
            currency="EUR",
            blocks=f"The numbers of {month}",
        ),
        about=about[0] if about else None,
        now=at,
    )
    yield at + timedelta(hours=1)
    _positions(demo, conflict, at + timedelta(hours=1))
    yield at + timedelta(hours=2)
    _lines(demo, conflict, at + timedelta(hours=2))
    yield at + timedelta(hours=6)
    _own_words(demo, conflict, at + timedelta(hours=6))


def _positions(demo: Demo, conflict: Conflict, at: datetime) -> None:
    commands.write_position(
        by=demo["Amina"],
        conflict=conflict,
        claim="€112 k",
        position="Pallet credits are a saving. They exist only because both companies load full "
        "pallets since September.",
        interests="A rule that holds next year as well, without an argument every month.",
        version=0,
        now=at,
    )
    commands.write_position(
        by=demo["Grace"],
        conflict=conflict,
        claim="€86 k",
        position="Pallet credits are a price term of our carrier contract. We had them before the "
        "alliance, at a lower rate.",
        interests="Numbers that our auditors accept without a footnote.",
        version=0,
        now=at + timedelta(minutes=30),
    )


def _lines(demo: Demo, conflict: Conflict, at: datetime) -> None:
    clause = attach_file(
        by=demo["Grace"],
        about=About(
            alliance=demo.alliance, kind="conflict", id=conflict.pk, audience=JOINT, right=WORK
        ),
        name="Carrier contract, clause 9.txt",
        raw=CLAUSE,
        now=at,
    )
    proof = Reference(kind="attachment", id=str(clause.pk))
    made: list[ConflictFact] = [
        commands.propose_fact(
            by=demo["Amina"],
            conflict=conflict,
            line=line,
            value=Decimal(value),
            source=source,
            evidence=() if source else [proof],
            now=at + timedelta(minutes=5 * place),
        )
        for place, (line, source, value) in enumerate(LINES, start=1)
    ]
    later = at + timedelta(hours=3)
    for fact in made[:-1]:
        commands.accept_fact(by=demo["Grace"], fact=fact, version=1, now=later)
    commands.dispute_fact(
        by=demo["Grace"],
        fact=made[-1],
        version=1,
        reason="The rate existed before the alliance. It rose in September, and only the rise is new.",
        value=Decimal(0),
        now=later,
    )


def _own_words(demo: Demo, conflict: Conflict, at: datetime) -> None:
    commands.write_worksheet(
        by=demo["Maya"],
        conflict=conflict,
        text="€15 k is fine. Keep the ledger as the price of it: it ends this kind of argument.",
        could_give="The part below the old rate.",
        way_out="Report both numbers and leave the line out of the bonus.",
        version=0,
        now=at,
    )
    commands.write_worksheet(
        by=demo["Daniel"],
        conflict=conflict,
        text="Grace cannot book the old rate twice. Anything above it we can live with.",
        version=0,
        now=at,
    )
    commands.write_memo(
        by=demo["Maya"],
        conflict=conflict,
        words="Both teams agree on five of six lines. What is open is one definition, not the count.",
        asks="Whether credits that existed before at a lower rate are savings, and which part.",
        version=0,
        now=at,
    )
    memo = commands.put_up_memo(by=demo["Daniel"], conflict=conflict, version=1, now=at)
    for name in ("Daniel", "Maya"):
        commands.sign_memo(by=demo[name], conflict=conflict, digest=memo.digest, now=at)
    commands.write_conflict_draft(
        by=demo["Maya"],
        alliance=demo.alliance,
        matter=Matter(
            title="Retakes of shelf photos: who pays?",
            text="Three retakes so far. Wait for the September invoice before this is raised.",
            kind=Kind.COMMERCIAL,
            severity=Severity.MINOR,
        ),
        now=at,
    )


def ways_out(demo: Demo, at: datetime) -> Thread:
    """Each side proposes one way to settle; neither has been accepted by both."""
    yield at
    conflict = Conflict.objects.visible_to(demo["Maya"]).get(
        alliance=demo.alliance, unit="€ k", state="open"
    )
    commands.propose_settlement(
        by=demo["Maya"],
        conflict=conflict,
        title="Count all credits, from next month on one shared ledger",
        effect="Total stays €112 k",
        cost="Northwind: the ledger, two days a month. Brightleaf: the carrier's statements.",
        now=at,
    )
    yield at + timedelta(hours=4)
    commands.propose_settlement(
        by=demo["Daniel"],
        conflict=conflict,
        title="Count only the part above the old rate: €15 k",
        text="Pallet credits count as a saving as far as they exceed EUR 1.73 a pallet.",
        effect="Total becomes €101 k",
        cost="Northwind: €11 k less in the month. Brightleaf: nothing.",
        now=at + timedelta(hours=4),
    )
