"""What the lint says of an alliance's agreement: this room's part of `allied lint`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance, Party, Role, Stage
from allied.clock.versions import calendar_today
from allied.kit.lint import Finding
from allied.kit.prepared import prepared
from allied.kit.words import shortened
from allied.people.models import Person
from allied.rooms.agreement.annex.basis import Basis, basis_of
from allied.rooms.agreement.annex.findings import said_of
from allied.rooms.agreement.exits.dry_run import dry_run
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.models import ExitTrigger
from allied.rooms.agreement.exits.queries import steps, triggers
from allied.rooms.agreement.exits.watched import known_numbers
from allied.rooms.agreement.lint import lint
from allied.rooms.agreement.lint.agreed import Agreed, Dated, Rung, Served, Step, Trigger
from allied.rooms.agreement.reading.models import Agreement
from allied.rooms.agreement.reading.queries.record import agreement_of
from allied.rooms.conflict.ladder import StepKind
from allied.rooms.conflict.queries.ladder import ladder_of
from allied.rooms.governance.rights import Blueprint, DecisionRight, Layer
from allied.rooms.thesis.brief import brief_of

STAGES = list(Stage.values)
_watched, _planned = prepared(triggers), prepared(steps)
# Who decides in a forum where a type of decision names no seats.
DECIDES = {
    Layer.STEERING: Role.SPONSOR,
    Layer.OPERATIONAL: Role.ALLIANCE_MANAGER,
    Layer.WORKING: Role.OPERATIONAL_LEAD,
}


def findings(standing: Standing, person: Person, now: datetime) -> tuple[Finding, ...]:
    """The findings on the annex as it stands today, with what it prints; all of it is joint."""
    basis = basis_of(standing.alliance, now, standing)
    return (*said_of(basis), *lint(agreed_of(basis, person)))


def agreed_of(basis: Basis, person: Person) -> Agreed:
    """Everything that the rules look at, as it stands today."""
    alliance, today = basis.alliance, basis.now.date()
    record = agreement_of(person, alliance)
    return Agreed(
        parties=basis.names,
        day=today,
        expects_exits=STAGES.index(alliance.stage) >= STAGES.index(Stage.AGREEMENT),
        triggers=tuple(_triggers(alliance, person, today)),
        steps=tuple(
            Step(id=str(row.pk), title=row.title, has_owner=row.holder is not None)
            for row in _planned(person, alliance)
        ),
        reports=str(basis.term("reporting")["period"]),
        fiscal={
            party.organisation.short_name: party.organisation.fiscal_start
            for party in basis.parties
        },
        ends=record.ends_on if record else None,
        notice_days=_notice_days(record),
        rungs=tuple(_rungs(alliance, basis.names)),
        served=tuple(_served(basis.blueprint)),
        dates=tuple(
            Dated(id=id, name=name, day=day, off=_off(basis.parties, day))
            for id, name, day in _dates(person, alliance)
        ),
    )


def _triggers(alliance: Alliance, person: Person, today: date) -> list[Trigger]:
    numbers = known_numbers(alliance)

    def of(row: ExitTrigger) -> Trigger:
        rule = read(row.rule)
        return Trigger(
            id=str(row.pk),
            name=str(row),
            unknown=tuple(key for key in rule.metrics if key not in numbers),
            is_nervous=dry_run(rule, alliance, numbers, today).is_nervous,
        )

    return [of(row) for row in _watched(person, alliance)]


def _notice_days(record: Agreement | None) -> int | None:
    """The days between the last day for a notice and the end, months as they fall."""
    if record is None or record.ends_on is None or record.notice_on is None:
        return None
    return (record.ends_on - record.notice_on).days


def _rungs(alliance: Alliance, names: Mapping[str, str]) -> Iterator[Rung]:
    """The steps at which the parties settle among themselves."""
    for step in ladder_of(alliance).steps:
        if step.kind is StepKind.MEDIATION:
            return
        roles = sorted({step.role_of(party) for party in names})
        yield Rung(id=step.id, name=step.name, days=step.days, roles=tuple(roles))


def _served(blueprint: Blueprint) -> Iterator[Served]:
    for right in blueprint.rights:
        if right.sla_days is not None:
            yield Served(name=right.name, days=right.sla_days, roles=_deciders(right, blueprint))


def _deciders(right: DecisionRight, blueprint: Blueprint) -> tuple[str, ...]:
    """The seats that approve on each side, else those of the forum's layer."""
    forum = blueprint.forum(right.owner_forum or right.forum)
    return right.owner_seats or ((DECIDES[forum.layer],) if forum else ())


def _dates(person: Person, alliance: Alliance) -> Iterator[tuple[str, str, date]]:
    """Everything joint that is due on a day: the launch, outcomes, tests."""
    if alliance.launch_date:
        yield "launch", "Launch", alliance.launch_date
    brief = brief_of(person, alliance)
    for outcome in brief.content.outcomes if brief else ():
        if outcome.due:
            yield outcome.id, outcome.name, outcome.due
    for assumption in brief.content.assumptions if brief else ():
        if assumption.due:
            yield assumption.id, shortened(assumption.statement), assumption.due


def _off(parties: Any, day: date) -> tuple[str, ...]:
    """The parties that do not work on that day."""

    def works(party: Party) -> bool:
        return calendar_today(party.organisation, day.year).works_on(day)

    return tuple(party.organisation.short_name for party in parties if not works(party))
