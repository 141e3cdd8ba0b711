"""Disputes, exit triggers, and the plan for parting."""

from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause

DISPUTE_CLAUSES = (
    Clause(
        id="matter",
        lead="A matter, not a person.",
        text="A dispute is about a matter and is named after it. Raising one is part of the work "
        "and is held against nobody.",
    ),
    Clause(
        id="ladder",
        lead="The ladder.",
        text="A dispute starts at the first step of the table and moves to the next one when the time "
        "of its step is over, or earlier when a Party says in writing why. No step is skipped. Each "
        "step tries what the table names.",
    ),
    Clause(
        id="memo",
        lead="One joint memo.",
        text="A dispute goes up with one joint memo that both sides sign; a signature that is missing "
        "holds nothing up, and the Joint Record says whose it was. The memo rests on figures that "
        "count under ⟦reporting⟧ and on entries of the Joint Record.",
    ),
    Clause(
        id="meanwhile",
        lead="Meanwhile.",
        text="Work that the dispute does not touch goes on. Nothing here keeps a Party from asking "
        "a court for interim relief.",
    ),
    Clause(
        id="settled",
        lead="Settlement.",
        text="A settlement is written down as a decision under ⟦decisions⟧ and binds from then on.",
    ),
)


def disputes(basis: Basis) -> list[Block]:
    """How a dispute is settled; the ladder in force gives the steps."""
    return list(DISPUTE_CLAUSES)


def exits(basis: Basis) -> list[Block]:
    """When the parties look at the alliance again."""
    return [
        Clause(
            id="no_end",
            lead="A trigger ends nothing.",
            text="When a condition in the table is met, those named are told, and the Parties review "
            "the Alliance within the time named: go on, change, or part. No trigger ends the Agreement "
            "by itself. How the Agreement can be ended is said in the Agreement.",
        ),
        Clause(
            id="evidence",
            lead="On confirmed figures.",
            text="Conditions on figures are judged on figures that count under ⟦reporting⟧, once for "
            "each closed period. A missing figure neither meets a condition nor ends a run of periods.",
        ),
        Clause(
            id="triggers",
            lead="None yet.",
            text="The Parties have agreed no trigger yet.",
        ),
    ]


def unwind(basis: Basis) -> list[Block]:
    """What has to be done when the parties part."""
    return [
        Clause(
            id="orderly",
            lead="In good order.",
            text="If the Alliance ends, for whatever reason, the Parties unwind it together by this "
            "plan. Times run from the day on which the end is decided or notified.",
        ),
        Clause(
            id="customers",
            lead="Customers first.",
            text="Until it is handed over, each Party goes on with what customers have been promised.",
        ),
        Clause(id="plan", lead="None yet.", text="The Parties have written no plan yet."),
    ]
