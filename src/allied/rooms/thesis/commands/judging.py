"""Evidence for and against the assumptions, and each side's verdict on them."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.thesis import drafts, facts
from allied.rooms.thesis.assumptions import Direction, Strength, Verdict
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.models import AssumptionEvidence, AssumptionVerdict, Thesis
from allied.rooms.thesis.watching import verdict_given

LONGEST_SOURCE, LONGEST_TEXT, LONGEST_REASON = 300, 5000, 2000
NAME_SOURCE = "Name the source."
SAY_WHY = "Say why: the other side reads it."
EARLIEST = date(1950, 1, 1)


def _one_of(word: str, words: type[StrEnum], field: str) -> None:
    known = [one.value for one in words]
    if word not in known:
        raise Refused(f"unknown_{field}", f"The {field} is one of {listed(known)}.", field=field)


def _assumption(thesis: Thesis, item: str) -> Assumption:
    """The assumption with this id, as it is in force or as the newest version words it."""
    found = drafts.assumptions_of(thesis).get(item)
    if found is None:
        raise Refused("unknown_assumption", "This thesis has no such assumption.", field="item")
    return found


def _refuse_future(day: date, by: Person, now: datetime) -> None:
    if not EARLIEST <= day <= now.astimezone(ZoneInfo(by.zone)).date():
        raise Refused("no_date", "Evidence has a date up to today.", field="found_on")


def add_evidence(
    *,
    by: Person,
    thesis: Thesis,
    item: str,
    source: str,
    found_on: date,
    direction: str,
    strength: str,
    independent: bool,
    now: datetime,
    text: str = "",
) -> AssumptionEvidence:
    """Record something that speaks for or against an assumption; both sides read it."""
    require(by, "thesis.judge", thesis.alliance, now)
    _one_of(direction, Direction, "direction")
    _one_of(strength, Strength, "strength")
    _refuse_future(found_on, by, now)
    source = worded(source, field="source", most=LONGEST_SOURCE, required=NAME_SOURCE)
    text = worded(text, field="text", most=LONGEST_TEXT)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        assumption = _assumption(row, item)
        evidence = AssumptionEvidence.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            thesis=row,
            by=by,
            at=now,
            item=item,
            source=source,
            text=text,
            found_on=found_on,
            direction=direction,
            strength=strength,
            independent=independent,
        )
        said = _evidence_added(evidence, assumption.statement)
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return evidence


def _evidence_added(evidence: AssumptionEvidence, statement: str) -> facts.EvidenceAdded:
    return facts.EvidenceAdded(
        subject=evidence.pk,
        item=evidence.item,
        direction=evidence.direction,
        strength=evidence.strength,
        independent=evidence.independent,
        found_on=evidence.found_on,
        assumption=statement,
        source=evidence.source,
        text=evidence.text,
    )


def withdraw_evidence(
    *, by: Person, evidence: AssumptionEvidence, now: datetime
) -> AssumptionEvidence:
    """Evidence that turned out to be wrong no longer counts; it stays readable. Own side only."""
    require(by, "thesis.judge", evidence.alliance, now)
    if evidence.owner_id != by.organisation_id:
        raise Refused("not_yours", "Each company withdraws the evidence that it gave itself.")
    with transaction.atomic():
        row = AssumptionEvidence.objects.lock(evidence)
        if row.withdrawn_at:
            return row
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        said = facts.EvidenceWithdrawn(
            subject=row.pk,
            item=row.item,
            assumption=drafts.statement_of(row.thesis, row.item),
            source=row.source,
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return row


def judge_assumption(
    *, by: Person, thesis: Thesis, item: str, verdict: str, reason: str, now: datetime
) -> AssumptionVerdict:
    """Give one's own side's verdict on an assumption; an earlier one of our side is replaced."""
    require(by, "thesis.judge", thesis.alliance, now)
    reason = worded(reason, field="reason", most=LONGEST_REASON, required=SAY_WHY)
    _one_of(verdict, Verdict, "verdict")
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        assumption = _assumption(row, item)
        standing = AssumptionVerdict.objects.in_system_scope("one verdict per side").filter(
            thesis=row, item=item, owner_id=by.home_id, replaced_at__isnull=True
        )
        standing.update(replaced_at=now)
        judged = AssumptionVerdict.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=JOINT,
            thesis=row,
            by=by,
            at=now,
            item=item,
            verdict=verdict,
            reason=reason,
        )
        said = facts.AssumptionJudged(
            subject=judged.pk,
            item=item,
            verdict=verdict,
            assumption=assumption.statement,
            organisation=by.home.name,
            reason=reason,
        )
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
        verdict_given(row, item, by=by, now=now)
    return judged
