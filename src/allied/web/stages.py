"""Where an alliance stands: its rail, what waits for a signature, and which gate needs somebody."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from allied.alliances import gates
from allied.alliances.models import Alliance, Party, SignOff, Stage
from allied.alliances.queries import Signing, said_to, shares_of, signings
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.rooms.thesis.brief import Brief
from allied.web.course import waits_for_signature

# What completes a stage is signed by every party; the mark on the rail shows those halves.
SIGNED_BY_STAGE = {
    Stage.STRATEGY: "thesis",
    Stage.GOVERNANCE: "blueprint",
    Stage.AGREEMENT: "annex",
}


def _page_of(route: str, alliance: Alliance) -> str:
    try:
        return reverse(route, kwargs={"alliance_id": alliance.pk}) if route else ""
    except NoReverseMatch:
        return ""


def _signed_by(
    parties: Sequence[Party], latest: dict[str, Signing], stage: str
) -> list[tuple[int, str, str]]:
    """Which halves of a stage's gate are filled."""
    signing = latest.get(SIGNED_BY_STAGE.get(Stage(stage), ""))
    return shares_of(signing, parties) if signing else []


def rail_of(
    alliance: Alliance,
    shown: gates.Gate,
    parties: Sequence[Party],
    latest: dict[str, Signing],
) -> list[tuple[Any, ...]]:
    """The eight stages as the rail draws them; each that asks something leads to its gate."""
    place, asked = Stage.values.index(alliance.stage), gates.asked_stages()
    stages = []
    for k, stage in enumerate(Stage.values):
        where = "done" if k < place else "now" if k == place else "to come"
        note = ""
        if stage == shown.stage and shown.checks:
            note = f"{len(shown.checks) - shown.missing} of {len(shown.checks)} checks hold"
        href = f"?gate={stage}#gate" if stage in asked else ""
        shares = _signed_by(parties, latest, stage) if k <= place else []
        stages.append((Stage(stage).label, where, note, shares, href))
    return stages


def latest_sign_offs(person: Person, alliance: Alliance) -> dict[str, Signing]:
    """The newest sign-off that still counts, by what it is about."""
    found = signings(_sign_offs(person, alliance))
    return {one.sign_off.subject_kind: one for one in found}


@prepared
def _sign_offs(person: Person, alliance: Alliance) -> QuerySet[SignOff]:
    rows = SignOff.objects.visible_to(person).filter(alliance=alliance, lapsed_at__isnull=True)
    return said_to(rows)


def unsigned(latest: dict[str, Signing], parties: Sequence[Party]) -> list[str]:
    """What is up for signature and whose signature is missing, a sentence for each."""
    return [
        waits_for_signature(row.title, [name for _, name, state in shares if state == "wait"])
        for row, shares in ((one.sign_off, shares_of(one, parties)) for one in latest.values())
        if not row.completed_at and not row.refused_at
        if any(state == "wait" for _, _, state in shares)
    ]


def stage_shown(alliance: Alliance, wanted: str) -> str:
    """The stage whose gate is read: the wanted one, else the current one or the last before it that asks."""
    asked = gates.asked_stages()
    if wanted in asked:
        return wanted
    place = Stage.values.index(alliance.stage)
    reached = [stage for stage in asked if Stage.values.index(stage) <= place]
    return reached[-1] if reached else asked[0]


def with_pages(gate: gates.Gate, alliance: Alliance) -> list[tuple[gates.Check, str]]:
    """The checks of a gate, each with the page where it is mended."""
    return [(check, _page_of(check.route, alliance)) for check in gate.checks]


def offered(own: gates.Gate, alliance: Alliance) -> tuple[gates.Check, str] | None:
    """The first own check that is missing and offers a next step, with its page."""
    missing = [pair for pair in with_pages(own, alliance) if pair[0].offer and not pair[0].holds]
    return missing[0] if missing else None


def brief_shares(
    brief: Brief | None, latest: dict[str, Signing], parties: Sequence[Party]
) -> list[tuple[int, str, str]]:
    """The mark of the version that is shown; all halves are filled once it is in force."""
    if brief is None:
        return []
    if brief.is_in_force:
        return [(p.colour, p.organisation.short_name, "yes") for p in parties]
    signing = latest.get(SIGNED_BY_STAGE[Stage.STRATEGY])
    same = signing is not None and signing.sign_off.revision == brief.version.revision
    return shares_of(signing, parties) if signing and same else []
