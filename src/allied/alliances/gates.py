"""Gates: what is still missing before a stage of the alliance's life is passed. They advise, never lock.

A gate is joint: every party reads the same checks. Beside it each side may have checks of its own, which
only its own people read and which never enter the gate: they are computed for a person, not for the alliance.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import QuerySet

from allied.alliances import facts
from allied.alliances.access import may, require, seats_of
from allied.alliances.models import Alliance, Party, Role, Seat, Stage, Waiver
from allied.kit.errors import Refused, refuse_outdated
from allied.kit.together import together
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
    # What the overview offers as the next step while the check does not hold; empty offers nothing.
    offer: str = ""

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


@dataclass(frozen=True)
class Standing:
    """What the checks of a gate read again and again: the alliance, its parties, its seats.

    A page that has read them already gives them; else they are asked for once. A page for one `reader`
    asks the joint checks and the reader's own ones of the same standing: what both need is read once, by
    `once`, with everything that the reader may read. `record` is the root of the joint record, if
    known, and `own_record` that of the log of the reader's organisation.
    """

    alliance: Alliance
    read_parties: Sequence[Party] | None = None
    read_seats: Sequence[Seat] | None = None
    reader: Person | None = None
    record: str = ""
    own_record: str = ""
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once[T](self, name: str, read: Callable[[], T]) -> T:
        """What is read under this name, asked for the first time it is needed."""
        if name not in self._kept:
            self._kept[name] = read()
        found: T = self._kept[name]
        return found

    def rows[M](self, name: str, reads: "Reads", now: datetime) -> list[M]:
        """The rows of this name among those that a part of a gate reads, asked together the first time."""
        if name not in self._kept:
            self.ask(reads(self, now))
        found: list[M] = self._kept[name]
        return found

    def ask(self, queries: Mapping[str, QuerySet[Any, Any]]) -> None:
        """Reads what has not been read yet, all of it in one statement."""
        missing = {name: query for name, query in queries.items() if name not in self._kept}
        self._kept.update(zip(missing, together(*missing.values()), strict=True))

    @cached_property
    def parties(self) -> Sequence[Party]:
        """The parties with their organisations, in the order that everybody sees."""
        if self.read_parties is not None:
            return self.read_parties
        return list(self.alliance.parties.select_related("organisation").order_by("position"))

    @cached_property
    def seats(self) -> Sequence[Seat]:
        """The seats that did not end."""
        if self.read_seats is not None:
            return self.read_seats
        return list(self.alliance.seats.filter(ended_at__isnull=True).order_by("given_at", "pk"))


WAIVERS = "gates.waivers"
KEPT = "gates"
"""The cache of gates, in each process for itself."""

type Checks = Callable[[Standing, datetime], Iterable[Check]]
type Reads = Callable[[Standing, datetime], Mapping[str, QuerySet[Any, Any]]]
type OwnChecks = Callable[[Person, Standing, datetime], Iterable[Check]]
_CHECKS: dict[str, list[Checks]] = {}
_OWN_CHECKS: dict[str, list[OwnChecks]] = {}
_READS: dict[str, list[Reads]] = {}


def gate_of(stage: str) -> Callable[[Checks], Checks]:
    """Declares a function that gives checks of the gate of this stage; rooms call it in gate.py."""

    def declare(checks: Checks) -> Checks:
        known = _CHECKS.setdefault(stage, [])
        if checks not in known:
            known.append(checks)
        return checks

    return declare


def read_ahead(stage: str) -> Callable[[Reads], Reads]:
    """Declares what checks of this gate read: all of it is asked in one statement before the first check."""

    def declare(reads: Reads) -> Reads:
        known = _READS.setdefault(stage, [])
        if reads not in known:
            known.append(reads)
        return reads

    return declare


def own_gate_of(stage: str) -> Callable[[OwnChecks], OwnChecks]:
    """Declares a function that gives one side's own checks at this stage; it reads by `visible_to` only."""

    def declare(checks: OwnChecks) -> OwnChecks:
        known = _OWN_CHECKS.setdefault(stage, [])
        if checks not in known:
            known.append(checks)
        return checks

    return declare


@gate_of(Stage.STRATEGY)
def people_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """Every party has a sponsor and an alliance manager."""
    seats, parties = standing.seats, standing.parties
    for role in (Role.SPONSOR, Role.ALLIANCE_MANAGER):
        held = {seat.organisation_id for seat in seats if seat.role == role}
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
    """The gates of all stages, with waivers applied; those whose rooms do not exist have no checks."""
    standing = Standing(alliance)
    return [_gate(standing, stage, now) for stage in Stage.values]


def gate(standing: Standing, stage: str, *, now: datetime) -> Gate:
    """The gate of one stage, with waivers applied; what the record already answered is not asked again."""
    return _kept_gate((standing.record,), stage, now, lambda: _gate(standing, stage, now))


def _kept_gate(
    records: Sequence[str], stage: str, now: datetime, read: Callable[[], Gate], reader: object = ""
) -> Gate:
    """The gate as long as the records on which it rests are the same, and at most for this minute.

    Nothing changes without a line in a record, so equal roots mean equal answers; what only time changes
    is asked anew each minute. Without a root it is read each time.
    """
    if not all(records):
        return read()
    name = "/".join((*records, stage, f"{now:%Y-%m-%dT%H:%M}", str(reader))).replace(" ", "-")
    found: Gate | None = caches[KEPT].get(name)
    if found is None:
        found = read()
        caches[KEPT].set(name, found)
    return found


def asked_stages() -> list[str]:
    """The stages whose gates ask something, in order."""
    return [stage for stage in Stage.values if stage in _CHECKS or stage in _OWN_CHECKS]


def _waivers(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    rows = Waiver.objects.in_system_scope("gates are joint").filter(
        alliance=standing.alliance, ended_at__isnull=True, until__gte=now.date()
    )
    return {WAIVERS: rows}


def _gate(standing: Standing, stage: str, now: datetime) -> Gate:
    asked = _CHECKS.get(stage, [])
    if not asked:
        return Gate(stage=stage, checks=[])
    queries: dict[str, QuerySet[Any, Any]] = {}
    for reads in (_waivers, *_READS.get(stage, [])):
        queries |= reads(standing, now)
    standing.ask(queries)
    waivers: list[Waiver] = standing.rows(WAIVERS, _waivers, now)
    waived = {row.check_id: row.reason for row in waivers if row.stage == stage}
    checks = [check for ask in asked for check in ask(standing, now)]
    return Gate(
        stage=stage,
        checks=[replace(check, waived=waived.get(check.id, "")) for check in checks],
    )


def own_gates(person: Person, alliance: Alliance, *, now: datetime) -> list[Gate]:
    """What this person's side asks of itself, stage by stage; nothing for a seat that reads joint things only.

    Own checks are not waived and change no gate: what one side keeps for itself moves nothing joint.
    """
    seats = seats_of(person, alliance, now)
    standing = Standing(alliance, reader=person)
    found = [own_gate(person, standing, stage, seats=seats, now=now) for stage in Stage.values]
    return [one for one in found if one.checks]


def own_gate(
    person: Person, standing: Standing, stage: str, *, seats: Iterable[Seat], now: datetime
) -> Gate:
    """The same at one stage, for a person who holds these seats."""
    asked = _OWN_CHECKS.get(stage, []) if may(seats, "private.read") else []
    if not asked:
        return Gate(stage=stage, checks=[])
    return _kept_gate(
        (standing.record, standing.own_record),
        stage,
        now,
        lambda: Gate(
            stage=stage, checks=[check for ask in asked for check in ask(person, standing, now)]
        ),
        reader=person.pk,
    )


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
    known = gate(Standing(alliance), stage, now=now).checks
    if check not in {each.id for each in known}:
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


def reach_stage(
    *, by: Person, alliance: Alliance, stage: str, now: datetime, version: int | None = None
) -> Alliance:
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
        refuse_outdated(version, row.version, "The alliance")
        row.stage, row.version = stage, row.version + 1
        row.save(update_fields=["stage", "version"])
        said = facts.StageReached(subject=row.pk, stage=row.get_stage_display())
        book.record(said, alliance_id=row.pk, by=by, now=now)
    return row
