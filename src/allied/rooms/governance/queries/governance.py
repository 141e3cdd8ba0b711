"""The blueprint as its page shows it: what is in force, what is drafted, who signed, what the lint says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, F, Q

from allied.alliances.lint_waivers import marked, waivers_of
from allied.alliances.models import Alliance, Signature, SignOff
from allied.kit.comparison import Change
from allied.kit.lint import Finding, counting
from allied.people.models import Person
from allied.rooms.governance.as_rules import blueprint_of, days_of, seat_of
from allied.rooms.governance.comparison import compare
from allied.rooms.governance.limits import limits
from allied.rooms.governance.lint import Matrix, lint
from allied.rooms.governance.models import Blueprint, BlueprintState, Decision
from allied.rooms.governance.queries.sides import Side, Sitting, names_of_sides, seats_now
from allied.rooms.governance.rights import Blueprint as Rules
from allied.rooms.governance.versions import KIND


@dataclass(frozen=True)
class Governance:
    """The newest version of the blueprint, the one in force, and everything said about them."""

    newest: Blueprint
    in_force: Blueprint | None
    sides: dict[UUID, Side]
    seats: Sitting
    now: datetime

    @cached_property
    def rules(self) -> Rules:
        """Forums and rights of the newest version."""
        return blueprint_of(self.newest)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the lint says, the waived findings with the reason. One query."""
        return marked(self.said, waivers_of(self.newest.alliance_id, self.now.date()))

    @cached_property
    def said(self) -> tuple[Finding, ...]:
        """What the lint says about the newest version, with today's seats."""
        return lint(
            Matrix(
                blueprint=self.rules,
                parties=names_of_sides(self.sides),
                limits=limits(),
                day=self.now.date(),
                days=days_of(self.seats.seats, self.now),
                seats=tuple(seat_of(seat) for seat in self.seats.seats),
                people=self.people,
            )
        )

    @cached_property
    def people(self) -> dict[str, str]:
        """The names of those who sit in the alliance, by id."""
        return {pk: person.name for pk, person in self.seats.people.items()}

    def findings_on(self, item: str) -> list[Finding]:
        """The findings that count on one forum or one row of the matrix."""
        return [finding for finding in counting(self.findings) if finding.item == item]

    @cached_property
    def changes(self) -> Sequence[Change]:
        """What the draft changes in the version in force, in words."""
        if self.in_force is None or self.in_force.pk == self.newest.pk:
            return ()
        old = blueprint_of(self.in_force)
        return compare(old, self.rules, parties=names_of_sides(self.sides), people=self.people)

    @property
    def is_signed(self) -> bool:
        """Whether the newest version is in force."""
        return self.newest.state == BlueprintState.SIGNED


def governance_of(
    alliance: Alliance, person: Person, sides: dict[UUID, Side], now: datetime
) -> Governance | None:
    """The governance of an alliance, or nothing while there is none."""
    newest = newest_of(alliance, person)
    if newest is None:
        return None
    in_force: Blueprint | None = newest
    if newest.state != BlueprintState.SIGNED:
        rows = Blueprint.objects.visible_to(person).filter(alliance=alliance)
        in_force = rows.filter(state=BlueprintState.SIGNED).first()
    return Governance(newest, in_force, sides, seats_now(alliance, now), now)


def newest_of(alliance: Alliance, person: Person) -> Blueprint | None:
    """The newest version, whatever its state."""
    rows = Blueprint.objects.visible_to(person).filter(alliance=alliance)
    return rows.order_by("-revision").first()


def versions_of(alliance: Alliance, person: Person) -> Sequence[Blueprint]:
    """All versions, the newest first."""
    rows = Blueprint.objects.visible_to(person).filter(alliance=alliance)
    return list(rows.select_related("made_by").order_by("-revision")[:50])


def sign_off_of(version: Blueprint, person: Person) -> tuple[SignOff | None, Sequence[Signature]]:
    """The sign-off of a version and the signatures that stand."""
    rows = SignOff.objects.visible_to(person).filter(
        alliance_id=version.alliance_id, subject_kind=KIND, subject_id=version.pk
    )
    sign_off = rows.first()
    if sign_off is None:
        return None, ()
    given = sign_off.signatures.filter(withdrawn_at__isnull=True)
    return sign_off, list(given.select_related("person"))


def kept_in_time(alliance: Alliance, person: Person) -> dict[str, tuple[int, int]]:
    """Per type: how many settled decisions were settled within their SLA, and how many in all."""
    rows = Decision.objects.visible_to(person).filter(
        alliance=alliance, state__in=("approved", "declined"), clock__isnull=False
    )
    counts = rows.values_list("right__key").annotate(
        of=Count("pk"), some=Count("pk", filter=Q(state_at__lte=F("clock__due_at")))
    )
    return {key: (some, of) for key, of, some in counts.order_by()}
