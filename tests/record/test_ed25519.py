"""Signatures: two ways of checking them agree, and unsafe keys sign nothing."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.record import verifier
from allied.record.ed25519 import is_safe_key, is_signed_by, public_key, sign
from allied.record.jcs import decode_base64
from tests.record.support import NEGATIVE, VECTORS, public, seed

P = 2**255 - 19
SEEDS = st.binary(min_size=32, max_size=32)
# The points of order 1, 2, 4 and 8 of the curve and their second spellings (y + p, sign of zero).
ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
SMALL_ORDER = [
    *(y.to_bytes(32, "little") for y in (0, 1, P - 1, P, P + 1)),
    *((y | 1 << 255).to_bytes(32, "little") for y in (0, 1, P - 1, P, P + 1)),
    ORDER_8,
    ORDER_8[:31] + b"\x85",
    (P - int.from_bytes(ORDER_8, "little")).to_bytes(32, "little"),
    (P - int.from_bytes(ORDER_8, "little") | 1 << 255).to_bytes(32, "little"),
]


def fallback_accepts(key: bytes, message: bytes, signature: bytes) -> bool:
    """What the verifier says without PyNaCl."""
    try:
        return verifier._check_signature(key, message, signature) is None
    except ValueError:
        return False


@pytest.fixture
def plain_python(monkeypatch):
    """The verifier as it runs where PyNaCl is not installed."""
    monkeypatch.setattr(verifier, "sodium", None)


@pytest.mark.parametrize("name", list(VECTORS["keys"]))
def test_keys_of_the_vectors_are_safe_and_fit_their_seeds(name):
    assert public_key(seed(name)) == public(name)
    assert is_safe_key(public(name))
    assert verifier._safe_key(public(name))


@pytest.mark.parametrize("key", SMALL_ORDER, ids=lambda key: key.hex()[:8] + key.hex()[-2:])
def test_keys_of_small_order_are_refused_everywhere(key, plain_python):
    assert not is_safe_key(key)
    assert not is_signed_by(key, b"any message", key + bytes(32))
    assert not fallback_accepts(key, b"any message", key + bytes(32))
    with pytest.raises(ValueError, match=r"point|order|invertible"):
        verifier._safe_key(key)


def test_the_identity_point_fits_every_message_where_nobody_looks():
    case = NEGATIVE["N11"]
    key, signature = decode_base64(case["pub"]), decode_base64(case["sig"])
    for message in case["messages"]:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message.encode())
        assert not is_signed_by(key, message.encode(), signature)


def test_a_key_with_a_part_of_small_order_is_refused(plain_python):
    torsion = verifier._read_point(SMALL_ORDER[0])
    x, y, _ = verifier._times(1, verifier._add(verifier._read_point(public("apA")), torsion))
    mixed = (y | (x & 1) << 255).to_bytes(32, "little")
    assert verifier._read_point(mixed)
    assert not is_safe_key(mixed)
    with pytest.raises(ValueError, match="order"):
        verifier._safe_key(mixed)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), b"\x02" + bytes(31)], ids=repr)
def test_what_is_no_point_is_no_key(key, plain_python):
    assert not is_safe_key(key)
    assert not fallback_accepts(key.ljust(32, b"\xff")[:32], b"", bytes(64))


def test_a_signature_with_a_second_spelling_is_refused(plain_python):
    case = NEGATIVE["N10"]
    message = VECTORS["approvals"][0]["message"].encode()
    good, twin = decode_base64(VECTORS["approvals"][0]["sig"]), decode_base64(case["sig"])
    assert is_signed_by(public("apA"), message, good)
    assert fallback_accepts(public("apA"), message, good)
    assert not is_signed_by(public("apA"), message, twin)
    assert not fallback_accepts(public("apA"), message, twin)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.binary(max_size=60), st.integers(0, 63), st.integers(1, 255))
def test_plain_arithmetic_and_libsodium_agree(secret, message, place, bits):
    key, signature = public_key(secret), sign(secret, message)
    spoilt = bytearray(signature)
    spoilt[place] ^= bits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifier, "sodium", None)
        assert fallback_accepts(key, message, signature)
        assert not fallback_accepts(key, message + b"!", signature)
        assert not fallback_accepts(key, message, bytes(spoilt))
    assert is_signed_by(key, message, signature)
    assert not is_signed_by(key, message + b"!", signature)
    assert not is_signed_by(key, message, bytes(spoilt))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_is_refused(length, plain_python):
    signature = (sign(seed("apA"), b"x") + b"x")[:length]
    assert not is_signed_by(public("apA"), b"x", signature)
    assert not fallback_accepts(public("apA"), b"x", signature)
