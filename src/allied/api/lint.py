"""The lint of an alliance through the JSON door."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from allied.alliances.doors import enter, find
from allied.alliances.lint_waivers import end_waiver, found_at, waive_finding
from allied.alliances.models import LintWaiver
from allied.api.here import person_at
from allied.kit.api import PROBLEMS
from allied.rooms.portfolio.linting import Found, found_in

router = Router(tags=["lint"])
LINT = "/alliances/{uuid:alliance_id}/lint"


class LintWaiverShown(Schema):
    """Who lives with a finding, why, and until when."""

    id: UUID
    by: str
    reason: str
    until: date


class LintFinding(Schema):
    """One finding: its place, what it says, what mends it, and its waiver if it has one."""

    room: str
    rule: str
    severity: str
    section: str
    item: str
    message: str
    fix: str
    waiver: LintWaiverShown | None


class LintWaiverAsked(Schema):
    """The place of a finding, why both live with it, and until when."""

    rule: str
    section: str
    item: str = ""
    reason: str
    until: date


def shown(one: Found) -> LintFinding:
    """A finding as the door shows it."""
    row = one.waiver
    waiver = row and LintWaiverShown(id=row.pk, by=row.by.name, reason=row.reason, until=row.until)
    finding = one.finding
    return LintFinding(
        room=one.room,
        rule=finding.rule,
        severity=finding.severity.value,
        section=finding.section,
        item=finding.item,
        message=finding.message,
        fix=finding.fix,
        waiver=waiver or None,
    )


@router.get(LINT, response={200: list[LintFinding], **PROBLEMS})
def findings(request: HttpRequest, alliance_id: UUID) -> list[LintFinding]:
    """Everything that the lint says, waived findings with their waivers."""
    alliance = enter(request, alliance_id)
    return [shown(one) for one in found_in(alliance, person_at(request), timezone.now())]


@router.post(LINT + "/waivers", response={201: LintWaiverShown, **PROBLEMS})
def waive(
    request: HttpRequest, alliance_id: UUID, said: LintWaiverAsked
) -> Status[LintWaiverShown]:
    """Live with one finding of what is joint, for a while."""
    alliance, now = enter(request, alliance_id), timezone.now()
    found = [one.finding for one in found_in(alliance, person_at(request), now, joint=True)]
    row = waive_finding(
        by=person_at(request),
        alliance=alliance,
        finding=found_at(found, said.rule, said.section, said.item),
        reason=said.reason,
        until=said.until,
        now=now,
    )
    made = LintWaiverShown(id=row.pk, by=row.by.name, reason=row.reason, until=row.until)
    return Status(201, made)


@router.post(LINT + "/waivers/{uuid:lint_waiver_id}/ends", response={204: None, **PROBLEMS})
def count_again(request: HttpRequest, alliance_id: UUID, lint_waiver_id: UUID) -> Status[None]:
    """Let a waived finding count again."""
    alliance = enter(request, alliance_id)
    rows = LintWaiver.objects.visible_to(person_at(request))
    row = find(rows, pk=lint_waiver_id, alliance=alliance)
    row.alliance = alliance
    end_waiver(by=person_at(request), waiver=row, now=timezone.now())
    return Status(204, None)
