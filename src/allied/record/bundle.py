"""Writes a bundle: the whole joint record of an alliance as one ZIP that proves itself offline."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from .bundle_readme import readme
from .checkpoints import Checkpoint, read_checkpoint
from .commitments import Disclosure
from .jcs import Malformed, canonical, encode_base64
from .merkle import Frontier, leaf_hash
from .notes import NoteKey, parse_vkey, read_note

FORMAT = "allied-bundle/1"
HOST = "host"
CHUNK = 2**20
EARLIEST = (1980, 1, 1, 0, 0, 0)
NAME_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class BundleKey:
    """A key that signs heads, and its owner: `host` or an organisation's id."""

    owner: str
    vkey: str

    def key(self) -> NoteKey:
        """Return the key itself; raise `Malformed` for a text that is none."""
        return parse_vkey(self.vkey)


@dataclass(frozen=True, slots=True)
class BundledDocument:
    """A file of the joint record; `seq` and `path` name the commitment that ties it to the log.

    `open` returns the content anew each time it is called.
    """

    name: str
    media_type: str
    open: Callable[[], BinaryIO]
    seq: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class BundleContents:
    """Everything that goes into a bundle; equal contents give equal bytes."""

    alliance: str
    origin: str
    entries: Sequence[bytes]
    disclosures: Sequence[Disclosure]
    checkpoints: Sequence[str]
    keys: Sequence[BundleKey]
    documents: Sequence[BundledDocument] = ()
    records: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A document with what its bytes turned out to be."""

    document: BundledDocument
    sha256: str
    size: int

    def order(self) -> tuple[float, str, str, str]:
        seq = float("inf") if self.document.seq is None else self.document.seq
        return seq, self.document.path or "", self.document.name, self.sha256

    def listing(self) -> dict[str, object]:
        document = self.document
        tie: dict[str, object] = {}
        if document.seq is not None:
            tie = {"seq": document.seq, "path": document.path}
        named = {"name": document.name, "media_type": document.media_type}
        return {**named, **tie, "sha256": self.sha256, "size": self.size}


def write_bundle(contents: BundleContents, out: BinaryIO) -> Checkpoint:
    """Write the bundle to a seekable file and return the head that it carries.

    Names are sorted, times fixed and nothing is compressed, so that both companies receive the
    same bytes whichever machine wrote them.
    """
    if not out.seekable():
        raise ValueError("A bundle is written to a file in which one can move about.")
    head = _head(contents)
    small = dict(_small_files(contents, head))
    documents = dict(_named(contents.documents))
    small["documents.json"] = canonical({name: it.listing() for name, it in documents.items()})
    small["manifest.json"] = _manifest(head, small, documents)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted({*small, *documents}):
            if name in documents:
                _write_document(archive, name, documents[name])
            else:
                archive.writestr(_zip_info(name, len(small[name])), small[name])
    return head


def verifier_source() -> bytes:
    """Return the verifier that goes into each bundle as `verify.py`, byte for byte."""
    return Path(__file__).with_name("verifier.py").read_bytes()


def _head(contents: BundleContents) -> Checkpoint:
    frontier = Frontier()
    for raw in contents.entries:
        if b"\n" in raw:
            raise Malformed(f"Entry {frontier.size} holds a line feed; entries are single lines.")
        frontier = frontier.push(leaf_hash(raw))
    return Checkpoint(contents.origin, frontier.size, frontier.root())


def _small_files(contents: BundleContents, head: Checkpoint) -> Iterator[tuple[str, bytes]]:
    disclosures = sorted(contents.disclosures, key=lambda each: (each.seq, each.path))
    yield "ledger.jsonl", _lines(contents.entries)
    yield "disclosures.jsonl", _lines([each.line() for each in disclosures])
    yield "keys.json", canonical(_key_list(contents.keys))
    yield "README.txt", readme(contents.alliance, head).encode()
    yield "verify.py", verifier_source()
    yield from _checkpoint_files(contents.checkpoints)
    for name, raw in contents.records.items():
        if not NAME_PART.fullmatch(name):
            raise Malformed(f"{name!r} cannot be the name of a record file in a bundle.")
        yield f"records/{name}", raw


def _key_list(keys: Sequence[BundleKey]) -> list[dict[str, str]]:
    for each in keys:
        each.key()
    ordered = sorted(keys, key=lambda each: (each.owner != HOST, each.owner, each.vkey))
    return [{"owner": each.owner, "vkey": each.vkey} for each in ordered]


def _checkpoint_files(checkpoints: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    names = set()
    for rendered in checkpoints:
        size = read_checkpoint(read_note(rendered).text).size
        if size in names:
            raise Malformed(f"Two checkpoints of {size} entries; put their signatures under one.")
        names.add(size)
        yield f"checkpoints/{size:08d}.txt", rendered.encode()


def _lines(lines: Sequence[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _named(documents: Sequence[BundledDocument]) -> Iterator[tuple[str, _Measured]]:
    measured = sorted((_measure(document) for document in documents), key=_Measured.order)
    for place, each in enumerate(measured, start=1):
        yield f"documents/{place:05d}-{_plain_name(each.document.name)}", each


def _measure(document: BundledDocument) -> _Measured:
    digest, size = hashlib.sha256(), 0
    with document.open() as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return _Measured(document, digest.hexdigest(), size)


def _plain_name(name: str) -> str:
    """Return a file name that every system can unpack; the real one stands in documents.json."""
    stem, dot, ending = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.").rpartition(".")
    return f"{stem[:LONGEST_NAME].rstrip('-.')}{dot}{ending[:LONGEST_NAME]}" or "document"


def _manifest(
    head: Checkpoint, small: Mapping[str, bytes], documents: Mapping[str, _Measured]
) -> bytes:
    files: dict[str, object] = {
        name: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in small.items()
    }
    files |= {name: {"sha256": it.sha256, "size": it.size} for name, it in documents.items()}
    return canonical(
        {
            "format": FORMAT,
            "origin": head.origin,
            "size": head.size,
            "root": encode_base64(head.root),
            "files": files,
        }
    )


def _zip_info(name: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EARLIEST)
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    info.file_size = size
    return info


def _write_document(archive: zipfile.ZipFile, name: str, measured: _Measured) -> None:
    digest = hashlib.sha256()
    with (
        measured.document.open() as source,
        archive.open(_zip_info(name, measured.size), "w") as target,
    ):
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != measured.sha256:
        raise ValueError(f"The document {measured.document.name!r} changed while it was written.")
