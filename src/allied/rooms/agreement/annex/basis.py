"""What the annex is made of, read once: parties, seats, blueprint in effect, terms, KPIs, outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from allied.alliances.gates import Standing, read_ahead
from allied.alliances.models import Alliance, Party, Seat, Stage
from allied.people.scope import JOINT
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import KpiContent, Perspective
from allied.rooms.agreement.annex.models import AnnexTerms, Kpi
from allied.rooms.agreement.annex.terms import Terms, with_defaults
from allied.rooms.agreement.annex.text import Side
from allied.rooms.governance.as_rules import (
    SEATS,
    blueprint_of,
    held,
    seat_rows_of,
    seats_of_rules,
    versions_in_effect,
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
    standing: Standing
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
    """The alliance as the annex tells it today: one statement for all that `standing` has not read yet."""
    standing = standing or Standing(alliance)
    standing.ask(told(standing, now))

    def rows(name: str) -> list[Any]:
        return standing.rows(name, told, now)

    version = next(iter(rows("annex.blueprint")), None)
    return Basis(
        alliance=alliance,
        now=now,
        standing=standing,
        parties=rows("annex.parties"),
        seats=held(seat_rows_of(standing), now),
        blueprint=blueprint_of(version) if version else Blueprint(),
        terms=with_defaults(next(iter(rows("annex.terms")), {})),
        kpis=_by_group(kpis_of(standing)),
        outcomes=_outcomes(rows("annex.outcomes")),
    )


@read_ahead(Stage.AGREEMENT)
def told(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """What the annex tells of, by name."""
    alliance = standing.alliance
    return {
        "annex.blueprint": versions_in_effect(alliance),
        # Not those of the standing: they come without the calendars, which the annex tells.
        "annex.parties": alliance.parties.select_related("organisation").order_by("position"),
        SEATS: seats_of_rules(alliance),
        "annex.terms": _terms(alliance),
        "annex.outcomes": _theses(alliance),
        "annex.kpis": _kpis(alliance),
    }


def kpis_of(standing: Standing) -> Sequence[Kpi]:
    """The KPIs that are counted today, in the order in which they were defined; read once for a standing."""
    return standing.once("annex.kpis", lambda: list(_kpis(standing.alliance)))


def _kpis(alliance: Alliance) -> QuerySet[Kpi]:
    rows = Kpi.objects.in_system_scope(WHY).filter(alliance=alliance, retired_at__isnull=True)
    return rows.select_related("side", "holder").order_by("defined_at", "key", "pk")


def _by_group(kpis: Iterable[Kpi]) -> list[Kpi]:
    """In the order of the scorecard's groups, and within one as they were defined."""
    order = [one.value for one in Perspective]
    return sorted(kpis, key=lambda row: order.index(row.perspective))


def terms_of(alliance: Alliance) -> Terms:
    """The terms of the annex as they are today."""
    return with_defaults(_terms(alliance).first() or {})


def _terms(alliance: Alliance) -> QuerySet[Any, Any]:
    rows = AnnexTerms.objects.in_system_scope(WHY).filter(alliance=alliance)
    return rows.values_list("content", flat=True)


def outcomes_of(alliance: Alliance) -> dict[str, str]:
    """The outcomes of the joint thesis that counts, by id: what a KPI can prove."""
    return _outcomes(_theses(alliance))


def _outcomes(contents: Iterable[str]) -> dict[str, str]:
    content = next(iter(contents), "")
    return {one.id: one.name for one in from_json(content).outcomes} if content else {}


def _theses(alliance: Alliance) -> QuerySet[Any, Any]:
    signed_first = Case(When(state=State.SIGNED, then=Value(0)), default=Value(1))
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)
    return rows.order_by(signed_first, "-revision").values_list("content", flat=True)[:1]
