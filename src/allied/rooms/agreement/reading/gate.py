"""What the gate of the agreement asks of the record and of the obligations; private readings count nowhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q

from allied.alliances.gates import Check, Standing, gate_of
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


@gate_of(Stage.AGREEMENT)
def agreement_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """The agreement is recorded with its key dates, nothing read is unchecked, no obligation is adrift."""
    row = Agreement.objects.in_system_scope(WHY).filter(alliance=standing.alliance).first()
    yield Check(
        id="agreement.recorded",
        says="The agreement is recorded",
        holds=row is not None,
        route="agreement",
        offer="Have the agreement read, or record it by hand.",
    )
    yield from _dates(row)
    open_facts = AgreementFact.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance,
        audience=JOINT,
        state=FactState.FOUND,
        reading__discarded_at=None,
    )
    waiting = open_facts.count()
    yield _none("facts", "Every fact that was read is checked", waiting)
    yield from _obligations(standing, now)


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


def _obligations(standing: Standing, now: datetime) -> Iterable[Check]:
    rows = Obligation.objects.in_system_scope(WHY).filter(
        alliance=standing.alliance, state=ObligationState.OPEN
    )
    found = rows.aggregate(
        loose=Count("pk", filter=Q(holder__isnull=True)),
        late=Count("pk", filter=Q(due__lt=now.date())),
    )
    yield _none("owners", "Every obligation has an owner", found["loose"])
    yield _none("late", "No obligation is overdue", found["late"])


def _none(key: str, says: str, missing: int) -> Check:
    words = f"{says} ({missing} missing)" if missing else says
    return Check(id=f"agreement.{key}", says=words, holds=not missing, route="agreement")
