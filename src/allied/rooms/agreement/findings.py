"""What the lint says of an alliance's agreement: this room's part of `allied lint`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from allied.alliances.models import Alliance, Party, Stage
from allied.clock.versions import calendar_today
from allied.kit.lint import Finding
from allied.kit.words import shortened
from allied.people.models import Person
from allied.rooms.agreement.annex.basis import basis_of
from allied.rooms.agreement.annex.findings import findings as annex_findings
from allied.rooms.agreement.exits.dry_run import dry_run
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.models import ExitTrigger
from allied.rooms.agreement.exits.queries import steps, triggers
from allied.rooms.agreement.exits.watched import known_numbers
from allied.rooms.agreement.lint import lint
from allied.rooms.agreement.lint.agreed import Agreed, Dated, Step, Trigger
from allied.rooms.thesis.brief import brief_of

STAGES = list(Stage.values)


def findings(alliance: Alliance, person: Person, *, joint: bool = False) -> tuple[Finding, ...]:
    """The findings on the annex as it stands today, with what it prints; all of it is joint."""
    of_annex = annex_findings(alliance, person, joint=joint)
    return (*of_annex, *lint(agreed_of(alliance, person)))


def agreed_of(alliance: Alliance, person: Person) -> Agreed:
    """Everything that the rules look at, as it stands today."""
    now = timezone.now()
    basis, today = basis_of(alliance, now), now.date()
    return Agreed(
        parties=basis.names,
        day=today,
        expects_exits=STAGES.index(alliance.stage) >= STAGES.index(Stage.AGREEMENT),
        triggers=tuple(_triggers(alliance, person, today)),
        steps=tuple(
            Step(id=str(row.pk), title=row.title, has_owner=row.holder is not None)
            for row in steps(person, alliance)
        ),
        reports=str(basis.term("reporting")["period"]),
        fiscal={
            party.organisation.short_name: party.organisation.fiscal_start
            for party in basis.parties
        },
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

    return [of(row) for row in triggers(person, alliance)]


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
