"""Puts a version of the blueprint into effect: forums, members and decision rights as rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.governance import rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.models import Blueprint, DecisionRight, Forum, ForumMember

REASON = "the blueprint of one alliance is put into effect as a whole"


def put_in_effect(version: Blueprint, *, by: Person, now: datetime) -> None:
    """Forums and rights become what this version says; what it no longer names has ended."""
    blueprint, content = blueprint_of(version), version.content
    born = {"alliance_id": version.alliance_id, "owner_id": by.home_id, "audience": JOINT}
    forums = _put_forums(blueprint, content["forums"], born, now)
    _put_members(blueprint, forums, born, now)
    _put_rights(blueprint, content["rights"], forums, born, now)


def _put_forums(
    blueprint: rights.Blueprint, content: list[Any], born: dict[str, Any], now: datetime
) -> dict[str, Forum]:
    rows = Forum.objects.in_system_scope(REASON).filter(alliance_id=born["alliance_id"])
    known = {row.key: row for row in rows}
    for position, forum in enumerate(blueprint.forums):
        row = known.get(forum.id) or Forum(**born, key=forum.id)
        row.position, row.name, row.layer = position, forum.name, forum.layer
        row.rhythm, row.content, row.ended_at = forum.rhythm, content[position], None
        known[forum.id] = row
    _save(Forum, known, {forum.id for forum in blueprint.forums}, now)
    return known


def _put_rights(
    blueprint: rights.Blueprint,
    content: list[Any],
    forums: dict[str, Forum],
    born: dict[str, Any],
    now: datetime,
) -> None:
    rows = DecisionRight.objects.in_system_scope(REASON).filter(alliance_id=born["alliance_id"])
    known = {row.key: row for row in rows}
    for position, right in enumerate(blueprint.rights):
        row = known.get(right.id) or DecisionRight(**born, key=right.id)
        row.position, row.name, row.kind = position, right.name, right.kind[:60]
        row.forum, row.sla_days = forums.get(right.forum), right.sla_days
        row.content, row.ended_at = content[position], None
        known[right.id] = row
    _save(DecisionRight, known, {right.id for right in blueprint.rights}, now)


def _save(model: Any, known: dict[str, Any], named: set[str], now: datetime) -> None:
    """Writes new and known rows in two statements; rows that are no longer named end."""
    for key, row in known.items():
        if key not in named and row.ended_at is None:
            row.ended_at = now
    fields = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    fields = [name for name in fields if name not in {"alliance", "owner", "audience", "key"}]
    new = [row for row in known.values() if row._state.adding]
    old = [row for row in known.values() if not row._state.adding]
    model.objects.bulk_create(new)
    if old:
        model.objects.in_system_scope(REASON).bulk_update(old, fields)


def _put_members(
    blueprint: rights.Blueprint, forums: dict[str, Forum], born: dict[str, Any], now: datetime
) -> None:
    rows = ForumMember.objects.in_system_scope(REASON).filter(
        alliance_id=born["alliance_id"], ended_at__isnull=True
    )
    sitting = {(row.forum_id, str(row.person_id)): row for row in rows}
    wanted = {
        (forums[forum.id].pk, member.person): member
        for forum in blueprint.forums
        for member in forum.members
    }
    gone = [row.pk for place, row in sitting.items() if place not in wanted]
    ForumMember.objects.in_system_scope(REASON).filter(pk__in=gone).update(ended_at=now)
    ForumMember.objects.bulk_create(
        ForumMember(
            **born, forum_id=forum, person_id=UUID(person), party_id=UUID(member.party), since=now
        )
        for (forum, person), member in wanted.items()
        if (forum, person) not in sitting
    )
