"""What the annex is made of, read once: parties, seats, blueprint in effect, terms, KPIs, outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Case, Value, When

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance, Party, Seat
from allied.people.scope import JOINT
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import KpiContent, Perspective
from allied.rooms.agreement.annex.models import AnnexTerms, Kpi
from allied.rooms.agreement.annex.terms import Terms, with_defaults
from allied.rooms.agreement.annex.text import Side
from allied.rooms.governance.as_rules import (
    blueprint_of,
    held,
    seat_rows_of,
    version_in_effect,
)
from allied.rooms.governance.rights import Blueprint
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import State, ThesisVersion

WHY = "the annex is joint and the same for every reader"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Everything joint that the annex tells."""

    alliance: Alliance
    now: datetime
    parties: Sequence[Party]
    seats: Sequence[Seat]
    blueprint: Blueprint
    terms: Terms
    kpis: Sequence[Kpi]
    outcomes: Mapping[str, str]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The parties as the annex names them, in their fixed order."""
        found = [party.organisation for party in self.parties]
        return tuple(
            Side(id=str(one.pk), name=one.name, short=one.short_name or one.name) for one in found
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """Short names of the parties by id."""
        return {side.id: side.short for side in self.sides}

    @cached_property
    def people(self) -> dict[str, str]:
        """Names of those who hold a seat, by id."""
        return {str(seat.person_id): seat.person.name for seat in self.seats}

    def term(self, name: str) -> Mapping[str, object]:
        """The one row of a part that has one."""
        return self.terms[name][0]

    @cached_property
    def definitions(self) -> list[tuple[Kpi, KpiContent]]:
        """The KPIs that are counted, each as row and as content."""
        return [(row, content_of(row)) for row in self.kpis]


def basis_of(alliance: Alliance, now: datetime, standing: Standing | None = None) -> Basis:
    """The alliance as the annex tells it today: six queries, less what `standing` has read already."""
    standing = standing or Standing(alliance)
    version = version_in_effect(alliance)
    # Not those of the standing: they come without the calendars, which the annex tells.
    parties = alliance.parties.select_related("organisation").order_by("position")
    return Basis(
        alliance=alliance,
        now=now,
        parties=list(parties),
        seats=held(seat_rows_of(standing), now),
        blueprint=blueprint_of(version) if version else Blueprint(),
        terms=terms_of(alliance),
        kpis=_by_group(kpis_of(standing)),
        outcomes=outcomes_of(alliance),
    )


def kpis_of(standing: Standing) -> Sequence[Kpi]:
    """The KPIs that are counted today, in the order in which they were defined; read once for a standing."""
    rows = Kpi.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, retired_at__isnull=True
    )
    rows = rows.select_related("side", "holder").order_by("defined_at", "key", "pk")
    return standing.once("annex.kpis", lambda: list(rows))


def _by_group(kpis: Iterable[Kpi]) -> list[Kpi]:
    """In the order of the scorecard's groups, and within one as they were defined."""
    order = [one.value for one in Perspective]
    return sorted(kpis, key=lambda row: order.index(row.perspective))


def terms_of(alliance: Alliance) -> Terms:
    """The terms of the annex as they are today."""
    rows = AnnexTerms.objects.in_system_scope(WHY).filter(alliance=alliance)
    return with_defaults(rows.values_list("content", flat=True).first() or {})


def outcomes_of(alliance: Alliance) -> dict[str, str]:
    """The outcomes of the joint thesis that counts, by id: what a KPI can prove."""
    signed_first = Case(When(state=State.SIGNED, then=Value(0)), default=Value(1))
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)
    content = rows.order_by(signed_first, "-revision").values_list("content", flat=True).first()
    return {one.id: one.name for one in from_json(content).outcomes} if content else {}
