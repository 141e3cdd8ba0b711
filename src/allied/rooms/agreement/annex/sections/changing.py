"""How the parties change what they agreed."""

from collections.abc import Mapping
from typing import Any

from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.sections.cadence import days
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line, Point

BY_SIGNATURE = "Signature by the Sponsors of all Parties"


def change(basis: Basis) -> list[Block]:
    """Steps of a change, and which decision decides which kind of it."""
    return [
        Clause(
            id="only_so",
            lead="Only in this way.",
            text="Scope, roadmap, governance, commercial terms, shared data and KPIs change only as "
            "this section says. Work goes on as agreed until a change is approved.",
        ),
        Clause(
            id="steps",
            lead="Steps.",
            text="A change takes these steps in this order.",
            points=tuple(
                Point(id=row["id"], text=_step(row)) for row in basis.terms["change_steps"]
            ),
        ),
        Clause(
            id="urgent",
            lead="Urgent changes.",
            text="Where waiting would cause harm, the Alliance Managers of all Parties may agree in "
            "writing on a change that is needed at once. It lapses unless it is approved under this "
            "section within 10 Working Days.",
        ),
        Grid(
            id="routes",
            caption="What decides a change",
            heads=("What changes", "Decided by", "SLA"),
            rows=tuple(_route(row, basis) for row in basis.terms["change_routes"]),
            widths=(4, 5, 3),
        ),
    ]


def _step(row: Mapping[str, Any]) -> str:
    within = f" Within {days(row['days'])}." if row.get("days") else ""
    return f"{row['text']}{within}"


def _route(row: Mapping[str, Any], basis: Basis) -> Line:
    right = basis.blueprint.right(row["right"]) if row["right"] else None
    if right is None:
        return Line(id=row["id"], cells=(row["what"], BY_SIGNATURE, ""))
    in_time = days(right.sla_days) if right.sla_days else ""
    return Line(id=row["id"], cells=(row["what"], f"Decision type “{right.name}”", in_time))
