"""Rows as the rules know them: the blueprint in effect, who sits where, needs, answers, outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Case, Q, QuerySet, Value, When

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance
from allied.alliances.models import Seat as SeatRow
from allied.kit.prepared import prepared
from allied.kit.reading import read_plain
from allied.rooms.governance import models, rights
from allied.rooms.governance.blueprint import from_plain, read_right
from allied.rooms.governance.entitlement import Seat, Staffing
from allied.rooms.governance.models import BlueprintState
from allied.rooms.governance.roles import seat_role
from allied.rooms.governance.settlement import Answer, Needed, Outcome, PartyNeed, Verdict, settle

IN_EFFECT = "commands and pages of one alliance read the same rules"
_parsed: dict[str, rights.Blueprint] = {}
MOST_KEPT = 2000
SEATS = "governance.seats"


def blueprint_of(row: models.Blueprint) -> rights.Blueprint:
    """The forums and rights of one version; content behind a digest never changes."""
    found = _parsed.get(row.digest)
    if found is None:
        if len(_parsed) > MOST_KEPT:
            _parsed.clear()
        found = _parsed[row.digest] = from_plain(row.content)
    return found


def version_in_effect(alliance: Alliance) -> models.Blueprint | None:
    """The version in force, else the newest draft; nothing when there is none yet."""
    return versions_in_effect(alliance).first()


def versions_in_effect(alliance: Alliance) -> QuerySet[models.Blueprint]:
    """The same as a query of one row."""
    signed_first = Case(When(state=BlueprintState.SIGNED, then=Value(0)), default=Value(1))
    rows = models.Blueprint.objects.in_system_scope(IN_EFFECT).filter(alliance=alliance)
    return rows.order_by(signed_first, "-revision")[:1]


def staffing_of(
    alliance: Alliance, now: datetime, version: models.Blueprint | None = None
) -> Staffing:
    """Who may act in which role today, by the blueprint in effect and the seats of this moment."""
    version = version or version_in_effect(alliance)
    blueprint = blueprint_of(version) if version else rights.Blueprint()
    rows = seat_rows(alliance)
    return staffing(blueprint, held(rows, now), vacant(rows, now), now)


def staffing(
    blueprint: rights.Blueprint, seats: Sequence[SeatRow], empty: Sequence[SeatRow], now: datetime
) -> Staffing:
    """Who may act today: seats and vacant seats, each on the day that its organisation has."""
    found = (*map(seat_of, seats), *map(vacant_seat_of, empty))
    return Staffing(blueprint, found, now.date(), days_of((*seats, *empty), now))


def seats_at(alliance: Alliance, now: datetime) -> tuple[Seat, ...]:
    """The seats of all parties that count at this moment."""
    return tuple(map(seat_of, held(seat_rows(alliance), now)))


@prepared
def seat_rows(alliance: Alliance) -> QuerySet[SeatRow]:
    """The seats that may count, and those that ended with a deputy named, oldest first."""
    return seats_of_rules(alliance)


def seats_of_rules(alliance: Alliance) -> QuerySet[SeatRow]:
    """The same as a query."""
    rows = SeatRow.objects.in_system_scope(IN_EFFECT).filter(alliance=alliance)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(deputy__isnull=False))
    return rows.select_related("person", "organisation", "deputy").order_by("given_at", "pk")


def seat_rows_of(standing: Standing) -> Sequence[SeatRow]:
    """The same seats, read once for everything that is asked of this standing."""
    return standing.once(SEATS, lambda: seat_rows(standing.alliance))


def held(rows: Iterable[SeatRow], now: datetime) -> list[SeatRow]:
    """The seats that somebody holds at this moment."""
    return [
        row
        for row in rows
        if row.ended_at is None and row.person.is_active and (row.until is None or row.until > now)
    ]


def vacant(rows: Sequence[SeatRow], now: datetime) -> list[SeatRow]:
    """The seats whose role nobody holds any more and for which a deputy stands in, one a role."""
    counting = held(rows, now)
    taken = {_place(row) for row in counting}
    gone = {
        _place(row): row
        for row in rows
        if row not in counting and row.deputy and row.deputy.is_active and _place(row) not in taken
    }
    return list(gone.values())


def _place(row: SeatRow) -> tuple[str, str]:
    return str(row.organisation_id), seat_role(row.role, row.discipline)


def days_of(rows: Iterable[SeatRow], now: datetime) -> dict[str, date]:
    """The day that it is for each organisation with a seat."""
    return {str(row.organisation_id): row.organisation.day_at(now) for row in rows}


def vacant_seat_of(row: SeatRow) -> Seat:
    """The seat behind a row whose holder is gone."""
    return replace(seat_of(row), person="", left=str(row.person_id))


def seat_of(row: SeatRow) -> Seat:
    """The seat behind a row."""
    absent = row.absent_from and row.absent_until and (row.absent_from, row.absent_until)
    return Seat(
        party=str(row.organisation_id),
        role=seat_role(row.role, row.discipline),
        person=str(row.person_id),
        deputy=str(row.deputy_id or ""),
        away=(absent,) if absent else (),
    )


def right_of(decision: models.Decision) -> rights.DecisionRight:
    """The row of the matrix as it was when the decision was asked for."""
    return read_plain(decision.right_copy, read_right)


def needed_of(halves: Iterable[models.Half]) -> Needed:
    """Who must answer, as fixed when the clock started and widened by an escalation."""
    return Needed(
        tuple(
            PartyNeed(str(half.party_id), tuple(frozenset(way) for way in half.ways))
            for half in halves
            if half.needed
        )
    )


def answer_of(row: models.Answer) -> Answer:
    """The answer behind a row."""
    return Answer(
        party=str(row.owner_id),
        person=str(row.person_id),
        role=row.role,
        verdict=Verdict(row.verdict),
        option=row.option,
        conditions=tuple(row.conditions),
        reason=row.reason,
    )


def outcome_of(
    decision: models.Decision, halves: Iterable[models.Half], answers: Iterable[models.Answer]
) -> Outcome:
    """What the answers that stand amount to."""
    standing = [answer_of(row) for row in answers if row.withdrawn_at is None]
    return settle(needed_of(halves), standing, options=option_keys(decision))


def option_keys(decision: models.Decision | models.DecisionDraft) -> list[str]:
    """The letters of its options."""
    return [option["key"] for option in decision.options]


def names_of(alliance: Alliance) -> Mapping[str, str]:
    """The short names of the parties by id, in the order that everybody sees."""
    rows = alliance.parties.select_related("organisation").order_by("position")
    return {str(row.organisation_id): row.organisation.short_name for row in rows}
