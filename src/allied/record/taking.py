"""Taking the joint record out: heads signed by the host, and the whole record as one bundle."""

import csv
from binascii import unhexlify
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from allied.environment import kept_seed
from allied.people.doors import system_scope
from allied.people.scope import JOINT
from allied.record import bundle, checkpoints, commitments, jcs
from allied.record.models import Checkpoint, Disclosure, Entry, Log
from allied.record.notes import Signer
from allied.record.story import told

REASON = "every party takes the same bytes"


def host_signer(origin: str) -> Signer:
    """The host's key for one log: one seed per installation, kept in the data folder."""
    return Signer(origin, unhexlify(kept_seed(settings.DATA, "record-key")))


def sign_head(log: Log, *, now: datetime) -> Checkpoint:
    """The head of a log as it is now, signed by the host; one per size."""
    rows = Checkpoint.objects.in_system_scope(REASON)
    found = rows.filter(log=log, size=log.size).first()
    if found is not None:
        return found
    head = checkpoints.Checkpoint(log.origin, log.size, jcs.decode_base64(log.root))
    return Checkpoint.objects.create(
        alliance=log.alliance,
        owner=log.organisation,
        audience=JOINT,
        log=log,
        size=log.size,
        root=log.root,
        note=checkpoints.sign_checkpoint(head, host_signer(log.origin)),
        at=now,
    )


def write_joint_bundle(
    alliance_id: UUID,
    name: str,
    out: BinaryIO,
    *,
    now: datetime,
    documents: Sequence[bundle.BundledDocument] = (),
) -> int:
    """Write the whole joint record with its files; returns how many entries it holds.

    The same record gives the same bytes, whoever takes it and whenever.
    """
    with system_scope(REASON):
        log = (
            Log.objects.in_system_scope(REASON)
            .select_related("alliance")
            .get(alliance_id=alliance_id)
        )
        sign_head(log, now=now)
        contents = _contents(log, name, documents)
    bundle.write_bundle(contents, out)
    return log.size


def _contents(
    log: Log, name: str, documents: Sequence[bundle.BundledDocument]
) -> bundle.BundleContents:
    entries = (
        Entry.objects.in_system_scope(REASON).filter(log=log, seq__lt=log.size).order_by("seq")
    )
    return bundle.BundleContents(
        alliance=name,
        origin=log.origin,
        entries=[raw.encode() for raw in entries.values_list("raw", flat=True)],
        disclosures=_disclosures(log),
        checkpoints=_notes(log),
        keys=[bundle.BundleKey(bundle.HOST, host_signer(log.origin).key.vkey())],
        documents=documents,
        records={"story.csv": _story(log)},
    )


def _disclosures(log: Log) -> list[commitments.Disclosure]:
    rows = Disclosure.objects.in_system_scope(REASON).filter(entry__log=log)
    return [
        commitments.Disclosure(seq, path, jcs.decode_base64url(salt), value)
        for seq, path, salt, value in rows.values_list("entry__seq", "path", "salt", "value")
    ]


def _notes(log: Log) -> list[str]:
    rows = Checkpoint.objects.in_system_scope(REASON).filter(log=log, size__lte=log.size)
    return list(rows.order_by("size").values_list("note", flat=True))


# Spreadsheets run what begins with one of these, wide forms too; an apostrophe keeps it text.
FORMULA = (*"=+-@\t\r", *"\uff1d\uff0b\uff0d\uff20")


def _story(log: Log) -> bytes:
    """The record in sentences, for people; the entries themselves are what is proven."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["entry", "at (UTC)", "organisation", "what happened", "seal"])
    entries = Entry.objects.in_system_scope(REASON).filter(log=log, seq__lt=log.size)
    for line in told(entries.order_by("seq")):
        organisation = line.organisation.name if line.organisation else "Allied"
        cells = [str(line.seq), line.at.isoformat(), organisation, line.sentence, line.seal]
        rows.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().encode()
