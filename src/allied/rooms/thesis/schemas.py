"""What the JSON door of the thesis takes and gives: explicit, never a table as it is."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from allied.alliances.models import SignOff
from allied.kit.comparison import Change
from allied.kit.lint import Finding
from allied.rooms.thesis.models import AssumptionEvidence, AssumptionVerdict, ThesisVersion
from allied.rooms.thesis.queries import Document
from allied.rooms.thesis.testing import AssumptionTest

# Bad direction, strength or verdict is answered like every other bad input, with its field.
Direction = Literal["for", "against"]
Strength = Literal["weak", "moderate", "strong"]
Verdict = Literal["validated", "refuted", "inconclusive"]


class VersionShown(Schema):
    """One version without its words; `edit` is what If-Match names."""

    revision: int
    state: str
    digest: str
    edit: int
    edited_by: str
    edited_at: datetime
    signed_at: datetime | None

    @staticmethod
    def of(row: ThesisVersion) -> "VersionShown":
        return VersionShown(
            revision=row.revision,
            state=row.state,
            digest=row.digest,
            edit=row.edit,
            edited_by=row.edited_by.name,
            edited_at=row.edited_at,
            signed_at=row.signed_at,
        )


class FindingShown(Schema):
    """One finding of the lint; `waived` says why both sides live with it, if they do."""

    rule: str
    severity: str
    section: str
    item: str
    message: str
    fix: str
    waived: str

    @staticmethod
    def of(found: Iterable[Finding]) -> "list[FindingShown]":
        return [
            FindingShown(
                rule=one.rule,
                severity=one.severity.value,
                section=one.section,
                item=one.item,
                message=one.message,
                fix=one.fix,
                waived=one.waived,
            )
            for one in found
        ]


class SignatureShown(Schema):
    """What one party said about a version."""

    organisation: str
    person: str
    role: str
    signed: bool
    reason: str
    at: datetime


class SignOffShown(Schema):
    """The sign-off of one version, with the signatures and refusals that count."""

    revision: int
    digest: str
    opened_at: datetime
    completed_at: datetime | None
    refused_at: datetime | None
    lapsed_at: datetime | None
    signatures: list[SignatureShown]

    @staticmethod
    def of(row: SignOff) -> "SignOffShown":
        given = row.signatures.filter(withdrawn_at__isnull=True).select_related("person", "owner")
        return SignOffShown(
            revision=row.revision,
            digest=row.digest,
            opened_at=row.opened_at,
            completed_at=row.completed_at,
            refused_at=row.refused_at,
            lapsed_at=row.lapsed_at,
            signatures=[
                SignatureShown(
                    organisation=each.owner.name,
                    person=each.person.name,
                    role=each.role,
                    signed=each.signed,
                    reason=each.reason,
                    at=each.at,
                )
                for each in given.order_by("at", "pk")
            ],
        )


class ThesisShown(Schema):
    """One version with its words."""

    id: UUID
    audience: str
    version: VersionShown
    content: dict[str, Any]

    @staticmethod
    def of(document: Document) -> "ThesisShown":
        return ThesisShown(
            id=document.thesis.pk,
            audience=document.thesis.audience,
            version=VersionShown.of(document.version),
            content=dict(document.content.as_plain()),
        )


class ChangeShown(Schema):
    """One change, as a sentence."""

    section: str
    item: str
    kind: str
    sentence: str

    @staticmethod
    def of(found: Iterable[Change]) -> "list[ChangeShown]":
        return [
            ChangeShown(section=c.section, item=c.item, kind=c.kind.value, sentence=c.sentence)
            for c in found
        ]


class EvidenceShown(Schema):
    """Something that speaks for or against an assumption."""

    id: UUID
    item: str
    source: str
    found_on: date
    direction: str
    strength: str
    independent: bool
    text: str
    by: str
    at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def of(row: AssumptionEvidence) -> "EvidenceShown":
        return EvidenceShown(
            id=row.pk,
            item=row.item,
            source=row.source,
            found_on=row.found_on,
            direction=row.direction,
            strength=row.strength,
            independent=row.independent,
            text=row.text,
            by=row.by.name,
            at=row.at,
            withdrawn_at=row.withdrawn_at,
        )


class VerdictShown(Schema):
    """One side's verdict."""

    item: str
    organisation: str
    verdict: str
    reason: str
    by: str
    at: datetime

    @staticmethod
    def of(row: AssumptionVerdict, organisation: str) -> "VerdictShown":
        return VerdictShown(
            item=row.item,
            organisation=organisation,
            verdict=row.verdict,
            reason=row.reason,
            by=row.by.name,
            at=row.at,
        )


class TestShown(Schema):
    """One assumption with its date, evidence, odds and verdicts."""

    __test__ = False  # a test of an assumption, not of the code

    item: str
    statement: str
    due: date
    standing: str
    likely: float
    odds: str
    said: str
    evidence: list[EvidenceShown]
    verdicts: list[VerdictShown]

    @staticmethod
    def of(test: AssumptionTest) -> "TestShown":
        return TestShown(
            item=test.assumption.id,
            statement=test.assumption.statement,
            due=test.due,
            standing=test.standing.value,
            likely=round(test.judgement.probability, 4),
            odds=test.odds,
            said=test.said,
            evidence=[EvidenceShown.of(row) for row in test.evidence],
            verdicts=[
                VerdictShown.of(row, party.organisation.name) for party, row in test.verdicts if row
            ],
        )


class Start(Schema):
    """Begin the thesis; without an audience it is joint when a partner is there, else ours."""

    audience: Literal["", "joint", "ours"] = ""
    content: dict[str, Any] | None = None


class SectionChange(Schema):
    """The new content of one section: a text, or a list of items."""

    content: Any


class Signing(Schema):
    """The digest of the words that were read."""

    digest: str = Field(max_length=64)


class Refusing(Signing):
    """Why a company does not sign."""

    reason: str = Field(max_length=2000)


class EvidenceGiven(Schema):
    """Something that was found."""

    source: str = Field(max_length=300)
    found_on: date
    direction: Direction
    strength: Strength
    independent: bool
    text: str = Field("", max_length=5000)


class VerdictGiven(Schema):
    """One side's verdict and why."""

    verdict: Verdict
    reason: str = Field(max_length=2000)


class Sharing(Schema):
    """The sections of an own draft that become visible to everybody; all when none is named."""

    sections: list[str] = Field(default_factory=list, max_length=20)
