"""Findings of the lint that both sides live with for a while, with the reason that both read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from allied.alliances import facts
from allied.alliances.access import require
from allied.alliances.models import Alliance, LintWaiver
from allied.kit.errors import Refused
from allied.kit.lint import Finding
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book

RIGHT = "gate.waive"
LONGEST = 2000
WHY = "waivers are joint"
type Place = tuple[str, str, str]


def place_of(finding: Finding | LintWaiver) -> Place:
    """What makes two findings the same: rule, section and item."""
    return finding.rule, finding.section, finding.item


def waivers_of(alliance_id: UUID, day: date) -> Mapping[Place, LintWaiver]:
    """The waivers of an alliance that hold on that day. One query."""
    return by_place(waiver_rows(alliance_id, day))


def by_place(rows: Iterable[LintWaiver]) -> Mapping[Place, LintWaiver]:
    """The waivers by what they waive."""
    return {place_of(row): row for row in rows}


def waiver_rows(alliance_id: UUID, day: date) -> QuerySet[LintWaiver]:
    """The same as a query."""
    rows = LintWaiver.objects.in_system_scope(WHY).filter(
        alliance=alliance_id, ended_at__isnull=True, until__gte=day
    )
    return rows.select_related("by")


def marked(findings: Iterable[Finding], waivers: Mapping[Place, LintWaiver]) -> tuple[Finding, ...]:
    """The findings, the waived ones with the reason.

    One that says something else than when it was waived counts again; so does one side's own.
    """
    return tuple(
        replace(one, waived=waiver.reason)
        if (waiver := waivers.get(place_of(one)))
        and one.is_joint
        and waiver.message == one.message[:LONGEST]
        else one
        for one in findings
    )


@transaction.atomic
def waive_finding(
    *,
    by: Person,
    alliance: Alliance,
    finding: Finding,
    reason: str,
    until: date,
    now: datetime,
) -> LintWaiver:
    """Live with one finding for a while; an earlier waiver of the same place gives way."""
    require(by, RIGHT, alliance, now)
    required = "Say why you live with it: both companies read it."
    reason = worded(reason, field="reason", most=LONGEST, required=required)
    if until < now.date():
        raise Refused("until_past", "A waiver ends on a day that is still to come.", field="until")
    book.take_turn(alliance.pk)
    rows = LintWaiver.objects.in_system_scope(WHY).filter(alliance=alliance, ended_at__isnull=True)
    same = rows.filter(rule=finding.rule, section=finding.section, item=finding.item)
    same.update(ended_at=now)
    row = LintWaiver.objects.create(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        rule=finding.rule,
        section=finding.section,
        item=finding.item,
        message=finding.message[:LONGEST],
        reason=reason,
        by=by,
        given_at=now,
        until=until,
    )
    said = facts.FindingWaived(
        subject=row.pk, rule=row.rule, until=until, message=row.message, reason=reason
    )
    book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


@transaction.atomic
def end_waiver(*, by: Person, waiver: LintWaiver, now: datetime) -> LintWaiver:
    """Let the finding count again."""
    require(by, RIGHT, waiver.alliance, now)
    book.take_turn(waiver.alliance_id)
    row = LintWaiver.objects.lock(waiver)
    if row.ended_at is not None:
        raise Refused("ended", "This waiver has ended already.")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    said = facts.WaiverEnded(subject=row.pk, rule=row.rule, message=row.message)
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return row


def found_at(findings: Sequence[Finding], rule: str, section: str, item: str) -> Finding:
    """The finding that somebody named; refused when the lint says no such thing."""
    for finding in findings:
        if place_of(finding) == (rule, section, item):
            return finding
    raise Refused("unknown_finding", "The lint does not find that; read it again.", field="rule")
