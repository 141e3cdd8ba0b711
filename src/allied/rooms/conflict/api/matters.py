"""A matter as the JSON door hears and says it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from allied.kit.content import decimal_text
from allied.rooms.conflict.matter import Matter
from allied.rooms.conflict.models import (
    ConflictDraft,
)
from allied.rooms.conflict.models.conflicts import MatterRow
from allied.rooms.conflict.references import Reference


class ReferenceNamed(Schema):
    """A joint record by kind and id."""

    kind: str = Field(description="decision, risk, attachment, shared text, entry or outcome")
    id: str

    def as_reference(self) -> Reference:
        """The reference for the commands."""
        return Reference(kind=self.kind, id=self.id)


class ReferenceShown(ReferenceNamed):
    """A reference with what its record was called then."""

    label: str


class MatterAsked(Schema):
    """A matter: `severity` 1 to 3; `kind` fact, commercial, scope, delivery, rights or working."""

    title: str
    text: str = ""
    kind: str = "fact"
    severity: int = 2
    unit: str = ""
    stake: Decimal | None = None
    currency: str = ""
    blocks: str = ""
    about: ReferenceNamed | None = None

    def as_matter(self, currency: str) -> Matter:
        """The matter for the commands, in the alliance's currency unless one is named."""
        return Matter(
            title=self.title,
            text=self.text,
            kind=self.kind,
            severity=self.severity,
            unit=self.unit,
            stake=self.stake,
            currency=self.currency or (currency if self.stake is not None else ""),
            blocks=self.blocks,
        )

    def reference(self) -> Reference | None:
        """What it is about, if it says so."""
        return self.about.as_reference() if self.about else None


class ConflictAsked(MatterAsked):
    """A matter that is raised; `not_a_person` confirms that a word of the title is nobody's name."""

    not_a_person: bool = False
    draft: UUID | None = None


def matter_of(row: MatterRow) -> dict[str, Any]:
    """What every view of a matter says."""
    return {
        "title": row.title,
        "text": row.text,
        "kind": row.kind,
        "severity": row.severity,
        "unit": row.unit,
        "stake": decimal_text(row.stake),
        "currency": row.currency,
        "blocks": row.blocks,
        "about": ReferenceShown(**row.about) if row.about else None,
    }


class MatterShown(Schema):
    """A matter as it was written."""

    title: str
    text: str
    kind: str
    severity: int
    unit: str
    stake: str | None
    currency: str
    blocks: str
    about: ReferenceShown | None


class ConflictDraftShown(MatterShown):
    """A draft as one's own side sees it."""

    id: UUID
    version: int
    changed_at: datetime

    @staticmethod
    def of(row: ConflictDraft) -> "ConflictDraftShown":
        """The draft."""
        return ConflictDraftShown(
            id=row.pk, version=row.version, changed_at=row.changed_at, **matter_of(row)
        )
