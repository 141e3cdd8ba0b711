"""What the gate of the agreement asks of the record and of the obligations; private readings count nowhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from allied.alliances.gates import Check, Standing, gate_of, read_ahead
from allied.alliances.models import Stage
from allied.people.scope import JOINT
from allied.rooms.agreement.reading.models import (
    Agreement,
    AgreementFact,
    FactState,
    Obligation,
    ObligationState,
)

WHY = "gates are joint"


@read_ahead(Stage.AGREEMENT)
def joint_rows(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The record, how many facts wait, and how many obligations have no owner or are late."""
    alliance = standing.alliance
    facts = AgreementFact.objects.in_system_scope(WHY).filter(
        alliance=alliance, audience=JOINT, state=FactState.FOUND, reading__discarded_at=None
    )
    open_ = Obligation.objects.in_system_scope(WHY).filter(
        alliance=alliance, state=ObligationState.OPEN
    )
    loose = Count("pk", filter=Q(holder__isnull=True))
    late = Count("pk", filter=Q(due__lt=now.date()))
    return {
        "agreement.record": Agreement.objects.in_system_scope(WHY).filter(alliance=alliance),
        "agreement.facts": _counts(facts, waiting=Count("pk")),
        "agreement.obligations": _counts(open_, loose=loose, late=late),
    }


def _counts(rows: QuerySet[Any, Any], **counts: Count) -> QuerySet[Any, Any]:
    """One row of counts; none where nothing is counted."""
    found: QuerySet[Any, Any] = rows.order_by().values("alliance").annotate(**counts)
    return found.values_list(*counts)


@gate_of(Stage.AGREEMENT)
def agreement_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """The agreement is recorded with its key dates, nothing read is unchecked, no obligation is adrift."""
    agreements: list[Agreement] = standing.rows("agreement.record", joint_rows, now)
    row = next(iter(agreements), None)
    yield Check(
        id="agreement.recorded",
        says="The agreement is recorded",
        holds=row is not None,
        route="agreement",
        offer="Have the agreement read, or record it by hand.",
    )
    yield from _dates(row)
    ((waiting,),) = standing.rows("agreement.facts", joint_rows, now) or [(0,)]
    yield _none("facts", "Every fact that was read is checked", waiting)
    ((loose, late),) = standing.rows("agreement.obligations", joint_rows, now) or [(0, 0)]
    yield _none("owners", "Every obligation has an owner", loose)
    yield _none("late", "No obligation is overdue", late)


def _dates(row: Agreement | None) -> Iterable[Check]:
    has_start = bool(row and (row.effective_on or row.signed_on))
    has_end = bool(row and (row.ends_on or row.open_ended))
    has_notice = bool(row and (row.open_ended or row.notice_on or (row.ends_on and row.renewal)))
    for key, says, holds in (
        ("start", "It is known when the agreement takes effect", has_start),
        ("end", "It is known when it ends", has_end),
        ("notice", "It is known how it goes on then, or until when a notice counts", has_notice),
        ("law", "The governing law is known", bool(row and row.law)),
    ):
        yield Check(id=f"agreement.{key}", says=says, holds=holds, route="agreement")


def _none(key: str, says: str, missing: int) -> Check:
    words = f"{says} ({missing} missing)" if missing else says
    return Check(id=f"agreement.{key}", says=words, holds=not missing, route="agreement")
