"""Who decides what, by when, and what happens when time runs out."""

from allied.kit.words import capitalised, counted, listed
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line
from allied.rooms.governance.escalation import deadlock_words
from allied.rooms.governance.rights import DecisionRight, Joint
from allied.rooms.governance.roles import role_words

JOINT = {Joint.YES: "Joint Approval", Joint.NO: "Owner alone", Joint.SOMETIMES: "Joint Approval if"}


CLAUSES = (
    Clause(
        id="matrix",
        lead="The matrix.",
        text="Each type of decision in the table is decided by its owner, in the way and within the "
        "SLA that the table names. What no type covers is decided by the Sponsors of all Parties "
        "together.",
    ),
    Clause(
        id="asking",
        lead="Asking.",
        text="A decision is asked for in writing: the question, the options, a recommendation and "
        "what is at stake. Its SLA starts when it is asked for.",
    ),
    Clause(
        id="reminders",
        lead="Reminders and escalation.",
        text="Those who have to answer are reminded at one half and at four fifths of the SLA. When "
        "the SLA ends, the decision stays where it is and also goes, once, to the place under "
        "“If time runs out”, with the time named there.",
    ),
    Clause(
        id="waiting",
        lead="Waiting for information.",
        text="The SLA stands still while information is missing. That needs a reason and a day, "
        "both sides see it, and the other side acknowledges it.",
    ),
    Clause(
        id="writing",
        lead="Written procedure.",
        text="Where the table allows it, a decision is taken between meetings: every entitled "
        "person answers in writing. Silence is no approval.",
    ),
    Clause(
        id="deadlock",
        lead="Deadlock.",
        text="When every step has run out, the rule in the table counts. Where there is none, "
        "nothing changes and the matter goes to ⟦disputes⟧.",
    ),
)


def decisions(basis: Basis) -> list[Block]:
    """The matrix of decision rights and the rules of its clock."""
    return [
        *CLAUSES,
        Grid(
            id="rights",
            caption="Decision rights",
            heads=(
                *("Type of decision", "Owner", "Approval", "Decided in"),
                *("SLA", "If time runs out", "In writing"),
            ),
            rows=tuple(_row(right, basis) for right in basis.blueprint.rights),
            widths=(4, 4, 4, 4, 3, 5, 2),
            empty="No type of decision is named yet.",
        ),
    ]


def _row(right: DecisionRight, basis: Basis) -> Line:
    cells = (
        right.name,
        _owner(right, basis),
        _approval(right),
        _place(right, basis),
        counted(right.sla_days, "Working Day") if right.sla_days else "none",
        _then(right, basis),
        "yes" if right.written else "no",
    )
    return Line(id=right.id, cells=cells)


def _owner(right: DecisionRight, basis: Basis) -> str:
    said = right.owner or (
        basis.blueprint.forum_name(right.owner_forum) if right.owner_forum else ""
    )
    deputy = f"; deputy: {role_words(right.deputy)}" if right.deputy else ""
    return (said or listed([role_words(role) for role in right.owner_seats]) or "nobody") + deputy


def _approval(right: DecisionRight) -> str:
    said = JOINT[right.joint]
    if right.joint is Joint.SOMETIMES:
        said = f"{said}: {right.condition}" if right.condition else "Joint Approval sometimes"
    return f"{said}; two people of each side" if right.four_eyes else said


def _place(right: DecisionRight, basis: Basis) -> str:
    forum = basis.blueprint.forum_name(right.forum) if right.forum else ""
    if not right.as_needed:
        return forum or "no place named"
    wait = (
        f", within {counted(right.convening_days, 'Working Day')}" if right.convening_days else ""
    )
    return f"{forum}, as needed{wait}" if forum else f"As needed{wait}"


def _then(right: DecisionRight, basis: Basis) -> str:
    parts = []
    if right.escalation:
        name = basis.blueprint.forum_name(right.escalation.to)
        in_days = right.escalation.sla_days
        parts.append(name + (f", {counted(in_days, 'Working Day')}" if in_days else ""))
    party = basis.names.get(right.deadlock.party, "")
    parts.append(deadlock_words(right.deadlock, party))
    return ". ".join(capitalised(part) for part in parts if part) or "nothing"
