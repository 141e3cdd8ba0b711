"""The versions of an alliance's ladder: which one holds, the newest one, and how another one begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from allied.alliances import signing
from allied.alliances.gates import Standing, read_ahead
from allied.alliances.models import Alliance, Stage
from allied.kit.errors import Outdated
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.conflict.ladder import Ladder, as_plain, built_in, from_plain, ladder_digest
from allied.rooms.conflict.models import ConflictLadder, LadderState

KIND, LADDER = "conflict ladder", "conflict.ladder"
ONE = "one ladder per alliance"


def ladder_in_force(alliance: Alliance) -> tuple[Ladder, int]:
    """The ladder that a new conflict climbs, and its version: the signed one, else the built-in one (0)."""
    row = signed(alliance)
    return (from_plain(row.content), row.revision) if row else (built_in(), 0)


def signed(alliance: Alliance) -> ConflictLadder | None:
    """The version that both companies have signed, if any."""
    return _signed(alliance).first()


def _signed(alliance: Alliance) -> QuerySet[ConflictLadder]:
    rows = ConflictLadder.objects.in_system_scope(ONE)
    return rows.filter(alliance=alliance, state=LadderState.SIGNED)


@read_ahead(Stage.AGREEMENT)
def joint_ladder(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """What gate and annex read of the ladder."""
    return {LADDER: _signed(standing.alliance)}


def signed_one(standing: Standing, now: datetime) -> ConflictLadder | None:
    """The signed version, read once for everything that is asked of this standing."""
    rows: list[ConflictLadder] = standing.rows(LADDER, joint_ladder, now)
    return next(iter(rows), None)


def newest(alliance: Alliance, version: int | None = None) -> ConflictLadder | None:
    """The newest version, locked; refused when somebody changed it since it was read (0 before the first)."""
    book.take_turn(alliance.pk)
    rows = ConflictLadder.objects.in_system_scope(ONE).filter(alliance=alliance)
    row = rows.select_for_update(of=("self",)).order_by("-revision").first()
    if version is not None and (row.version if row else 0) != version:
        raise Outdated("outdated", "Somebody else changed the ladder since you opened it.")
    return row


def written(
    row: ConflictLadder | None, alliance: Alliance, content: Ladder, *, by: Person, now: datetime
) -> ConflictLadder:
    """The draft with this content; a version that is no draft stays and a new one begins."""
    if row is None or row.state != LadderState.DRAFT:
        if row is not None and row.state == LadderState.UP:
            _lapse(row, by=by, now=now)
        return ConflictLadder.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            revision=row.revision + 1 if row else 1,
            content=as_plain(content),
            digest=ladder_digest(content),
            made_by=by,
            made_at=now,
            changed_at=now,
            version=row.version + 1 if row else 1,
        )
    row.content, row.digest = as_plain(content), ladder_digest(content)
    row.version, row.changed_at = row.version + 1, now
    row.save(update_fields=["content", "digest", "version", "changed_at"])
    return row


def _lapse(row: ConflictLadder, *, by: Person, now: datetime) -> None:
    signing.lapse(
        by=by,
        alliance=row.alliance,
        kind=KIND,
        subject_id=row.pk,
        reason="the ladder was changed",
        now=now,
    )
    row.state = LadderState.LAPSED
    row.save(update_fields=["state"])
