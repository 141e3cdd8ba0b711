"""Gates: what is still missing before a stage of the alliance's life is passed. They advise, never lock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from allied.alliances import facts
from allied.alliances.access import may, require, seats_of
from allied.alliances.models import Alliance, Role, Stage, Waiver
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that a gate asks for: whether it holds, in words, and the route where it is mended."""

    id: str
    says: str
    holds: bool
    route: str = ""
    waived: str = ""

    @property
    def passes(self) -> bool:
        """Whether it holds or was waived."""
        return self.holds or bool(self.waived)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The checks of one stage."""

    stage: str
    checks: Sequence[Check]

    @property
    def passes(self) -> bool:
        """Whether every check holds or is waived; a gate without checks passes by its stage alone."""
        return all(check.passes for check in self.checks)

    @property
    def missing(self) -> int:
        """How many checks neither hold nor are waived."""
        return sum(not check.passes for check in self.checks)


type Checks = Callable[[Alliance, datetime], Iterable[Check]]
_CHECKS: dict[str, list[Checks]] = {}


def gate_of(stage: str) -> Callable[[Checks], Checks]:
    """Declares a function that gives checks of the gate of this stage; rooms call it in gate.py."""

    def declare(checks: Checks) -> Checks:
        known = _CHECKS.setdefault(stage, [])
        if checks not in known:
            known.append(checks)
        return checks

    return declare


type OwnChecks = Callable[[Alliance, Person, datetime], Iterable[Check]]
_OWN_CHECKS: dict[str, list[OwnChecks]] = {}


def own_gate_of(stage: str) -> Callable[[OwnChecks], OwnChecks]:
    """Declares checks over what one side keeps for itself: only its own people ever see them.

    A joint gate is never computed from private rows, so these never count in it.
    """

    def declare(checks: OwnChecks) -> OwnChecks:
        known = _OWN_CHECKS.setdefault(stage, [])
        if checks not in known:
            known.append(checks)
        return checks

    return declare


def own_gates(alliance: Alliance, person: Person, *, now: datetime) -> list[Gate]:
    """The private checks of this person's own side, of the stages that have any."""
    if not may(seats_of(person, alliance, now), "private.read"):
        return []
    found = [
        Gate(
            stage=stage,
            checks=[c for ask in _OWN_CHECKS.get(stage, []) for c in ask(alliance, person, now)],
        )
        for stage in Stage.values
    ]
    return [gate for gate in found if gate.checks]


@gate_of(Stage.STRATEGY)
def people_checks(alliance: Alliance, now: datetime) -> Iterable[Check]:
    """Every party has a sponsor and an alliance manager."""
    seats = list(alliance.seats.filter(ended_at__isnull=True).select_related("organisation"))
    for role in (Role.SPONSOR, Role.ALLIANCE_MANAGER):
        held = {seat.organisation_id for seat in seats if seat.role == role}
        parties = alliance.parties.select_related("organisation")
        without = [p.organisation.short_name for p in parties if p.organisation_id not in held]
        yield Check(
            id=f"seat.{role.replace(' ', '_')}",
            says=f"Every party has {'a sponsor' if role == Role.SPONSOR else 'an alliance manager'}"
            + (f" (missing: {', '.join(without)})" if without else ""),
            holds=not without,
            route="alliance-people",
        )
    yield Check(
        id="party.joined",
        says="A partner has joined",
        holds=len({seat.organisation_id for seat in seats}) > 1,
        route="alliance-people",
    )


def gates(alliance: Alliance, *, now: datetime) -> list[Gate]:
    """The gates of all stages whose rooms exist, with waivers applied."""
    waived = {
        (w.stage, w.check_id): w.reason
        for w in Waiver.objects.in_system_scope("gates are joint").filter(
            alliance=alliance, ended_at__isnull=True, until__gte=now.date()
        )
    }
    found = []
    for stage in Stage.values:
        checks = [
            Check(
                id=check.id,
                says=check.says,
                holds=check.holds,
                route=check.route,
                waived=waived.get((stage, check.id), ""),
            )
            for ask in _CHECKS.get(stage, [])
            for check in ask(alliance, now)
        ]
        found.append(Gate(stage=stage, checks=checks))
    return found


def waive_check(
    *,
    by: Person,
    alliance: Alliance,
    stage: str,
    check: str,
    reason: str,
    until: date,
    now: datetime,
) -> Waiver:
    """Pass a gate although one check does not hold: who, why, and until when."""
    require(by, "gate.waive", alliance, now)
    if not reason.strip():
        raise Refused(
            "no_reason", "Say why the check may wait: both companies read it.", field="reason"
        )
    if until < now.date():
        raise Refused("until_past", "A waiver ends on a day that is still to come.", field="until")
    known = {(g.stage, c.id) for g in gates(alliance, now=now) for c in g.checks}
    if (stage, check) not in known:
        raise Refused("unknown_check", "There is no such check.", field="check")
    with transaction.atomic():
        waiver = Waiver.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            stage=stage,
            check_id=check,
            reason=reason.strip(),
            by=by,
            given_at=now,
            until=until,
        )
        said = facts.GateWaived(
            subject=waiver.pk, stage=stage, check=check, until=until, reason=reason.strip()
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return waiver


def reach_stage(*, by: Person, alliance: Alliance, stage: str, now: datetime) -> Alliance:
    """Move the alliance on (or back) to a stage; gates say what is missing but never forbid."""
    require(by, "alliance.change", alliance, now)
    if stage not in Stage.values:
        raise Refused(
            "unknown_stage", f"A stage is one of {', '.join(Stage.values)}.", field="stage"
        )
    with transaction.atomic():
        row = Alliance.objects.lock(alliance)
        if row.stage == stage:
            return row
        row.stage = stage
        row.save(update_fields=["stage"])
        said = facts.StageReached(subject=row.pk, stage=row.get_stage_display())
        book.record(said, alliance_id=row.pk, by=by, now=now)
    return row
