"""One spelling per value: strict reading and canonical writing of JSON (RFC 8785) and base64."""

import base64
import binascii
import json
import unicodedata
from typing import Never

import rfc8785

LARGEST_INTEGER = 2**53 - 1
DEEPEST_NESTING = 32


class Malformed(ValueError):
    """The text or value has a form that the record does not accept; the message says which."""


def canonical(value: object) -> bytes:
    """Return the one byte sequence that stands for a value in the record (trust.md 4.2).

    Accepts None, booleans, whole numbers up to 2^53-1, NFC text, lists, tuples and mappings with
    text names. Raises `Malformed` for anything else, floats included.
    """
    spelling = spell(value)
    _check_normal_form(value)
    return spelling


def spell(value: object) -> bytes:
    """Return the spelling of RFC 8785, which leaves the Unicode form of texts as it is."""
    _check_value(value, DEEPEST_NESTING)
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # checked one line above


def read(raw: bytes) -> object:
    """Return the value of canonical bytes; raise `Malformed` when they are spelt otherwise."""
    value = parse(raw)
    if canonical(value) != raw:
        raise Malformed("The bytes are not the canonical spelling (RFC 8785) of their value.")
    return value


def parse(raw: bytes) -> object:
    """Return the value that JSON bytes stand for, in whatever layout they are written.

    Raises `Malformed` for broken UTF-8 or JSON, a name given twice, floats, NaN, numbers beyond
    2^53-1, lone surrogates and nesting deeper than 32.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_mapping_of,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed(f"This is not JSON in UTF-8: {error}.") from error
    _check_value(value, DEEPEST_NESTING)
    return value


def encode_base64(raw: bytes) -> str:
    """Return bytes as standard base64 with padding."""
    return base64.b64encode(raw).decode("ascii")


def decode_base64(text: str, *, size: int | None = None) -> bytes:
    """Return the bytes of standard base64; refuse foreign characters, loose bits, wrong size."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(f"This is not base64: {text[:80]!r}.") from error
    return _sole_spelling(text, encode_base64(raw), raw, size)


def encode_base64url(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def decode_base64url(text: str, *, size: int | None = None) -> bytes:
    """Return the bytes of unpadded base64url; refuse foreign characters, loose bits, wrong size."""
    try:
        padded = (text + "=" * (-len(text) % 4)).encode("ascii")
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(f"This is not unpadded base64url: {text[:80]!r}.") from error
    return _sole_spelling(text, encode_base64url(raw), raw, size)


def _sole_spelling(text: str, spelling: str, raw: bytes, size: int | None) -> bytes:
    if text != spelling:
        raise Malformed(f"{text[:80]!r} is a loose spelling; only {spelling[:80]!r} is accepted.")
    if size is not None and len(raw) != size:
        raise Malformed(f"{size} bytes are expected here, {text[:80]!r} holds {len(raw)}.")
    return raw


def _mapping_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise Malformed("A name is given twice in one object; each name may stand once.")
    return mapping


def _whole_number(digits: str) -> int:
    # Longer text than any accepted number is refused before int() spends time on it.
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise Malformed(f"{digits[:20]} is beyond 2^53-1; write larger numbers as text.")
    return int(digits)


def _refuse_number(digits: str) -> Never:
    raise Malformed(f"{digits[:20]} is not a whole number; write decimals as text.")


def _check_value(value: object, levels_left: int) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise Malformed("A number is beyond 2^53-1; write larger numbers as text.")
    elif isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict | list | tuple):
        _check_inside(value, levels_left - 1)
    else:
        raise Malformed(f"A {type(value).__name__} has no place in the record; use text instead.")


def _check_inside(
    value: dict[object, object] | list[object] | tuple[object, ...], left: int
) -> None:
    if left < 0:
        raise Malformed(f"Values are nested deeper than {DEEPEST_NESTING} levels.")
    if isinstance(value, dict):
        for name in value:
            if not isinstance(name, str):
                raise Malformed(f"{name!r} cannot be a name; names are text.")
            _check_text(name)
    for inner in value.values() if isinstance(value, dict) else value:
        _check_value(inner, left)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        sentence = "A text holds half of a surrogate pair, which no UTF-8 can carry."
        raise Malformed(sentence) from error


def _check_normal_form(value: object) -> None:
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise Malformed(f"The text {value[:80]!r} is not in Unicode form NFC.")
    if isinstance(value, dict | list | tuple):
        for inner in [*value, *value.values()] if isinstance(value, dict) else value:
            _check_normal_form(inner)
