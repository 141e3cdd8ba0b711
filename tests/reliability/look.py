"""Run inside an installation: prints what its database holds, every root computed anew, as JSON."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from allied.alliances.models import PrivateNote  # noqa: E402
from allied.clock.models import Timer  # noqa: E402
from allied.notices.models import Notice  # noqa: E402
from allied.people.doors import system_scope  # noqa: E402
from allied.record import jcs, merkle  # noqa: E402
from allied.record.models import Entry, Log  # noqa: E402

WHY = "a trial looks at everything"


def rows(model, *fields):
    found = model.objects.in_system_scope(WHY).order_by("pk").values_list(*fields)
    return [[str(each) if each is not None else None for each in row] for row in found]


def chain(log) -> dict[str, object]:
    """Each entry names the root before it; the head is the root over all of them."""
    frontier, prev, roots = merkle.Frontier(), True, []
    entries = Entry.objects.in_system_scope(WHY).filter(log=log).order_by("seq")
    for entry in entries:
        said = json.loads(entry.raw)
        root = jcs.encode_base64(frontier.root())
        prev = prev and said["prev"] == root and said["seq"] == entry.seq == frontier.size
        frontier = frontier.push(merkle.leaf_hash(entry.raw.encode()))
        roots.append(jcs.encode_base64(frontier.root()))
    valid = prev and frontier.size == log.size and jcs.encode_base64(frontier.root()) == log.root
    return {"valid": valid, "size": log.size, "roots": roots, "own": log.alliance_id is None}


def integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return str(cursor.fetchone()[0])


with system_scope(WHY):
    logs = {log.origin: chain(log) for log in Log.objects.in_system_scope(WHY)}
    sys.stdout.write(
        json.dumps(
            {
                "notes": rows(PrivateNote, "title", "pk"),
                "entries": rows(Entry, "kind", "subject_id"),
                "timers": rows(Timer, "subject_id", "fired_at"),
                "notices": rows(Notice, "pk", "day", "sent_at", "dropped_at"),
                "logs": logs,
                "integrity": integrity(),
            }
        )
    )
