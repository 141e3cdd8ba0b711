"""What the gate of the first stage asks of the value thesis."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet

from allied.alliances.gates import Check, Standing, gate_of, own_gate_of, read_ahead
from allied.alliances.lint_waivers import by_place, marked, waiver_rows
from allied.alliances.models import Stage
from allied.kit.lint import Severity, counting
from allied.kit.words import counted
from allied.people.scope import JOINT
from allied.rooms.thesis.alignment.checks import alignment_checks
from allied.rooms.thesis.before.checks import before_checks
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.dates import launch_of
from allied.rooms.thesis.items import ScopeKind
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.lint import Draft, lint
from allied.rooms.thesis.models import State, ThesisVersion

WHY = "gates are joint"
NEWEST, WAIVERS = "thesis.newest", "thesis.waivers"

own_gate_of(Stage.STRATEGY)(before_checks)
gate_of(Stage.AGREEMENT)(alignment_checks)


@read_ahead(Stage.STRATEGY)
def joint_rows(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The newest joint version, and what the lint lives with."""
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, audience=JOINT
    )
    in_force = Exists(rows.filter(state=State.SIGNED))
    return {
        NEWEST: rows.annotate(is_signed=in_force).order_by("-revision")[:1],
        WAIVERS: waiver_rows(standing.alliance.pk, now.date()),
    }


@gate_of(Stage.STRATEGY)
def thesis_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """A thesis is written, sharp enough to steer by, bounded, testable, and signed by every party."""
    newest: Any = next(iter(standing.rows(NEWEST, joint_rows, now)), None)
    content = from_json(newest.content) if newest else ThesisContent()
    errors = _errors(standing, content, now)
    signed = newest is not None and newest.is_signed
    rest, tests = counted(errors, "error"), "thesis-tests" if newest else "thesis"
    for name, says, holds, route in (
        ("written", "The value thesis is written", bool(content.objective), "thesis"),
        ("outcomes", "An outcome says what success is", bool(content.outcomes), "thesis"),
        ("boundary", "Non-goals draw the boundary", _bounded(content), "thesis"),
        ("tests", "Every assumption has a test and a threshold", _tested(content), tests),
        (
            "lint",
            f"The lint finds {rest}" if newest and errors else "The lint finds no error",
            newest is not None and not errors,
            "thesis",
        ),
        ("signed", "Every party signed the value thesis", signed, "thesis"),
    ):
        yield Check(id=f"thesis.{name}", says=says, holds=holds, route=route)


def _errors(standing: Standing, content: ThesisContent, now: datetime) -> int:
    draft = Draft(
        content=content,
        parties={str(p.organisation_id): p.organisation.short_name for p in standing.parties},
        launch=launch_of(standing.alliance, now.date()),
        limits=limits(),
    )
    said = marked(lint(draft), by_place(standing.rows(WAIVERS, joint_rows, now)))
    return sum(one.severity is Severity.ERROR for one in counting(said))


def _bounded(content: ThesisContent) -> bool:
    return len(content.scope_of(ScopeKind.NON_GOAL)) >= limits().fewest_non_goals


def _tested(content: ThesisContent) -> bool:
    found = content.assumptions
    return bool(found) and all(one.test.strip() and one.threshold.strip() for one in found)
