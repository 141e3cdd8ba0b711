"""The simulated ranking: asked for by commands, run at once or by the worker, kept by its inputs."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.tasks import task
from django.utils import timezone

from allied.kit.content import digest
from allied.people.doors import system_scope
from allied.people.scope import OURS
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import RobustnessRun, Screening
from allied.rooms.selection.robustness import Band, Robustness, assess
from allied.rooms.selection.table import Table, read_table

FORMULA = "smaa-2/1"
WHY = "a simulation acts for nobody in particular"
SEEDS = 2**31


def inputs_of(table: Table) -> dict[str, Any]:
    """Everything that decides what a simulation gives, in plain values."""
    weighting = table.weighting
    order = weighting.said.get("order") if weighting and weighting.method == "ranked" else None
    return {
        "formula": FORMULA,
        "candidates": table.scores,
        "criteria": [one.key for one in table.criteria],
        "order": order,
        "vetoed": sorted(table.vetoed),
        "samples": limits().samples,
    }


def simulate_when_shown(screening: Screening, *, now: datetime) -> None:
    """Simulate the ranking as it stands, unless it was done with the same inputs before."""
    if not screening.shows_scores:
        return
    table = read_table(screening)
    if len(table.candidates) == len(table.vetoed):
        return
    inputs = inputs_of(table)
    rows = RobustnessRun.objects.in_system_scope(WHY)
    known = rows.filter(screening=screening, inputs_digest=digest(inputs)).exists()
    if known:
        return
    run = RobustnessRun.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        inputs_digest=digest(inputs),
        inputs=inputs,
        seed=screening.pk.int % SEEDS,
        asked_at=now,
    )
    if work_of(inputs) > limits().most_work_at_once:
        run_simulation.enqueue(str(run.pk))
    else:
        _keep(run, simulated(run), now)


def work_of(inputs: dict[str, Any]) -> int:
    """How many scores are drawn: what the time of a simulation grows with."""
    ranked = len(inputs["candidates"]) - len(inputs["vetoed"])
    return int(inputs["samples"] * ranked * len(inputs["criteria"]))


def simulated(run: RobustnessRun) -> dict[str, Any]:
    """What it gives; the same inputs and seed always give the same."""
    given = run.inputs
    found = assess(
        given["candidates"],
        given["criteria"],
        limits(),
        seed=run.seed,
        samples=given["samples"],
        order=given["order"],
        vetoed=given["vetoed"],
    )
    return asdict(found)


def as_found(result: dict[str, Any]) -> Robustness:
    """A kept result as the rules know it."""
    return Robustness(**{**result, "band": Band(result["band"])})


def _keep(run: RobustnessRun, result: dict[str, Any], now: datetime) -> None:
    run.result, run.done_at = result, now
    run.save(update_fields=["result", "done_at"])


@task
def run_simulation(run_id: str) -> None:
    """Run one simulation in the worker."""
    with system_scope(WHY):
        run = RobustnessRun.objects.in_system_scope(WHY).filter(pk=run_id).first()
    if run is None or run.done_at:
        return
    # Drawn outside of any transaction: on SQLite its lock would stop everybody who writes.
    result = simulated(run)
    with system_scope(WHY):
        _keep(run, result, timezone.now())
