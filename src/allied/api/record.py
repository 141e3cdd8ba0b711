"""The record through the JSON door: its lines, its head, proofs of entries and of its growth."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from allied.alliances.doors import enter, find
from allied.alliances.models import Alliance
from allied.api.here import person_at
from allied.kit.api import PAGE_SIZE, PROBLEMS, Page
from allied.people.scope import JOINT
from allied.record import proofs
from allied.record.models import Entry
from allied.record.story import told

router = Router(tags=["record"])


class LineOut(Schema):
    """One entry, told."""

    seq: int
    at: datetime
    kind: str
    organisation: str
    who: str
    sentence: str
    subject_kind: str
    subject_id: UUID | None
    seal: str


class Head(Schema):
    """The head of a log: how many entries, and the Merkle root over them (base64)."""

    origin: str
    size: int
    root: str


class Proof(Schema):
    """An entry as the bytes that were hashed, and its way up to the root (base64, RFC 9162)."""

    head: Head
    seq: int
    entry: str
    path: list[str]


class Consistency(Schema):
    """Two heads of the log, and the way from the older to the newer one (base64, RFC 9162)."""

    old: Head
    new: Head
    path: list[str]


class Sizes(Schema):
    """From which head to which: their numbers of entries; from the empty log to the head of now unless said."""

    old_size: int = Field(0, alias="from", ge=0)
    new_size: int | None = Field(default=None, alias="to", ge=0)


class Chosen(Schema):
    """What of the record is asked for; `cursor` is the `next` of the page before."""

    cursor: int | None = Field(None, ge=0)
    kind: str = ""
    subject: UUID | None = None


@router.get("/alliances/{alliance_id}/record", response={200: Page[LineOut], **PROBLEMS})
def entries(request: HttpRequest, alliance_id: UUID, chosen: Query[Chosen]) -> Page[LineOut]:
    """The joint record, the newest entries first."""
    alliance = enter(request, alliance_id)
    rows = _joint(request, alliance)
    if chosen.cursor is not None:
        rows = rows.filter(seq__lt=chosen.cursor)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.subject:
        rows = rows.filter(subject_id=chosen.subject)
    lines = told(rows.order_by("-seq")[: PAGE_SIZE + 1])
    shown = [
        LineOut(
            seq=line.seq,
            at=line.at,
            kind=line.kind,
            organisation=line.organisation.name if line.organisation else "",
            who=line.person.name if line.person else "",
            sentence=line.sentence,
            subject_kind=line.subject_kind,
            subject_id=line.subject_id,
            seal=line.seal,
        )
        for line in lines[:PAGE_SIZE]
    ]
    return Page[LineOut](items=shown, next=str(shown[-1].seq) if len(lines) > PAGE_SIZE else "")


@router.get("/alliances/{alliance_id}/record/head", response={200: Head, **PROBLEMS})
def head(request: HttpRequest, alliance_id: UUID) -> Head:
    """The head of the joint log now: keep it, and nobody can rewrite what came before."""
    log = enter(request, alliance_id).log
    return Head(origin=log.origin, size=log.size, root=log.root)


@router.get("/alliances/{alliance_id}/record/{seq}/proof", response={200: Proof, **PROBLEMS})
def proof(request: HttpRequest, alliance_id: UUID, seq: int) -> Proof:
    """The proof that one entry is in the log with this head."""
    alliance = enter(request, alliance_id)
    rows = _joint(request, alliance)
    entry = find(rows, seq=seq)
    log = alliance.log
    return Proof(
        head=Head(origin=log.origin, size=log.size, root=log.root),
        seq=seq,
        entry=entry.raw,
        path=proofs.inclusion(rows, log.size, seq),
    )


@router.get("/alliances/{alliance_id}/record/consistency", response={200: Consistency, **PROBLEMS})
def consistency(request: HttpRequest, alliance_id: UUID, sizes: Query[Sizes]) -> Consistency:
    """The proof that the log with `to` entries begins with the one of `from`: nothing was changed."""
    alliance = enter(request, alliance_id)
    log = alliance.log
    grown = proofs.growth(
        _joint(request, alliance), log.size, old=sizes.old_size, new=sizes.new_size
    )
    return Consistency(
        old=Head(origin=log.origin, size=grown.old_size, root=grown.old_root),
        new=Head(origin=log.origin, size=grown.new_size, root=grown.new_root),
        path=list(grown.path),
    )


def _joint(request: HttpRequest, alliance: Alliance) -> QuerySet[Entry]:
    return Entry.objects.visible_to(person_at(request)).filter(alliance=alliance, audience=JOINT)
