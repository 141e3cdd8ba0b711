"""Writing in the record: every command that changes something appends exactly what happened."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.record import jcs, merkle
from allied.record.commitments import Committed, seal
from allied.record.commitments import Disclosure as Opening
from allied.record.facts import Fact, details, stamp
from allied.record.models import Disclosure, Entry, Log


def open_joint_log(alliance_id: UUID, *, now: datetime) -> Log:
    """The empty log of a new alliance."""
    return _open(f"log/{alliance_id}", now, alliance_id=alliance_id)


def own_log(organisation: Organisation, *, now: datetime) -> Log:
    """The own log of an organisation, made on first use."""
    rows = Log.objects.in_system_scope("appending")
    found = rows.filter(organisation=organisation).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _open(f"own/{organisation.pk}", now, organisation=organisation)
    except IntegrityError:  # a colleague wrote their first line at the same moment
        return rows.get(organisation=organisation)


def _open(
    path: str,
    now: datetime,
    *,
    alliance_id: UUID | None = None,
    organisation: Organisation | None = None,
) -> Log:
    host = settings.BASE_URL.split("://")[1]
    empty = merkle.Frontier()
    return Log.objects.create(
        origin=f"{host}/{path}",
        root=jcs.encode_base64(empty.root()),
        frontier=jcs.encode_base64(empty.pack()),
        at=now,
        alliance_id=alliance_id,
        organisation=organisation,
    )


def record(said: Fact, *, alliance_id: UUID, by: Person | None, now: datetime) -> Entry:
    """One line in the joint log of an alliance, in the transaction of the command that caused it."""
    return record_all([said], alliance_id=alliance_id, by=by, now=now)[0]


def record_all(
    said: Sequence[Fact], *, alliance_id: UUID, by: Person | None, now: datetime
) -> list[Entry]:
    """The same for what happened together: one line each, in this order, written at once."""
    log = take_turn(alliance_id)
    return _append(said, log, by=by, now=now, alliance_id=alliance_id, audience=JOINT)


def take_turn(alliance_id: UUID) -> Log:
    """Wait until nobody else writes in this joint log, and keep it until the transaction ends.

    Commands that lock several rows begin with it, so that no two of them wait for each other.
    """
    rows = Log.objects.in_system_scope("appending").select_for_update()
    return rows.get(alliance_id=alliance_id)


def note_own(
    said: Fact, *, by: Person, now: datetime, alliance_id: UUID | None = None
) -> Entry | None:
    """One line in the own log of this person's organisation: private matters never enter a joint log."""
    if by.organisation is None:
        return None
    log = Log.objects.lock(own_log(by.organisation, now=now))
    lines = _append([said], log, by=by, now=now, alliance_id=alliance_id, audience=OURS)
    return lines[0]


def _actor(by: Person | None) -> dict[str, str]:
    if by is None:
        return {"system": "host"}
    return {"org": str(by.organisation_id), "member": by.pseudonym}


def _append(
    said: Sequence[Fact],
    log: Log,
    *,
    by: Person | None,
    now: datetime,
    alliance_id: UUID | None,
    audience: str,
) -> list[Entry]:
    at = max(now, log.at)
    entries, opened = [], []
    for fact in said:
        content, disclosed = seal(log.origin, log.size, _content(fact))
        whole = {
            "v": 1,
            "log": log.origin,
            "seq": log.size,
            "prev": log.root,
            "at": stamp(at),
            "type": fact.kind,
            "actor": _actor(by),
            "data": content,
        }
        raw = jcs.canonical(whole)
        entry = Entry(
            alliance_id=alliance_id,
            owner_id=by.organisation_id if by else None,
            audience=audience,
            log=log,
            seq=log.size,
            raw=raw.decode(),
            kind=fact.kind,
            at=at,
            person=by,
            subject_kind=fact.subject_kind,
            subject_id=fact.subject,
        )
        entries.append(entry)
        opened += [(entry, each) for each in disclosed]
        _move_head(log, raw, at)
    Entry.objects.bulk_create(entries)
    _disclose(opened)
    log.save(update_fields=["size", "frontier", "root", "at"])
    return entries


def _content(said: Fact) -> dict[str, object]:
    """What enters the entry: ids, states, dates and amounts in clear, everything told as a commitment."""
    content: dict[str, object] = {}
    if said.subject:
        content["subject"] = {"kind": said.subject_kind, "id": str(said.subject)}
    for each, value in details(said):
        content[each.name] = Committed(value) if each.metadata.get("told") else value
    return content


def _disclose(opened: Iterable[tuple[Entry, Opening]]) -> None:
    Disclosure.objects.bulk_create(
        Disclosure(
            alliance_id=entry.alliance_id,
            owner_id=entry.owner_id,
            audience=entry.audience,
            entry=entry,
            path=each.path,
            salt=jcs.encode_base64url(each.salt),
            value=each.value,
        )
        for entry, each in opened
    )


def _move_head(log: Log, raw: bytes, at: datetime) -> None:
    frontier = merkle.Frontier.unpack(jcs.decode_base64(log.frontier))
    frontier = frontier.push(merkle.leaf_hash(raw))
    log.size, log.at = frontier.size, at
    log.frontier = jcs.encode_base64(frontier.pack())
    log.root = jcs.encode_base64(frontier.root())
