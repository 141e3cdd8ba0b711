"""One spelling per value: what the record reads, writes and refuses."""

import base64
import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.record import jcs, verifier
from allied.record.jcs import Malformed
from tests.record.support import NEGATIVE, VECTORS

TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("case", VECTORS["jcs"], ids=lambda case: case["name"])
def test_every_vector_has_its_canonical_spelling(case):
    spelling = jcs.spell(jcs.parse(case["input"].encode()))
    assert spelling == case["canonical"].encode()
    assert hashlib.sha256(spelling).hexdigest() == case["sha256"]
    assert jcs.spell(jcs.parse(spelling)) == spelling


def test_texts_enter_the_record_in_one_unicode_form_only():
    raw = VECTORS["jcs"][0]["canonical"].encode()  # U+FB33 is not in the form NFC
    with pytest.raises(Malformed, match="NFC"):
        jcs.read(raw)
    with pytest.raises(ValueError, match="NFC"):
        verifier._read_json(raw)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("N12", "canonical"), ("N13", "twice"), ("N15", "decimals"), ("N16", "surrogate")],
)
def test_the_refused_spellings_of_the_vectors_are_refused(number, sentence):
    with pytest.raises(Malformed, match=sentence):
        jcs.read(NEGATIVE[number]["bytes"].encode())


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e2}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\udc00"}',
        b'{"\\ud800":1}',
        b'{"a":"\xff"}',
        "\ufeff{}".encode(),
        b'{"a":1,"b":{"c":1,"c":1}}',
        b"[" * 40 + b"]" * 40,
        b"[" * 100_000,
        b"",
        b"{",
        b"{} {}",
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_what_could_be_read_in_two_ways_is_refused(raw):
    with pytest.raises(Malformed):
        jcs.parse(raw)


@pytest.mark.parametrize(
    "raw", [b'{ "a":1}', b'{"b":1,"a":2}', b'{"a":-0}', b'{"a":"\\u0041"}', b"1\n", b'"\\/"']
)
def test_a_second_spelling_of_the_same_value_is_refused(raw):
    jcs.parse(raw)
    with pytest.raises(Malformed, match="canonical"):
        jcs.read(raw)


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, -(2**53), b"raw", {1: 2}, {"a": {3}}, "\ud800", "e\u0301"]
)
def test_values_without_one_spelling_cannot_be_written(value):
    with pytest.raises(Malformed):
        jcs.canonical({"value": value})


def test_tuples_and_text_enums_are_written_as_lists_and_text():
    assert jcs.canonical({"a": ("x", 1)}) == b'{"a":["x",1]}'


@given(VALUES)
def test_what_is_written_reads_back_and_the_verifier_spells_it_alike(value):
    raw = jcs.canonical(value)
    assert jcs.read(raw) == value
    assert verifier._canonical(value) == raw
    assert verifier._read_json(raw) == value


@given(VALUES, st.integers(0, 10**6), st.integers(1, 255))
def test_reader_and_verifier_agree_on_every_spoilt_spelling(value, place, bits):
    raw = bytearray(jcs.canonical(value))
    raw[place % len(raw)] ^= bits
    assert _accepts(jcs.read, bytes(raw)) == _accepts(verifier._read_json, bytes(raw))


@given(st.binary(max_size=40))
def test_no_bytes_make_the_reader_fail_in_another_way(raw):
    _accepts(jcs.read, raw)


def _accepts(reader, raw: bytes) -> bool:
    try:
        reader(raw)
    except ValueError:
        return False
    return True


def test_plain_base64_readers_would_accept_what_the_strict_one_refuses():
    case = NEGATIVE["N23"]
    for text in (case["sig_with_foreign_character"], case["root_with_loose_trailing_bits"]):
        assert base64.b64decode(text)
        with pytest.raises(Malformed):
            jcs.decode_base64(text)
        with pytest.raises(ValueError, match=r"base64|Only base64"):
            verifier._unb64(text)


@pytest.mark.parametrize("text", ["AA", "AA==\n", " AA==", "AA=", "A===", "-_==", "ÄÄ==", "AB=="])
def test_loose_base64_is_refused(text):
    with pytest.raises(Malformed):
        jcs.decode_base64(text)


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "+/", "A A", "AA\n", "é"])
def test_loose_base64url_is_refused(text):
    with pytest.raises(Malformed):
        jcs.decode_base64url(text)


@given(st.binary(max_size=80))
def test_base64_has_one_spelling(raw):
    assert jcs.decode_base64(jcs.encode_base64(raw), size=len(raw)) == raw
    assert jcs.decode_base64url(jcs.encode_base64url(raw), size=len(raw)) == raw


def test_base64_of_the_wrong_length_is_refused():
    with pytest.raises(Malformed, match="32 bytes are expected here"):
        jcs.decode_base64("AAAA", size=32)
    with pytest.raises(Malformed, match="32 bytes are expected here"):
        jcs.decode_base64url("AAAA", size=32)


def test_the_canonical_spelling_is_json():
    value = {"é": [1, None, True, "a\nb\u007f\u2028"]}
    assert json.loads(jcs.canonical(value)) == value
