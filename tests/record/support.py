"""The story of the test vectors, a richer story of our own, and ways to spoil a bundle."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from allied.record.bundle import BundleContents, BundledDocument, BundleKey, write_bundle
from allied.record.checkpoints import Checkpoint, sign_checkpoint
from allied.record.commitments import Committed, Disclosure, seal
from allied.record.ed25519 import sign
from allied.record.entries import HOST, Entry, member
from allied.record.jcs import canonical, decode_base64url, encode_base64, read
from allied.record.merkle import Frontier, leaf_hash
from allied.record.notes import (
    Note,
    NoteSignature,
    SignatureKind,
    Signer,
    cosigned_message,
    parse_vkey,
    read_note,
)

VECTORS = json.loads((Path(__file__).parent / "vectors" / "ledger.json").read_text())
ORIGIN = VECTORS["origin"]
ENTRIES = [entry["bytes"].encode() for entry in VECTORS["entries"]]
LEAVES = [leaf_hash(raw) for raw in ENTRIES]
NEGATIVE = {case["id"].split("-")[0]: case for case in VECTORS["negative"]}
HOST_SIGNER = Signer(ORIGIN, bytes.fromhex(VECTORS["keys"]["log"]["seed_hex"]))
START = datetime(2027, 3, 1, 9, tzinfo=UTC)


def seed(name: str) -> bytes:
    """The secret seed of a key of the vectors."""
    return bytes.fromhex(VECTORS["keys"][name]["seed_hex"])


def public(name: str) -> bytes:
    """The public key of a key of the vectors."""
    return bytes.fromhex(VECTORS["keys"][name]["public_hex"])


def vector_keys() -> list[BundleKey]:
    """The host's key and one witness per company."""
    keys = VECTORS["keys"]
    return [
        BundleKey("host", keys["log"]["vkey_type01"]),
        BundleKey("org-a", keys["wA"]["vkey_type04"]),
        BundleKey("org-b", keys["wB"]["vkey_type04"]),
    ]


def vector_disclosures() -> list[Disclosure]:
    """Both disclosures of the vectors, the erased one included."""
    return [
        Disclosure(each["seq"], each["path"], decode_base64url(each["salt"]), each["value"])
        for each in VECTORS["disclosures"]
    ]


def vector_story() -> BundleContents:
    """The eight entries of the vectors after the erasure that the last one tells of."""
    return BundleContents(
        alliance="Test Alliance",
        origin=ORIGIN,
        entries=ENTRIES,
        disclosures=vector_disclosures()[:1],
        checkpoints=[each["note"] for each in VECTORS["checkpoints"]],
        keys=vector_keys(),
    )


def cosign(note: str, name: str, at: int) -> str:
    """The note with a further cosignature by a witness of the vectors."""
    parsed = read_note(note)
    key = parse_vkey(VECTORS["keys"][name]["vkey_type04"])
    assert key.kind is SignatureKind.COSIGNATURE
    signature = at.to_bytes(8, "big") + sign(seed(name), cosigned_message(parsed.text, at))
    line = NoteSignature(key.name, key.id, signature)
    return Note(parsed.text, (*parsed.signatures, line)).render()


class Story:
    """Writes entries one after another, as the application does."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.origin = origin
        self.frontier = Frontier()
        self.entries: list[bytes] = []
        self.disclosures: list[Disclosure] = []
        self.checkpoints: list[str] = []

    def tell(self, kind: str, content: object, *, actor: Mapping[str, object] = HOST) -> int:
        """Append one entry and return its number."""
        seq = self.frontier.size
        content, disclosures = seal(self.origin, seq, content)
        at = START + timedelta(minutes=seq)
        entry = Entry(self.origin, seq, self.frontier.root(), at, kind, dict(actor), content)
        self.entries.append(entry.to_bytes())
        self.frontier = self.frontier.push(leaf_hash(self.entries[-1]))
        self.disclosures += disclosures
        return seq

    def checkpoint(self) -> None:
        """Sign the present head by the host."""
        head = Checkpoint(self.origin, self.frontier.size, self.frontier.root())
        self.checkpoints.append(sign_checkpoint(head, Signer(self.origin, HOST_SIGNER.seed)))

    def erase(self, seq: int, path: str) -> None:
        """Remove a disclosure and say so in the log."""
        self.disclosures = [
            each for each in self.disclosures if (each.seq, each.path) != (seq, path)
        ]
        place = [{"seq": seq, "path": path}]
        self.tell("erasure.done", {"of": place, "ground": "gdpr-17-1-a", "requested_by": "org-a"})


TERM_SHEET = b"%PDF-1.7\nterms of the pilot\n" * 40
ANNEX = "Anhang: Größen und Preise\n".encode() * 30
MINUTES = b"what was said\n" * 20


def _opening(content: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(content)


def file_value(name: str, content: bytes, media_type: str) -> dict[str, object]:
    """What an entry commits to when a file is filed."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": name, "media_type": media_type, "sha256": sha256, "size": len(content)}


@lru_cache(maxsize=1)
def full_story() -> BundleContents:
    """Two dozen entries with texts, files, an erasure, two heads and files for reading."""
    story, maya = Story(), member("org-a", "m-1")
    story.tell("record.ledger.opened", {"hash": "sha-256"})
    for number in range(16):
        story.tell(
            "governance.decision.raised",
            {"decision": f"d-{number}", "title": Committed(f"Decision {number} – für beide")},
            actor=maya,
        )
    pdf, text = "application/pdf", "text/plain"
    first = story.tell(
        "papers.document.filed", {"file": Committed(file_value("Term sheet.pdf", TERM_SHEET, pdf))}
    )
    story.checkpoint()
    second = story.tell(
        "papers.document.filed", {"files": [Committed(file_value("Anhang ß.txt", ANNEX, text))]}
    )
    story.erase(5, "data.title")
    story.checkpoint()
    return BundleContents(
        alliance="Cold Brew Venture",
        origin=story.origin,
        entries=story.entries,
        disclosures=story.disclosures,
        checkpoints=[*story.checkpoints[:1], cosign(story.checkpoints[1], "wA", 1_806_000_000)],
        keys=vector_keys(),
        documents=[
            BundledDocument("Anhang ß.txt", text, _opening(ANNEX), second, "data.files.0"),
            BundledDocument("Term sheet.pdf", pdf, _opening(TERM_SHEET), first, "data.file"),
            BundledDocument("minutes.txt", text, _opening(MINUTES)),
        ],
        records={"decisions.json": b"[1,\n 2.5]\n", "decisions.csv": b"id,title\n"},
    )


def bundled(contents: BundleContents) -> bytes:
    """The bytes of a bundle."""
    out = io.BytesIO()
    write_bundle(contents, out)
    return out.getvalue()


def changed(contents: BundleContents, **changes: object) -> bytes:
    """The bytes of a bundle that differs in these fields."""
    return bundled(replace(contents, **changes))


def unzipped(raw: bytes) -> dict[str, bytes]:
    """The files of a bundle by name."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A plain ZIP of these files, as any other program would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def forged(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> bytes:
    """A bundle with some files changed (None removes one), and a manifest that lists them."""
    kept = {name: raw for name, raw in {**files, **changes}.items() if raw is not None}
    manifest = json.loads(kept.pop("manifest.json"))
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in kept.items()
    }
    return zipped({**kept, "manifest.json": canonical(manifest)})


def flipped(raw: bytes, place: int, bits: int) -> bytes:
    """The bytes with one of them changed."""
    return raw[:place] + bytes([raw[place] ^ bits]) + raw[place + 1 :]


def rechained(entries: Iterable[bytes]) -> list[bytes]:
    """The entries with numbers and `prev` made to fit, as a forger with all the time would."""
    frontier, chained = Frontier(), []
    for raw in entries:
        fields = dict(read(raw))
        fields |= {"seq": frontier.size, "prev": encode_base64(frontier.root())}
        chained.append(canonical(fields))
        frontier = frontier.push(leaf_hash(chained[-1]))
    return chained
