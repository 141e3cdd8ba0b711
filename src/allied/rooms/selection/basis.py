"""The numbers that a shortlist is decided on, kept with it."""

from typing import Any

from allied.kit.content import digest
from allied.rooms.selection.models import RobustnessRun
from allied.rooms.selection.simulating import inputs_of
from allied.rooms.selection.steps import WHY
from allied.rooms.selection.table import Table

FORMULA = "fit/1"


def basis_of(table: Table) -> dict[str, Any]:
    """The numbers that are on the table, with formula and seed, so that nobody recomputes history."""
    runs = RobustnessRun.objects.in_system_scope(WHY).filter(screening=table.screening)
    run = runs.filter(inputs_digest=digest(inputs_of(table))).first()
    return {
        "formula": FORMULA,
        "weights": table.weights,
        "weighting": table.weighting.revision if table.weighting else None,
        "scores": table.scores,
        "fit": {key: [score.low, score.high] for key, score in table.totals.items()},
        "vetoed": sorted(table.vetoed),
        "simulation": {"seed": run.seed, "result": run.result} if run else None,
    }
