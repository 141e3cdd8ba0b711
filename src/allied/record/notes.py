"""Signed notes and the keys that sign them, in the C2SP formats (signed-note, tlog-cosignature)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from .ed25519 import PUBLIC_SIZE, SIGNATURE_SIZE, is_safe_key, is_signed_by, public_key, sign
from .jcs import Malformed, decode_base64, encode_base64

MOST_SIGNATURES = 64
LATEST_TIME = 2**63 - 1
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class SignatureKind(IntEnum):
    """What a key's signature covers; 0x06 (ML-DSA-44) is reserved for later."""

    HOST = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key with the name it signs under."""

    name: str
    kind: SignatureKind
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature line points at this key."""
        identity = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(identity).digest()[:4]

    def vkey(self) -> str:
        """Return the key in the text form that people and policy files exchange."""
        encoded = encode_base64(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.id.hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A key pair of the host that can sign notes; the seed never leaves the server's keys."""

    name: str
    seed: bytes

    @property
    def key(self) -> NoteKey:
        """Return the public side."""
        return NoteKey(_key_name(self.name), SignatureKind.HOST, public_key(self.seed))

    def sign_note(self, text: str) -> str:
        """Return the text as a note signed by this key."""
        _check_text(text)
        signature = NoteSignature(self.name, self.key.id, sign(self.seed, text.encode()))
        return Note(text, (signature,)).render()


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line of a note: who it claims to be by, and the bytes."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """Return the line as it stands at the foot of a note, with its LF."""
        return f"— {self.name} {encode_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text with the signatures at its foot; nothing is proven until `signed_by` says so."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def render(self) -> str:
        """Return the note in its exact text form."""
        return self.text + "\n" + "".join(each.line() for each in self.signatures)

    def with_signatures_of(self, other: "Note") -> "Note":
        """Return this note with the other note's further signatures over the same text."""
        if other.text != self.text:
            raise Malformed("Only signatures over the same text can stand under one note.")
        further = tuple(each for each in other.signatures if each not in self.signatures)
        return Note(self.text, self.signatures + further)


@dataclass(frozen=True, slots=True)
class Countersignature:
    """A signature that verified: by which key and, for a cosignature, at which second."""

    key: NoteKey
    at: int | None


def parse_vkey(vkey: str) -> NoteKey:
    """Return the key of a text form; raise `Malformed` for a wrong id, kind or unsafe point."""
    name, _, rest = vkey.partition("+")
    claimed_id, _, encoded = rest.partition("+")
    material = decode_base64(encoded, size=PUBLIC_SIZE + 1)
    if material[0] not in list(SignatureKind):
        raise Malformed(f"The key {name!r} is of kind {material[0]}; known kinds are 1 and 4.")
    key = NoteKey(_key_name(name), SignatureKind(material[0]), material[1:])
    if key.id.hex() != claimed_id:
        raise Malformed(f"The key {name!r} says its id is {claimed_id!r}; it is {key.id.hex()}.")
    if not is_safe_key(key.public):
        raise Malformed(f"The key {name!r} is not a point that can be trusted to sign.")
    return key


def read_note(rendered: str) -> Note:
    """Return the parts of a note; raise `Malformed` for anything but the exact form."""
    text, gap, foot = rendered.rpartition("\n\n")
    if not gap or not foot.endswith("\n"):
        raise Malformed("A signed note is a text, an empty line and lines of signatures.")
    _check_text(text + "\n")
    lines = foot[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Malformed(f"A note may carry {MOST_SIGNATURES} signatures, this has {len(lines)}.")
    return Note(text + "\n", tuple(_read_signature(line) for line in lines))


def signed_by(note: Note, keys: Iterable[NoteKey]) -> list[Countersignature]:
    """Return the known keys that signed a note, in the order of its lines.

    Lines of unknown keys are passed over. A line that names a known key and does not verify makes
    the whole note `Malformed`.
    """
    known = {(key.name, key.id): key for key in keys}
    verified = []
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key:
            verified.append(_verify_line(note.text, line, key))
    return verified


def cosigned_message(text: str, at: int) -> bytes:
    """Return what a cosignature made at the POSIX second `at` covers (cosignature/v1)."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _verify_line(text: str, line: NoteSignature, key: NoteKey) -> Countersignature:
    signature, at, message = line.signature, None, text.encode()
    if key.kind is SignatureKind.COSIGNATURE:
        at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = cosigned_message(text, at)
    is_in_time = at is None or at <= LATEST_TIME
    if not is_in_time or not is_signed_by(key.public, message, signature):
        raise Malformed(f"The signature of {key.name} does not fit this text.")
    return Countersignature(key, at)


def _read_signature(line: str) -> NoteSignature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != "—":
        raise Malformed(f"A signature line begins with an em dash and a space: {line[:60]!r}.")
    blob = decode_base64(encoded)
    if len(blob) < 4 + SIGNATURE_SIZE:
        raise Malformed(f"The signature of {name!r} is too short.")
    return NoteSignature(_key_name(name), blob[:4], blob[4:])


def _key_name(name: str) -> str:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise Malformed(f"{name[:80]!r} is no key name: it has no spaces and no plus sign.")
    return name


def _check_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise Malformed("The text of a note ends with a line feed and has no other controls.")
