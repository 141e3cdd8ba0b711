"""A finding that both sides live with, so that its address is swept."""

from datetime import timedelta

from allied.alliances.lint_waivers import waive_finding
from allied.kit.lint import Finding, Severity
from tests.conftest import NOON
from tests.security.planting import World, shared


@shared
def waived_finding(world: World) -> None:
    """One finding, waived."""
    finding = Finding("W43", Severity.WARNING, "triggers", "x", "Too nervous.", "Wait.")
    waive_finding(
        by=world.cast.daniel,
        alliance=world.cast.alliance,
        finding=finding,
        reason="It is new",
        until=NOON.date() + timedelta(days=30),
        now=NOON,
    )
