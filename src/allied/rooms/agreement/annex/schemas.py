"""The shapes of the annex and of KPIs in the JSON door."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema

from allied.kit.comparison import Change
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import (
    Direction,
    KpiContent,
    Period,
    Perspective,
    lacks,
)
from allied.rooms.agreement.annex.markup import MarkUp
from allied.rooms.agreement.annex.models import AnnexVersion, Kpi
from allied.rooms.agreement.annex.proposals import Proposal
from allied.rooms.agreement.annex.queries import Annex
from allied.rooms.agreement.annex.text import as_plain


class AnnexChange(Schema):
    """One difference in words; in a table, `item` is the row."""

    section: str
    item: str
    kind: str
    says: str

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "list[AnnexChange]":
        """The differences of a comparison."""
        return [
            cls(section=one.section, item=one.item, kind=one.kind.value, says=one.sentence)
            for one in changes
        ]

    @classmethod
    def of_markup(cls, found: MarkUp) -> "list[AnnexChange]":
        """The differences of a marked-up document, then its comments (kind `comment`)."""
        said = (
            cls(section=one.section, item=one.row, kind="comment", says=one.sentence)
            for one in found.remarks
        )
        return [*cls.of(found.changes), *said]


class AnnexVersionShown(Schema):
    """One frozen version without its words."""

    revision: int
    state: str
    digest: str
    made_by: str
    made_at: datetime
    in_force_at: datetime | None

    @classmethod
    def of(cls, row: AnnexVersion) -> "AnnexVersionShown":
        """The version behind a row."""
        return cls(
            revision=row.revision,
            state=row.state,
            digest=row.digest,
            made_by=row.made_by.name,
            made_at=row.made_at,
            in_force_at=row.in_force_at,
        )


class AnnexVersionFull(AnnexVersionShown):
    """One frozen version with its words, which is what was signed."""

    content: dict[str, Any]

    @classmethod
    def whole(cls, row: AnnexVersion) -> "AnnexVersionFull":
        """The version behind a row, with its content."""
        return cls(**AnnexVersionShown.of(row).model_dump(), content=row.content)


class AnnexSignature(Schema):
    """One party's answer to the version that is newest."""

    party: UUID
    person: str
    signed: bool
    reason: str
    at: datetime


class AnnexFinding(Schema):
    """What the lint says about a KPI or a part of the terms; `waived` says why both sides live with it."""

    rule: str
    severity: str
    section: str
    item: str
    message: str
    fix: str
    waived: str


class AnnexShown(Schema):
    """The annex from today's settings, and where its signatures stand."""

    digest: str
    content: dict[str, Any]
    newest: int | None
    state: str
    in_force: int | None
    drift: list[AnnexChange]
    findings: list[AnnexFinding]
    signatures: list[AnnexSignature]

    @classmethod
    def of(cls, found: Annex) -> "AnnexShown":
        """The annex as the API tells it."""
        plain: Any = as_plain(found.today)
        return cls(
            digest=found.digest,
            content=plain,
            newest=found.newest.revision if found.newest else None,
            state=found.newest.state if found.newest else "draft",
            in_force=found.in_force.revision if found.in_force else None,
            drift=AnnexChange.of(found.drift),
            findings=[
                AnnexFinding(
                    rule=one.rule,
                    severity=one.severity.value,
                    section=one.section,
                    item=one.item,
                    message=one.message,
                    fix=one.fix,
                    waived=one.waived,
                )
                for one in found.findings
            ],
            signatures=[
                AnnexSignature(
                    party=each.owner_id,
                    person=each.person.name,
                    signed=each.signed,
                    reason=each.reason,
                    at=each.at,
                )
                for each in found.signatures
            ],
        )


class AnnexDigest(Schema):
    """The digest of the text that was read."""

    digest: str


class AnnexRefusal(AnnexDigest):
    """Why this version is not signed."""

    reason: str


class TermsShown(Schema):
    """What the parties say in the annex itself, part by part; built in where they said nothing."""

    version: int
    parts: dict[str, list[dict[str, Any]]]


class TermsWritten(Schema):
    """The rows of one part."""

    rows: list[dict[str, Any]]


class KpiGiven(Schema):
    """A definition; figures are numbers as text, empty ones are left out."""

    name: str
    perspective: Perspective = Perspective.VALUE
    unit: str = ""
    direction: Direction = Direction.HIGHER
    formula: str = ""
    source: str = ""
    period: Period = Period.MONTH
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_high: Decimal | None = None
    red: Decimal | None = None
    red_high: Decimal | None = None
    owner_organisation: UUID | None = None
    owner_person: UUID | None = None
    proves: str = ""
    confirmers: list[UUID] = []

    def content(self) -> KpiContent:
        """The definition as the commands take it."""
        said = self.model_dump(exclude={"key", "owner_organisation", "owner_person", "confirmers"})
        return KpiContent(
            **said,
            side=self.owner_organisation,
            holder=self.owner_person,
            confirmers=tuple(str(one) for one in self.confirmers),
        )


class KpiNew(KpiGiven):
    """A new definition; without a key it gets the next one of its group."""

    key: str = ""


class KpiEnding(Schema):
    """Why a KPI is counted no longer."""

    reason: str


class KpiShown(KpiGiven):
    """A definition as both companies read it."""

    id: UUID
    key: str
    version: int
    lacks: list[str]
    retired_at: datetime | None
    retired_because: str

    @classmethod
    def of(cls, row: Kpi) -> "KpiShown":
        """The definition behind a row."""
        content = content_of(row)
        return cls(
            **_fields(content),
            id=row.pk,
            key=row.key,
            version=row.version,
            lacks=lacks(content),
            retired_at=row.retired_at,
            retired_because=row.retired_because,
        )


class KpiProposed(KpiGiven):
    """A KPI that could be defined; `ours` is read by our own side only."""

    id: str
    source_of_it: str
    ours: bool

    @classmethod
    def of(cls, proposal: Proposal) -> "KpiProposed":
        """The proposal as the API tells it."""
        return cls(
            **_fields(proposal.content),
            id=proposal.id,
            source_of_it=proposal.source,
            ours=proposal.ours,
        )


def _fields(content: KpiContent) -> dict[str, Any]:
    said = {**vars(content)}
    said["owner_organisation"], said["owner_person"] = said.pop("side"), said.pop("holder")
    return {**said, "confirmers": list(content.confirmers)}
