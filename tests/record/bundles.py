"""Bundles that hold, and bundles in which one thing is forged, for the tests of the verifier."""

from dataclasses import replace

from allied.record.bundle import BundleContents
from allied.record.checkpoints import Checkpoint, sign_checkpoint
from allied.record.merkle import leaf_hash, root
from tests.record.support import (
    HOST_SIGNER,
    NEGATIVE,
    ORIGIN,
    Story,
    bundled,
    forged,
    full_story,
    unzipped,
    vector_keys,
    vector_story,
)

KNOWN = NEGATIVE["N04"]["known_checkpoint"]
STORY = full_story()
FILES = unzipped(bundled(STORY))


def first_invalid(lines: list[str]) -> str:
    """The first finding that makes a bundle invalid."""
    return next(line for line in lines if line.startswith("INVALID: "))


def with_entries(entries: list[bytes]) -> bytes:
    """The bundle of the vectors with another ledger and a manifest that lists it."""
    ledger = b"".join(raw + b"\n" for raw in entries)
    return forged(unzipped(bundled(vector_story())), {"ledger.jsonl": ledger})


def told(*entries: tuple[str, object, dict[str, object]], **changes: object) -> BundleContents:
    """A signed record of these entries (kind, content, actor)."""
    story = Story()
    for kind, content, actor in entries:
        story.tell(kind, content, actor=actor)
    story.checkpoint()
    contents = BundleContents(
        "A", ORIGIN, story.entries, story.disclosures, story.checkpoints, vector_keys()
    )
    return replace(contents, **changes)


def resealed(entries: list[bytes], **changes: object) -> BundleContents:
    """A record of these entries under a head that the host signed."""
    head = Checkpoint(ORIGIN, len(entries), root([leaf_hash(raw) for raw in entries]))
    contents = BundleContents(
        "A", ORIGIN, entries, [], [sign_checkpoint(head, HOST_SIGNER)], vector_keys()
    )
    return replace(contents, **changes)
