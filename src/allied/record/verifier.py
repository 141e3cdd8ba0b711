"""Checks a bundle of an alliance's joint record, offline: python3 verify.py BUNDLE.zip

Plain Python 3.9 or newer; PyNaCl makes it faster. Reads one file, opens no connection. Exit codes:
0 all holds, 10 warnings, 30 contradicts a head you know, 40 does not hold, 2 cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import time
import unicodedata
import zipfile
from copy import copy
from functools import lru_cache
from typing import Any, BinaryIO

try:
    from nacl import bindings as sodium
except ImportError:  # plain Python: the arithmetic below takes its place
    sodium = None  # type: ignore[assignment]  # the name stands for "not installed"

HOLDS, WARNING, CONTRADICTION, INVALID = 0, 10, 30, 40
LABELS = {HOLDS: "", WARNING: "warning: ", CONTRADICTION: "CONTRADICTION: ", INVALID: "INVALID: "}
RESULTS = {HOLDS: "Everything holds.", WARNING: "The record holds, with warnings."}
RESULTS[CONTRADICTION] = "The record contradicts a head that you know. Keep both as evidence."
RESULTS[INVALID] = "The bundle does not hold."
MOST_FILES, MOST_IN_MEMORY, MOST_RATIO = 100_000, 2**30, 200
NAME = re.compile(r"([A-Za-z0-9][\w.-]*/)*[A-Za-z0-9][\w.-]*", re.ASCII)
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d\.\d{3}Z", re.ASCII)
HEAD = re.compile(r"(?<!\S)(\d+)(?: entries)?[\s,:]+(?:root )?([\w+/]{10,43}(?:=|(?=…|\.\.|\s*$)))")
URL = str.maketrans("-_+/", "+/**")  # base64url in the letters of base64; its own are refused
SPELL = json.JSONEncoder(ensure_ascii=False).encode
ENTRY = {"v", "log", "seq", "prev", "at", "type", "actor", "data"}
KEY = {"log", "org", "purpose", "key", "pub"}
APPROVAL = {"log", "subject", "verdict", "org", "key", "member", "role", "request", "not_after"}


def _need(holds: object, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)


def _canonical(value: Any) -> bytes:
    """Return the one spelling of a JSON value (RFC 8785)."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        pairs = (_canonical(name) + b":" + _canonical(value[name]) for name in names)
        return b"{" + b",".join(pairs) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(_canonical, value)) + b"]"
    if isinstance(value, str):
        _need(unicodedata.is_normalized("NFC", value), "a text is not in Unicode form NFC")
    elif value is not None:
        _need(isinstance(value, int) and abs(value) < 2**53, "not a whole number up to 2^53-1")
    return SPELL(value).encode()


def _read_json(raw: bytes) -> Any:
    value = json.loads(raw)
    _need(_canonical(value) == raw, "not in the canonical spelling of JSON")
    return value


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str, size: int | None = None) -> bytes:
    raw = base64.b64decode(text, validate=True)
    _need(_b64(raw) == text and size in (None, len(raw)), "base64 is loose or of wrong length")
    return raw


# Ed25519 (RFC 8032), for checking only; a point is x*z, y*z, z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, NEUTRAL = -121665 * pow(121666, -1, P) % P, (0, 1, 1)


def _add(p: Any, q: Any) -> Any:
    a, c, d = p[2] * q[2], p[0] * q[0], p[1] * q[1]
    f, g = a * a - D * c * d, a * a + D * c * d
    cross = (p[0] + p[1]) * (q[0] + q[1]) - c - d
    return a * f * cross % P, a * g * (c + d) % P, f * g % P


def _times(factor: int, point: Any) -> Any:
    total = NEUTRAL
    for bit in f"{factor:b}":
        total = _add(_add(total, total), point if bit == "1" else NEUTRAL)
    inverse = pow(total[2], -1, P)
    return total[0] * inverse % P, total[1] * inverse % P, 1


def _read_point(raw: bytes) -> Any:
    sign, y = raw[31] >> 7, int.from_bytes(raw, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    x = root if root * root % P == square else root * pow(2, (P - 1) // 4, P) % P
    _need(y < P and x * x % P == square and (x or not sign), "not the spelling of a point")
    return (x if x & 1 == sign else P - x), y, 1


@lru_cache(maxsize=1024)
def _safe_key(public: bytes) -> Any:
    """Return the key's point, of prime order: others fit signatures that nobody made."""
    key = _read_point(public)
    _need(key != NEUTRAL and _times(L, key) == NEUTRAL, "a key of small order")
    return key


def _check_signature(public: bytes, message: bytes, signature: bytes) -> Any:
    key, scalar = _safe_key(public), int.from_bytes(signature[32:], "little")
    _need(len(signature) == 64 and scalar < L, "not the spelling of a signature")
    if sodium:
        return sodium.crypto_sign_open(signature + message, public)
    start, digest = _read_point(signature[:32]), hashlib.sha512(signature[:32] + public + message)
    factor = int.from_bytes(digest.digest(), "little") % L
    base = _read_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    product = _times(1, _add(start, _times(factor, key)))
    fits = _times(8, start) != NEUTRAL and _times(scalar, base) == product
    _need(fits, "the signature does not fit")


class Ledger:
    """The entries that hold, under one Merkle tree (RFC 6962), and what they say."""

    def __init__(self, origin: str) -> None:
        self.origin, self.at = origin, ""
        self.peaks: list[tuple[int, bytes]] = []  # full subtrees: size, hash
        self.roots = [hashlib.sha256(b"").digest()]  # roots[n] stands over the first n entries
        self.contents: dict[str, Any] = {}  # by digest of the entry
        self.committed: dict[tuple[int, str], str] = {}
        self.erased: dict[tuple[int, str], int] = {}
        self.keys: dict[str, Any] = {}
        self.approvals: dict[int, Any] = {}

    def grow(self, raw: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
        """Return the full subtrees (size, hash) and the root with one more entry."""
        peaks, size, digest = list(self.peaks), 1, hashlib.sha256(b"\0" + raw).digest()
        while peaks and peaks[-1][0] == size:
            digest, size = hashlib.sha256(b"\1" + peaks.pop()[1] + digest).digest(), size * 2
        root, grown = digest, [*peaks, (size, digest)]
        for _, left in reversed(peaks):
            root = hashlib.sha256(b"\1" + left + root).digest()
        return grown, root

    def blame(self, seq: int, line: bytes, following: bytes) -> int:
        """Return whom to blame for a misfit: the entry before it, unless its `prev` alone is off."""
        prev = f'"prev":"{_b64(self.roots[-1])}","seq":{seq},'.encode()
        mended = line if prev in line else re.sub(rb'"prev":"[^"]*","seq":%d,' % seq, prev, line)
        goes_on = mended == line or _b64(self.grow(mended)[1]).encode() in following
        return seq if goes_on or seq == 0 else seq - 1

    def add(self, seq: int, raw: bytes) -> None:
        """Take in the next entry after all that it says was checked."""
        entry = _read_json(raw)
        _need(set(entry) == ENTRY and type(entry["v"]) is type(entry["seq"]) is int, "not an entry")
        _need(entry["v"] == 1, f"of version {entry['v']}, which is unknown")
        _need(entry["seq"] == seq, f"the entry at this place has number {entry['seq']}")
        _need(entry["prev"] == _b64(self.roots[-1]), f"changed: entry {seq} names another root")
        actor, at, content = entry["actor"], entry["at"], entry["data"]
        _need(entry["log"] == self.origin, "it belongs to another log")
        _need(AT.fullmatch(at) and time.strptime(at[:19], "%Y-%m-%dT%H:%M:%S"), "not a time in UTC")
        _need(at >= self.at, "its time is before that of the entry before it")
        member = set(actor) == {"org", "member"} and actor["org"][:1] and actor["member"]
        is_known = actor == {"system": "host"} or (member and member[:2] == "m-")
        _need(is_known, "its actor is neither the host nor a member")
        _need(NAME.fullmatch(entry["type"]) and isinstance(content, dict), "no kind or no data")
        found = [((seq, path), text) for path, text in self.commitments(content, "data")]
        _need(len(dict(found)) == len(found), "two commitments share one path")
        kind = entry["type"].removeprefix("record.").replace(".", "_")
        getattr(self, f"check_{kind}", lambda *_: None)(seq, entry, content)
        self.committed.update(found)
        self.contents[_b64(hashlib.sha256(raw).digest())] = content
        self.at, (self.peaks, root) = at, self.grow(raw)
        self.roots.append(root)

    def commitments(self, value: Any, path: str) -> Any:
        if isinstance(value, dict) and set(value) == {"c"}:
            _unb64(value["c"].translate(URL) + "=", 32)
            yield path, value["c"]
        elif isinstance(value, (dict, list)):
            for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from self.commitments(inner, f"{path}.{step}")

    def statement(self, context: str, fields: set[str], said: Any, pub: str, sig: str) -> None:
        _need(set(said) == fields and said["log"] == self.origin, f"no {context} for this log")
        message = f"alliance-ledger/v1 {context}\n".encode() + _canonical(said)
        _check_signature(_unb64(pub, 32), message, _unb64(sig, 64))

    def check_key_added(self, seq: int, entry: Any, content: Any) -> None:
        key = content["statement"]
        self.statement("key-possession", KEY, key, key["pub"], content["possession_sig"])
        _need(entry["actor"].get("org", key["org"]) == key["org"], "another organisation's key")
        _need(key["key"] not in self.keys, "a key of this name stands earlier")
        self.keys[key["key"]] = key

    def check_approval_signed(self, seq: int, entry: Any, content: Any) -> None:
        said = content["statement"]
        key, subject, at = self.keys[said["key"]], said["subject"], entry["at"]
        self.statement("approval", APPROVAL, said, key["pub"], content["sig"])
        _need(said["org"] == key["org"] == entry["actor"]["org"], "another organisation's key")
        _need(key["purpose"] == "approval" and at <= said["not_after"], "its key is not in force")
        asked = [each["request"] for each in self.approvals.values()]
        _need(said["request"] not in asked, "its request was answered before")
        proposed = self.contents[subject["digest"]]
        same = proposed.get(subject["type"], subject["id"]) == subject["id"]
        _need(same and proposed.get("rev", subject["rev"]) == subject["rev"], "another revision")
        self.approvals[seq] = said

    def check_decision_effective(self, seq: int, entry: Any, content: Any) -> None:
        given = [self.approvals[each] for each in content["approvals"]]
        texts = {(each["subject"]["digest"], each["verdict"] == "approve") for each in given}
        both = len(texts) == 1 and all(map(all, texts)) and len({e["org"] for e in given}) > 1
        _need(both, "not one approval of each company over one text")

    def check_erasure_done(self, seq: int, entry: Any, content: Any) -> None:
        for place in [(each["seq"], each["path"]) for each in content["of"]]:
            _need(place in self.committed, f"it erases {place}, where no commitment stands")
            self.erased[place] = seq


class Bundle:
    """The files of one bundle, read with care, and what was found in them."""

    def __init__(self) -> None:
        self.worst, self.newest_head, self.whole = HOLDS, 0, False
        self.hashes: dict[str, Any] = {}
        self.signers, self.opened = dict[tuple[str, str], Any](), dict[tuple[int, str], Any]()

    def say(self, sentence: str, code: int = HOLDS) -> None:
        self.worst = max(self.worst, code)
        print(ascii(f"{LABELS[code]}{sentence:.500}")[1:-1])  # no text may steer the terminal

    def attempt(self, what: str, check: Any, *given: Any) -> bool:
        """Run a check, book what goes wrong as a finding; tell whether all was valid so far."""
        try:
            check(*given)
        except Exception as fault:
            self.say(f"{what}: {fault if isinstance(fault, ValueError) else repr(fault)}", INVALID)
        return self.worst < INVALID

    def open(self, file: BinaryIO) -> None:
        self.zip = zipfile.ZipFile(file)
        self.names = {info.filename: info for info in self.zip.infolist()}
        _need(len(self.zip.infolist()) == len(self.names) <= MOST_FILES, "too many or equal names")
        unpacked, packed = sum(each.file_size for each in self.names.values()), file.seek(0, 2)
        _need(unpacked <= MOST_RATIO * packed, "it unpacks to too much")
        for name, info in self.names.items():
            fits = info.file_size <= MOST_IN_MEMORY or name[:10] == "documents/"
            _need(fits and NAME.fullmatch(name), f"{name!r:.80} is no name or size in a bundle")
        self.manifest = _read_json(self.zip.read("manifest.json"))
        _need(self.manifest["format"] == "allied-bundle/1", "its format is not allied-bundle/1")
        self.ledger = Ledger(self.manifest["origin"])

    def check_ledger(self) -> None:
        info = copy(self.names["ledger.jsonl"])
        del info.CRC  # a wrong checksum must not hide which entry is bad
        *lines, _ = self.zip.read(info).split(b"\n")
        log, size, root = self.ledger, self.manifest["size"], self.manifest["root"]
        after = [*lines[1:], root.encode()]
        for seq, line in enumerate(lines):
            if not self.attempt(f"entry {log.blame(seq, line, after[seq])}", log.add, seq, line):
                return
        self.say(f"{len(lines)} entries of {log.origin}, the last at {log.at}")
        last = min(len(lines), size) - (len(lines) == size)
        if (len(lines), _b64(log.roots[-1])) != (size, root):
            self.say(f"entry {last}: manifest.json names another root over {size} entries", INVALID)

    def check_files(self) -> None:
        listed, found = self.manifest["files"], set(self.names) - {"manifest.json"}
        for name in sorted(found):
            digest = hashlib.sha256()
            with self.zip.open(name) as file:
                while chunk := file.read(2**20):
                    digest.update(chunk)
            self.hashes[name] = {"sha256": digest.hexdigest(), "size": self.names[name].file_size}
        for name in sorted(found | set(listed)):
            if self.hashes.get(name) != listed.get(name):
                self.say(f"{name}: missing, added or not the file of manifest.json", INVALID)

    def check_heads(self) -> None:
        for listed in _read_json(self.zip.read("keys.json")):
            owner, (signer, key_id, material) = listed["owner"], listed["vkey"].split("+", 2)
            raw = _unb64(material, 33)
            identity = hashlib.sha256(signer.encode() + b"\n" + raw).hexdigest()[:8]
            fits = key_id == identity and raw[0] == (1 if owner == "host" else 4)
            _need(fits and _safe_key(raw[1:]), f"the key of {owner} is not spelt as a key")
            self.signers[signer, key_id] = (owner, raw)
        for name in sorted(each for each in self.names if each.startswith("checkpoints/")):
            self.attempt(name, self.check_head, name)
        if self.whole and self.newest_head < len(self.ledger.roots) - 1:
            self.say(f"no signed head covers entry {self.newest_head} and later ones", WARNING)

    def check_head(self, name: str) -> None:
        text, _, foot = self.zip.read(name).decode().rpartition("\n\n")
        origin, size, root = text.split("\n")
        signers, count = [], int(size)
        for line in foot.split("\n")[:-1]:
            signer, encoded = line.removeprefix("— ").split(" ")
            signers += self.check_signer(text + "\n", signer, _unb64(encoded))
        _need(any(each.startswith(f"host (key {origin}+") for each in signers), "not the host's")
        _need(origin == self.ledger.origin and name == f"checkpoints/{count:08d}.txt", "misplaced")
        self.say(f"head of {count} entries: signed by {', '.join(signers)}")
        if self.whole or count < len(self.ledger.roots):
            same = root in map(_b64, self.ledger.roots[count : count + 1])
            _need(same, f"entries {self.newest_head} to {count - 1}: missing or not as signed")
            self.newest_head = count

    def check_signer(self, text: str, signer: str, blob: bytes) -> list[str]:
        """Return who made a signature, and when if it says so; nobody for an unknown key."""
        key_id, blob, when = blob[:4].hex(), blob[4:], ""
        owner, raw = self.signers.get((signer, key_id), ("", b""))
        if raw[:1] == b"\4":  # a cosignature, which has its own time
            second, blob = int.from_bytes(blob[:8], "big"), blob[8:]
            text = f"cosignature/v1\ntime {second}\n{text}"
            when = time.strftime(" at %Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
        if owner:
            _check_signature(raw[1:], text.encode(), blob)
        return [f"{owner} (key {signer}+{key_id}){when}"] if owner else []

    def check_disclosures(self) -> None:
        for place, line in enumerate(self.zip.read("disclosures.jsonl").split(b"\n")[:-1]):
            self.attempt(f"disclosures.jsonl line {place + 1}", self.check_disclosure, line)
        for seq, path in sorted(set(self.ledger.committed) - set(self.opened)):
            by = self.ledger.erased.get((seq, path))
            what = f"erased, as entry {by} says" if by else "its value is missing, not erased"
            self.say(f"entry {seq} {path}: {what}", HOLDS if by else WARNING)

    def check_disclosure(self, line: bytes) -> None:
        value = _read_json(line)
        salt = _unb64(value.pop("salt").translate(URL) + "=", 32)
        place = (value["seq"], value["path"])
        bound = _canonical({**value, "log": self.ledger.origin})
        digest = hashlib.sha256(b"alliance-ledger/v1 commit\0" + salt + bound).digest()
        fits = self.ledger.committed[place].translate(URL) + "=" == _b64(digest)
        _need(fits and place not in self.opened, f"entry {place[0]} {place[1]}: another value")
        self.opened[place] = value["value"]
        if place in self.ledger.erased:
            self.say(f"entry {place[0]} {place[1]}: was to be erased and is still here", WARNING)

    def check_documents(self) -> None:
        listed = _read_json(self.zip.read("documents.json"))
        found = {each for each in self.names if each[:10] == "documents/"}
        _need(found == set(listed), f"listed or here, but not both: {found ^ set(listed)}")
        tied = {(document.get("seq"), document.get("path")) for document in listed.values()}
        for name, document in sorted(listed.items()):
            place, here = (document.get("seq"), document.get("path")), self.hashes[name]
            told = {**document, "sha256": "", "size": 0, **self.opened.get(place, document)}
            for key in sorted({*document, *here}):
                if not document.get(key) == told[key] == here.get(key, told[key]):
                    self.say(f"{name}: its {key} differs from what the record names", INVALID)
            if place != (None, None) and place not in self.opened:
                self.say(f"{name}: nothing disclosed ties it to the record", WARNING)
        for place, value in sorted(self.opened.items()):
            if isinstance(value, dict) and "sha256" in value and place not in tied:
                self.say(f"entry {place[0]} {place[1]}: its document is not here", WARNING)
        self.say(f"{len(self.opened)} disclosed values and {len(listed)} documents were checked")

    def check_known_head(self, text: str, size: int, root: str) -> None:
        others = [word for word in text.split() if "/log/" in word and word != self.ledger.origin]
        roots = map(_b64, self.ledger.roots[size : size + 1])
        fits = not others and any(each.startswith(root) for each in roots)
        what = f"your head {others or size} {root} " + ("stands in" if fits else "is not one of")
        self.say(f"{what} this record", HOLDS if fits else CONTRADICTION)


def main(argv: list[str] | None = None) -> int:
    """Check the bundle named on the command line and return the exit code."""
    parser = argparse.ArgumentParser("verify", description="Checks a joint record, offline.")
    parser.add_argument("bundle", help="the ZIP file")
    parser.add_argument("--head", help="a head that you know: size and root, or a checkpoint")
    given, bundle = parser.parse_args(argv), Bundle()
    head = HEAD.search(given.head or "")
    if given.head is not None and not (head and len(head[1]) < 16):
        parser.error("--head takes a size and a root, such as: 412 R0otdiey+kC...")
    try:
        with open(given.bundle, "rb") as file:
            if bundle.attempt("bundle", bundle.open, file):
                bundle.whole = bundle.attempt("ledger.jsonl", bundle.check_ledger)
                bundle.attempt("manifest.json", bundle.check_files)
                bundle.attempt("keys.json", bundle.check_heads)
                if bundle.whole:
                    bundle.attempt("disclosures.jsonl", bundle.check_disclosures)
                    bundle.attempt("documents.json", bundle.check_documents)
                if head:
                    bundle.check_known_head(given.head, int(head[1]), head[2])
    except OSError as error:
        parser.error(f"cannot read {given.bundle}: {error.strerror}")
    bundle.say(RESULTS[bundle.worst])
    return bundle.worst


if __name__ == "__main__":
    raise SystemExit(main())
