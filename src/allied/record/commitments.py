"""Salted commitments: what is personal or free text enters the record only as one of these."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .jcs import Malformed, canonical, decode_base64url, encode_base64url, read

CONTEXT = b"alliance-ledger/v1 commit"
SALT_SIZE = 32
DISCLOSURE_FIELDS = {"path", "salt", "seq", "value"}


@dataclass(frozen=True, slots=True)
class Committed:
    """Marks a value that may enter an entry only as a commitment."""

    value: object


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The value and salt that open one commitment; deleting it erases the value for good."""

    seq: int
    path: str
    salt: bytes
    value: object

    def commitment(self, log: str) -> str:
        """Return the commitment this disclosure opens in the log `log`."""
        return commit(log, self.path, self.seq, self.value, self.salt)

    def line(self) -> bytes:
        """Return the disclosure as one canonical line of `disclosures.jsonl`, without its LF."""
        salt = encode_base64url(self.salt)
        return canonical({"path": self.path, "salt": salt, "seq": self.seq, "value": self.value})


def new_salt() -> bytes:
    """Return 32 fresh random bytes."""
    return secrets.token_bytes(SALT_SIZE)


def commit(log: str, path: str, seq: int, value: object, salt: bytes) -> str:
    """Return the commitment to a value at one place of one entry of one log (trust.md 4.3)."""
    if len(salt) != SALT_SIZE:
        raise Malformed(f"A salt has 32 bytes, this one has {len(salt)}.")
    place = canonical({"log": log, "path": path, "seq": seq, "value": value})
    return encode_base64url(hashlib.sha256(CONTEXT + b"\x00" + salt + place).digest())


def seal(log: str, seq: int, content: object) -> tuple[object, list[Disclosure]]:
    """Return content with every `Committed` replaced by its commitment, and the disclosures.

    The paths begin with `data`, the field of the entry that will hold the content.
    """
    disclosures: list[Disclosure] = []
    sealed = _seal(log, seq, "data", content, disclosures)
    _refuse_shared_paths(disclosure.path for disclosure in disclosures)
    return sealed, disclosures


def commitments_in(content: object) -> dict[str, str]:
    """Return the text of each commitment inside an entry's `data`, by its path."""
    found = list(_find_commitments(content, "data"))
    _refuse_shared_paths(path for path, _ in found)
    return dict(found)


def read_disclosure(line: bytes) -> Disclosure:
    """Return the disclosure that one canonical line of `disclosures.jsonl` holds."""
    fields = read(line)
    if not isinstance(fields, dict) or set(fields) != DISCLOSURE_FIELDS:
        raise Malformed("A disclosure has exactly the fields path, salt, seq and value.")
    seq, path, salt = fields["seq"], fields["path"], fields["salt"]
    if type(seq) is not int or seq < 0 or not isinstance(path, str) or not isinstance(salt, str):
        raise Malformed("A disclosure names its entry by number, its path and salt by text.")
    return Disclosure(seq, path, decode_base64url(salt, size=SALT_SIZE), fields["value"])


def _find_commitments(content: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict) and set(content) == {"c"}:
        decode_base64url(str(content["c"]), size=32)
        yield path, str(content["c"])
    elif isinstance(content, dict | list | tuple):
        for step, inner in _steps(content):
            yield from _find_commitments(inner, f"{path}.{step}")


def _seal(log: str, seq: int, path: str, content: object, out: list[Disclosure]) -> object:
    if isinstance(content, Committed):
        disclosure = Disclosure(seq, path, new_salt(), content.value)
        out.append(disclosure)
        return {"c": disclosure.commitment(log)}
    if not isinstance(content, dict | list | tuple):
        return content
    if isinstance(content, dict) and set(content) == {"c"}:
        raise Malformed(f"{path} holds only the name 'c', which is kept for commitments.")
    sealed = [
        (step, _seal(log, seq, f"{path}.{step}", inner, out)) for step, inner in _steps(content)
    ]
    return dict(sealed) if isinstance(content, dict) else [inner for _, inner in sealed]


def _steps(
    content: dict[str, object] | list[object] | tuple[object, ...],
) -> Iterator[tuple[str, object]]:
    if isinstance(content, dict):
        yield from content.items()
    else:
        yield from ((str(place), inner) for place, inner in enumerate(content))


def _refuse_shared_paths(paths: Iterable[str]) -> None:
    """Refuse two places with one path, which a dot inside a name can bring about."""
    for path, times in Counter(paths).items():
        if times > 1:
            raise Malformed(f"Two commitments of one entry have the path {path!r}.")
