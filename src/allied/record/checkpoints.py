"""Heads of a log: checkpoints signed by the host, their short form, and `.tlog-proof` files."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .jcs import Malformed, decode_base64, encode_base64
from .merkle import HASH_SIZE
from .notes import Countersignature, Note, NoteKey, SignatureKind, Signer, read_note, signed_by

SHORT_ROOT = 11
TLOG_PROOF = "c2sp.org/tlog-proof@v1"
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: which log, how many entries, and the Merkle root over them."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """Return the three lines that a checkpoint's signatures cover."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"

    def short(self) -> str:
        """Return the head in the short form of mails and page footers: `412 R0otdiey+kC…`.

        Eleven characters are 66 bits of the root, too many to meet by trying.
        """
        return f"{self.size} {encode_base64(self.root)[:SHORT_ROOT]}…"


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A checkpoint whose host signature verified, with everybody who signed it."""

    checkpoint: Checkpoint
    signatures: tuple[Countersignature, ...]

    @property
    def cosignatures(self) -> tuple[Countersignature, ...]:
        """Return the organisations' signatures: each says "this is the log that I have seen"."""
        kind = SignatureKind.COSIGNATURE
        return tuple(each for each in self.signatures if each.key.kind is kind)


def read_checkpoint(body: str) -> Checkpoint:
    """Return the head that a checkpoint's text names; extension lines are not accepted."""
    lines = body.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise Malformed("A checkpoint has exactly three lines: origin, size and root.")
    origin, size, root, _ = lines
    if not _SIZE.fullmatch(size):
        raise Malformed(f"The size of a checkpoint is a whole number, not {size[:30]!r}.")
    return Checkpoint(origin, int(size), decode_base64(root, size=HASH_SIZE))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """Return the checkpoint as a note signed by the host."""
    rendered = signer.sign_note(checkpoint.body())
    if read_checkpoint(read_note(rendered).text) != checkpoint:
        raise Malformed(f"{checkpoint.origin!r} cannot stand as the origin of a checkpoint.")
    return rendered


def verify_checkpoint(rendered: str, keys: Iterable[NoteKey]) -> SignedHead:
    """Return the head and its signers; raise `Malformed` unless a host key named as its origin
    signed it and no line of a known key fails."""
    note: Note = read_note(rendered)
    checkpoint = read_checkpoint(note.text)
    signatures = tuple(signed_by(note, keys))
    if not any(_is_by_host(each, checkpoint.origin) for each in signatures):
        raise Malformed(f"No known key of the host {checkpoint.origin} signed this checkpoint.")
    return SignedHead(checkpoint, signatures)


def tlog_proof(*, index: int, proof: Sequence[bytes], note: str) -> str:
    """Return a `.tlog-proof` file: that entry `index` is under the signed head `note`."""
    hashes = "".join(f"{encode_base64(each)}\n" for each in proof)
    return f"{TLOG_PROOF}\nindex {index}\n{hashes}\n{note}"


def _is_by_host(signature: Countersignature, origin: str) -> bool:
    return signature.key.kind is SignatureKind.HOST and signature.key.name == origin
