"""Where an alliance stands: its rail, what waits for a signature, and which gate needs somebody."""

from collections.abc import Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse

from allied.alliances import gates
from allied.alliances.models import Alliance, Party, SignOff, Stage
from allied.alliances.queries import shares_of, with_signatures
from allied.people.models import Person
from allied.rooms.thesis.brief import Brief
from allied.web.course import waits_for_signature

# What completes a stage is signed by every party; the mark on the rail shows those halves.
SIGNED_BY_STAGE = {Stage.STRATEGY: "thesis", Stage.GOVERNANCE: "blueprint"}


def _page_of(route: str, alliance: Alliance) -> str:
    try:
        return reverse(route, kwargs={"alliance_id": alliance.pk}) if route else ""
    except NoReverseMatch:
        return ""


def _signed_by(
    parties: Sequence[Party], latest: dict[str, SignOff], stage: str
) -> list[tuple[int, str, str]]:
    """Which halves of a stage's gate are filled."""
    sign_off = latest.get(SIGNED_BY_STAGE.get(Stage(stage), ""))
    return shares_of(sign_off, parties) if sign_off else []


def rail_of(
    alliance: Alliance,
    found: Sequence[gates.Gate],
    parties: Sequence[Party],
    latest: dict[str, SignOff],
) -> list[tuple[Any, ...]]:
    """The eight stages as the rail draws them."""
    place = Stage.values.index(alliance.stage)
    stages = []
    for k, gate in enumerate(found):
        where = "done" if k < place else "now" if k == place else "to come"
        note = ""
        if gate.checks and k <= place:
            note = f"{len(gate.checks) - gate.missing} of {len(gate.checks)} checks hold"
        href = f"#gate-{gate.stage}" if gate.checks else ""
        shares = _signed_by(parties, latest, gate.stage) if k <= place else []
        stages.append((Stage(gate.stage).label, where, note, shares, href))
    return stages


def latest_sign_offs(person: Person, alliance: Alliance) -> dict[str, SignOff]:
    """The newest sign-off that still counts, by what it is about."""
    rows = SignOff.objects.visible_to(person).filter(alliance=alliance, lapsed_at__isnull=True)
    return {row.subject_kind: row for row in with_signatures(rows.order_by("opened_at"))}


def unsigned(latest: dict[str, SignOff], parties: Sequence[Party]) -> list[str]:
    """What is up for signature and whose signature is missing, a sentence for each."""
    return [
        waits_for_signature(row.title, [name for _, name, state in shares if state == "wait"])
        for row in latest.values()
        if not row.completed_at and not row.refused_at
        for shares in [shares_of(row, parties)]
        if any(state == "wait" for _, _, state in shares)
    ]


def focus_of(alliance: Alliance, found: Sequence[gates.Gate]) -> gates.Gate | None:
    """The gate that needs somebody: of the current stage, else the earliest with something missing."""
    place = Stage.values.index(alliance.stage)
    asked = [gate for gate in found[: place + 1] if gate.checks]
    current = [gate for gate in asked if gate.stage == alliance.stage]
    missing = [gate for gate in (*current, *asked) if not gate.passes]
    return next(iter([*missing, *current, *reversed(asked)]), None)


def gates_shown(
    alliance: Alliance, found: Sequence[gates.Gate], focus: gates.Gate | None
) -> list[tuple[Any, ...]]:
    """Every gate with checks, the one in focus first: gate, name, and its checks with their pages."""
    asked = [gate for gate in found if gate.checks]
    ordered = sorted(asked, key=lambda gate: gate is not focus)
    return [
        (gate, Stage(gate.stage).label, [(c, _page_of(c.route, alliance)) for c in gate.checks])
        for gate in ordered
    ]


def brief_shares(
    brief: Brief | None, latest: dict[str, SignOff], parties: Sequence[Party]
) -> list[tuple[int, str, str]]:
    """The mark of the version that is shown; all halves are filled once it is in force."""
    if brief is None:
        return []
    if brief.is_in_force:
        return [(p.colour, p.organisation.short_name, "yes") for p in parties]
    row = latest.get(SIGNED_BY_STAGE[Stage.STRATEGY])
    same = row is not None and row.revision == brief.version.revision
    return shares_of(row, parties) if row and same else []
