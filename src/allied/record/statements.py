"""Statements that organisations sign with keys of their own: approvals and possession of a key."""

import hashlib
from datetime import datetime

from .ed25519 import PUBLIC_SIZE, is_safe_key, is_signed_by
from .entries import read_time
from .jcs import Malformed, canonical, decode_base64, encode_base64

APPROVAL = b"alliance-ledger/v1 approval"
POSSESSION = b"alliance-ledger/v1 key-possession"
VERDICTS = ("approve", "reject")
_APPROVAL_FIELDS = frozenset(
    {"log", "subject", "verdict", "org", "key", "member", "role", "request", "not_after"}
)
_SUBJECT_FIELDS = frozenset({"type", "id", "rev", "digest"})
_POSSESSION_FIELDS = frozenset({"log", "org", "purpose", "key", "pub"})


def revision_digest(raw: bytes) -> str:
    """Return the digest that approvals name: SHA-256 of the entry that proposed the revision."""
    return encode_base64(hashlib.sha256(raw).digest())


def approval_message(statement: dict[str, object]) -> bytes:
    """Return the bytes that an approval's signature covers."""
    return APPROVAL + b"\n" + canonical(statement)


def possession_message(statement: dict[str, object]) -> bytes:
    """Return the bytes that a new key signs to show that its organisation holds it."""
    return POSSESSION + b"\n" + canonical(statement)


def verify_approval(
    statement: dict[str, object],
    signature: str,
    *,
    log: str,
    digest: str,
    org: str,
    key: str,
    public: bytes,
    at: datetime,
) -> None:
    """Accept an approval of exactly the revision `digest` in `log`, or raise `Malformed`.

    `org`, `key` and `public` describe the key as the record registered it; `at` is when the
    approval was booked, which must not be later than the statement's `not_after`.
    """
    subject = statement.get("subject")
    if set(statement) != _APPROVAL_FIELDS or not isinstance(subject, dict):
        raise Malformed(f"An approval states exactly {', '.join(sorted(_APPROVAL_FIELDS))}.")
    if set(subject) != _SUBJECT_FIELDS:
        raise Malformed(f"The subject of an approval has {', '.join(sorted(_SUBJECT_FIELDS))}.")
    if statement["verdict"] not in VERDICTS:
        raise Malformed(f"The verdict is approve or reject, not {statement['verdict']!r}.")
    _check_names(statement, log=log, org=org, key=key)
    if subject["digest"] != digest:
        raise Malformed("The approval is for another revision than the one put to the vote.")
    if at > read_time(str(statement["not_after"])):
        raise Malformed(f"The approval was valid until {statement['not_after']}.")
    _check_signature(public, approval_message(statement), signature)


def verify_possession(statement: dict[str, object], signature: str, *, log: str, org: str) -> bytes:
    """Return the 32-byte public key that a statement registers and whose possession it proves."""
    if set(statement) != _POSSESSION_FIELDS:
        raise Malformed(f"A new key states exactly {', '.join(sorted(_POSSESSION_FIELDS))}.")
    _check_names(statement, log=log, org=org)
    public = decode_base64(str(statement["pub"]), size=PUBLIC_SIZE)
    if not is_safe_key(public):
        raise Malformed("The public key is not a point that can be trusted to sign.")
    _check_signature(public, possession_message(statement), signature)
    return public


def _check_names(statement: dict[str, object], **expected: str) -> None:
    for name, value in expected.items():
        if statement[name] != value:
            raise Malformed(f"The statement's {name} is {statement[name]!r}, not {value!r}.")


def _check_signature(public: bytes, message: bytes, signature: str) -> None:
    if not is_signed_by(public, message, decode_base64(signature)):
        raise Malformed("The signature does not fit the statement and the key.")
