"""Ed25519 signatures: made with cryptography, checked with libsodium and only for safe keys."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

SEED_SIZE = 32
PUBLIC_SIZE = 32
SIGNATURE_SIZE = 64


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the signature of the key with this 32-byte secret seed over the message."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def public_key(seed: bytes) -> bytes:
    """Return the 32-byte public key that belongs to a secret seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_safe_key(public: bytes) -> bool:
    """Tell whether a public key is a canonical point of the prime-order group.

    With any other point (small order, two spellings) an owner could repudiate a signature or one
    signature would fit many messages (trust.md T18).
    """
    return len(public) == PUBLIC_SIZE and bool(crypto_core_ed25519_is_valid_point(public))


def is_signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether this safe key signed exactly this message."""
    if len(signature) != SIGNATURE_SIZE or not is_safe_key(public):
        return False
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True
