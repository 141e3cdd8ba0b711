"""One entry of a log: its eight fields, its bytes and the strict way back (trust.md 4.2)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .commitments import commitments_in
from .jcs import Malformed, canonical, decode_base64, encode_base64, read
from .merkle import HASH_SIZE

VERSION = 1
FIELDS = {"v", "log", "seq", "prev", "at", "type", "actor", "data"}
HOST = {"system": "host"}
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, who did it and when, at one numbered place of one log.

    `prev` is the Merkle root over all earlier entries, `at` a UTC time in milliseconds.
    """

    log: str
    seq: int
    prev: bytes
    at: datetime
    type: str
    actor: dict[str, object]
    data: dict[str, object]

    def to_bytes(self) -> bytes:
        """Return the entry's bytes, the ones that are hashed, stored and never re-written."""
        fields = {
            "v": VERSION,
            "log": self.log,
            "seq": self.seq,
            "prev": encode_base64(self.prev),
            "at": write_time(self.at),
            "type": self.type,
            "actor": self.actor,
            "data": self.data,
        }
        return canonical(_checked(fields))


def member(org: str, pseudonym: str) -> dict[str, object]:
    """Return the actor for a person, known to the record only by organisation and pseudonym."""
    return {"org": org, "member": pseudonym}


def read_entry(raw: bytes) -> Entry:
    """Return the entry that bytes stand for; raise `Malformed` for any other form."""
    fields = _checked(read(raw))
    return Entry(
        log=fields["log"],
        seq=fields["seq"],
        prev=decode_base64(fields["prev"], size=HASH_SIZE),
        at=read_time(fields["at"]),
        type=fields["type"],
        actor=fields["actor"],
        data=fields["data"],
    )


def write_time(at: datetime) -> str:
    """Return an aware time as UTC with three decimals and a Z."""
    if at.tzinfo is None:
        raise Malformed("A time in the record needs a zone.")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """Return the UTC time of a text such as 2027-03-01T09:00:00.000Z."""
    try:
        if _AT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed(f"{text!r} is not a date and time that exists.") from error
    raise Malformed(f"{text[:40]!r} is not a time such as 2027-03-01T09:00:00.000Z.")


def _checked(fields: object) -> dict[str, Any]:
    if not isinstance(fields, dict) or set(fields) != FIELDS:
        raise Malformed(f"An entry has exactly the fields {', '.join(sorted(FIELDS))}.")
    if type(fields["v"]) is not int or fields["v"] != VERSION:
        raise Malformed(f"The entry is of version {fields['v']!r}; only version 1 is known.")
    if type(fields["seq"]) is not int or fields["seq"] < 0:
        raise Malformed("The number of an entry is a whole number from 0.")
    for name in ("log", "prev", "at", "type"):
        if not isinstance(fields[name], str) or not fields[name]:
            raise Malformed(f"The field {name} of an entry is text.")
    if not _KIND.fullmatch(fields["type"]):
        raise Malformed(f"{fields['type'][:80]!r} is no kind of fact such as decision.proposed.")
    if not _is_actor(fields["actor"]):
        raise Malformed("The actor of an entry is the host, or an organisation and its member.")
    if not isinstance(fields["data"], dict):
        raise Malformed("The data of an entry is an object.")
    commitments_in(fields["data"])
    return fields


def _is_actor(actor: object) -> bool:
    if actor == HOST:
        return True
    if not isinstance(actor, dict) or set(actor) != {"org", "member"}:
        return False
    org, pseudonym = actor["org"], actor["member"]
    return isinstance(org, str) and bool(org) and str(pseudonym).startswith("m-")
