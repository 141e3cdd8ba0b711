"""What the JSON door says and hears about the agreement."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from allied.rooms.agreement.reading.content import NAMES, AgreementContent, read_content
from allied.rooms.agreement.reading.models import (
    Agreement,
    AgreementFact,
    AgreementReading,
    Obligation,
)
from allied.rooms.agreement.reading.queries.readings import Listed, ReadingShown


class ReadFactPlace(Schema):
    """Where the quotation stands: characters of the text, line and page from 1, the heading above it."""

    start: int
    end: int
    line: int
    page: int
    section: str


class AgreementFactShown(Schema):
    """A fact with its quotation and place, and what a person said to it; only then it counts."""

    id: UUID
    kind: str
    value: str
    said: str
    counts: bool
    state: str
    more: dict[str, Any]
    quote: str
    place: ReadFactPlace
    source: str
    by: str
    version: int

    @staticmethod
    def of(row: AgreementFact) -> "AgreementFactShown":
        """The fact as scripts read it."""
        place = ReadFactPlace(
            start=row.start, end=row.end, line=row.line, page=row.page, section=row.section
        )
        return AgreementFactShown(
            id=row.pk,
            kind=row.kind,
            value=row.value,
            said=row.said,
            counts=row.counts,
            state=row.state,
            more=row.more,
            quote=row.quote,
            place=place,
            source=row.source,
            by=row.by.name if row.by else "",
            version=row.version,
        )


class AgreementGap(Schema):
    """One thing that the document does not say: why that hurts, where it belongs, what answers it today."""

    key: str
    missing: str
    why: str
    annex: str
    answered: str


class AgreementReadingListed(Schema):
    """A document that was read."""

    id: UUID
    title: str
    audience: str
    file_name: str
    pages: int
    by: str
    at: datetime
    facts: int
    to_check: int

    @staticmethod
    def of(one: Listed) -> "AgreementReadingListed":
        """The reading in a list."""
        row = one.reading
        return AgreementReadingListed(**_of_reading(row), facts=one.total, to_check=one.open)


def _of_reading(row: AgreementReading) -> dict[str, Any]:
    names = ("title", "audience", "file_name", "pages", "at")
    return {"id": row.pk, "by": row.by.name} | {name: getattr(row, name) for name in names}


class AgreementReadingFull(Schema):
    """A document with everything that was found in it, and what it leaves open."""

    id: UUID
    title: str
    audience: str
    file_name: str
    pages: int
    by: str
    at: datetime
    notes: list[str]
    facts: list[AgreementFactShown]
    gaps: list[AgreementGap]

    @staticmethod
    def of(told: ReadingShown) -> "AgreementReadingFull":
        """The reading as scripts read it."""
        return AgreementReadingFull(
            **_of_reading(told.reading),
            notes=list(told.reading.notes),
            facts=[AgreementFactShown.of(fact) for fact in told.facts],
            gaps=[
                AgreementGap(
                    key=gap.key,
                    missing=gap.missing,
                    why=gap.why,
                    annex=gap.annex,
                    answered=told.answers[gap.key].says if gap.key in told.answers else "",
                )
                for gap in told.gaps
            ],
        )


class FactVerdict(Schema):
    """Confirmed, corrected or refused; `value` is what stands there instead."""

    verdict: str
    value: str = ""


class FactAdded(Schema):
    """A fact that the reader did not find."""

    kind: str
    value: str
    quote: str = ""


class AgreementGiven(Schema):
    """The agreement record; what is not known stays empty."""

    name: str
    parties: list[str] = []
    signed_on: date | None = None
    effective_on: date | None = None
    term: str = ""
    ends_on: date | None = None
    open_ended: bool = False
    renewal: str = ""
    notice: str = ""
    leaving: str = ""
    law: str = ""
    note: str = ""

    def content(self) -> AgreementContent:
        """The record as the command takes it."""
        return read_content(self.model_dump())


class AgreementShown(AgreementGiven):
    """The agreement record with the last day on which a notice counts."""

    id: UUID
    notice_on: date | None
    by: str
    changed_at: datetime
    version: int

    @staticmethod
    def of(row: Agreement) -> "AgreementShown":
        """The record as scripts read it."""
        return AgreementShown(
            **{name: getattr(row, name) for name in NAMES},
            id=row.pk,
            notice_on=row.notice_on,
            by=row.by.name,
            changed_at=row.changed_at,
            version=row.version,
        )


class ObligationGiven(Schema):
    """What is owed, by a person (`owner`) or a company (`side`), and by when."""

    text: str
    due: date
    owner: UUID | None = None
    side: UUID | None = None
    clause: str = ""


class SettledReason(Schema):
    """What shows that it is done, or why."""

    reason: str


class ObligationShown(Schema):
    """An obligation as it stands."""

    id: UUID
    ref: str
    text: str
    clause: str
    side: str
    owner: str
    due: date
    state: str
    reason: str
    version: int

    @staticmethod
    def of(row: Obligation) -> "ObligationShown":
        """The obligation as scripts read it."""
        return ObligationShown(
            id=row.pk,
            ref=row.ref,
            text=row.text,
            clause=row.clause,
            side=str(row.side),
            owner=row.holder.name if row.holder else "",
            due=row.due,
            state=row.state,
            reason=row.reason,
            version=row.version,
        )
