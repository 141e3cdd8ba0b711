"""The versions of an alliance's blueprint: the newest one, and how another one begins."""

from datetime import datetime

from allied.alliances import signing
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.governance import rights
from allied.rooms.governance.blueprint import as_plain, blueprint_digest
from allied.rooms.governance.models import Blueprint, BlueprintState

KIND = "blueprint"
NEWEST = "one blueprint per alliance"


def newest(alliance: Alliance, version: int | None = None) -> Blueprint:
    """The newest version, locked; refused when somebody changed it since it was read."""
    book.take_turn(alliance.pk)
    rows = Blueprint.objects.in_system_scope(NEWEST).filter(alliance=alliance)
    row = rows.select_for_update().order_by("-revision").first()
    if row is None:
        raise Refused("not_started", "There is no governance blueprint yet. Start with one.")
    if version is not None and row.version != version:
        raise Outdated("outdated", "Somebody else changed the blueprint since you opened it.")
    return row


def add_version(
    alliance: Alliance,
    blueprint: rights.Blueprint,
    *,
    revision: int,
    by: Person,
    now: datetime,
    version: int = 1,
) -> Blueprint:
    """One more version, as a draft."""
    return Blueprint.objects.create(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        revision=revision,
        content=as_plain(blueprint),
        digest=blueprint_digest(blueprint),
        made_by=by,
        made_at=now,
        changed_at=now,
        version=version,
    )


def written(row: Blueprint, content: rights.Blueprint, *, by: Person, now: datetime) -> Blueprint:
    """The draft with this content; a version that is no draft stays and a new one begins."""
    if row.state != BlueprintState.DRAFT:
        if row.state == BlueprintState.UP:
            _lapse(row, by=by, now=now)
        return add_version(
            row.alliance,
            content,
            revision=row.revision + 1,
            by=by,
            now=now,
            version=row.version + 1,
        )
    row.content, row.digest = as_plain(content), blueprint_digest(content)
    row.version, row.changed_at = row.version + 1, now
    row.save(update_fields=["content", "digest", "version", "changed_at"])
    return row


def _lapse(row: Blueprint, *, by: Person, now: datetime) -> None:
    signing.lapse(
        by=by,
        alliance=row.alliance,
        kind=KIND,
        subject_id=row.pk,
        reason="the blueprint was changed",
        now=now,
    )
    row.state = BlueprintState.LAPSED
    row.save(update_fields=["state"])
