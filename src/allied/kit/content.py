"""Turns plain content into canonical JSON and into the digest that sign-offs bind to."""

import base64
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

type Plain = bool | int | str | Sequence[Plain] | Mapping[str, Plain] | None

LARGEST_WHOLE = 2**53 - 1


def tidy(text: str) -> str:
    """One spelling for one text: composed characters (NFC) and plain line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def decimal_text(amount: Decimal | None) -> str | None:
    """A number as the shortest plain decimal: 5000.00 and 5E+3 are both "5000"."""
    if amount is None:
        return None
    if not amount.is_finite():
        raise ValueError(f"{amount} is not a finite number")
    text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def day_text(day: date | None) -> str | None:
    """A day as ISO 8601, such as 2027-12-31."""
    return None if day is None else day.isoformat()


def canonical_json(value: Plain) -> str:
    """The one JSON text of this content (RFC 8785; no fractions, they travel as text)."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))


def digest(value: Plain) -> str:
    """SHA-256 of the canonical JSON in base64: equal digests mean equal content."""
    hashed = hashlib.sha256(canonical_json(value).encode()).digest()
    return base64.b64encode(hashed).decode()


def _ordered(value: object) -> object:
    """The same content with tidy texts and with keys in the order that RFC 8785 asks for."""
    if isinstance(value, str):
        tidied = tidy(value)
        tidied.encode()  # a lone surrogate has no bytes: refuse it here, not in the digest
        return tidied
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST_WHOLE:
        return value
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: str(pair[0]).encode("utf-16-be"))
        return {_ordered(key): _ordered(inner) for key, inner in pairs}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_ordered(inner) for inner in value]
    raise TypeError(f"{value!r} cannot be part of signed content")
