"""Which gaps of a document today's annex closes, read from the annex itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from allied.alliances.models import Alliance, Role
from allied.kit.words import counted
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.text import AnnexText, Grid, Line
from allied.rooms.agreement.reading.answering import Answer


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The table that closes a gap, what its rows are called, and the cell that must say something.

    With `of` only rows whose id begins so are asked, and every one of them must say something.
    """

    table: str
    one: str
    many: str = ""
    cell: int | None = None
    of: str = ""


ASKED: Mapping[str, Asked] = {
    "committee": Asked(table="forums", one="forum"),
    "rhythm": Asked(table="forums", one="forum with a rhythm", many="forums with a rhythm", cell=2),
    "quorum": Asked(table="forums", one="forum with a quorum", many="forums with a quorum", cell=3),
    "rights": Asked(table="rights", one="decision type"),
    "decided_by": Asked(
        table="rights", one="decision type with an SLA", many="decision types with an SLA", cell=4
    ),
    "votes": Asked(
        table="rights",
        one="decision type with a rule for when time runs out",
        many="decision types with a rule for when time runs out",
        cell=5,
    ),
    "escalation": Asked(table="ladder_steps", one="step"),
    "kpis": Asked(table="definitions", one="KPI"),
    "reporting": Asked(
        table="definitions", one="KPI with an owner", many="KPIs with an owner", cell=3
    ),
    "change": Asked(table="routes", one="kind of change", many="kinds of change"),
    "exit": Asked(table="triggers", one="exit trigger"),
    "unwind": Asked(table="plan", one="step"),
    "people": Asked(table="seats", one="alliance manager", cell=2, of=f"{Role.ALLIANCE_MANAGER}:"),
    "deputies": Asked(table="seats", one="role with a deputy", many="roles with a deputy", cell=3),
}
SAYS_NOTHING = ("", "none", "nothing", "vacant", "As needed")


def answers_today(alliance: Alliance, now: datetime) -> dict[str, Answer]:
    """The gaps that today's annex closes, each with what it says there."""
    text = text_today(alliance, now)
    found = {gap: _answer(text, asked) for gap, asked in ASKED.items()}
    return {gap: answer for gap, answer in found.items() if answer}


def _answer(text: AnnexText, asked: Asked) -> Answer | None:
    for number, section in enumerate(text.sections, 1):
        for block in section.blocks:
            if block.id == asked.table and isinstance(block, Grid):
                rows = [line for line in block.rows if line.id.startswith(asked.of)]
                says = [line for line in rows if _says(line, asked.cell)]
                if not says or (asked.of and says != rows):
                    return None
                count = counted(len(says), asked.one, asked.many)
                return Answer(
                    says=f"section {number}, {section.title}: {count}", anchor=section.key
                )
    return None


def _says(line: Line, cell: int | None) -> bool:
    return cell is None or line.cells[cell] not in SAYS_NOTHING
