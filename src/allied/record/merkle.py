"""The Merkle tree of a log: hashes, roots and proofs of RFC 6962 / RFC 9162 section 2.1."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from .jcs import Malformed

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(raw: bytes) -> bytes:
    """Return the hash under which an entry's bytes stand in the tree."""
    return hashlib.sha256(b"\x00" + raw).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash that stands for two neighbouring subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append to a log: its size and one hash per full subtree.

    `hashes` go from the largest subtree (left) to the smallest; there are as many as `size` has
    binary ones, so a log of a million entries keeps at most 20.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise Malformed(f"{len(self.hashes)} hashes cannot be the frontier of {self.size}.")
        if any(len(each) != HASH_SIZE for each in self.hashes):
            raise Malformed("Every hash of a frontier has 32 bytes.")

    def push(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf hash."""
        hashes, merged = list(self.hashes), leaf
        full_subtrees = self.size
        while full_subtrees & 1:
            merged = node_hash(hashes.pop(), merged)
            full_subtrees >>= 1
        return Frontier(self.size + 1, (*hashes, merged))

    def root(self) -> bytes:
        """Return the Merkle root over all leaves pushed so far."""
        if not self.hashes:
            return EMPTY_ROOT
        *lefts, digest = self.hashes
        for left in reversed(lefts):
            digest = node_hash(left, digest)
        return digest

    def pack(self) -> bytes:
        """Return the frontier as bytes: the size in 8 bytes, then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def unpack(cls, packed: bytes) -> "Frontier":
        """Return the frontier that `pack` wrote; raise `Malformed` for any other bytes."""
        size, rest = packed[:8], packed[8:]
        if len(size) != 8 or len(rest) % HASH_SIZE:
            raise Malformed("A packed frontier has 8 bytes of size and 32 bytes per hash.")
        hashes = (rest[start : start + HASH_SIZE] for start in range(0, len(rest), HASH_SIZE))
        return cls(int.from_bytes(size, "big"), tuple(hashes))


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root over leaf hashes; over none it is the hash of the empty text."""
    return _subtree(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that prove leaf `index` is in the tree over `leaves`, sibling first."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"A log of {len(leaves)} entries has no entry {index}.")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            proof.append(_subtree(leaves, middle, end))
            end = middle
        else:
            proof.append(_subtree(leaves, start, middle))
            start = middle
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether the proof ties the leaf hash at `index` to the root of a tree of `size`."""
    if not 0 <= index < size:
        return False
    position, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            digest = node_hash(sibling, digest)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and digest == root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the hashes that prove the first `old_size` leaves are a prefix of `leaves`."""
    if not 0 <= old_size <= len(leaves):
        raise ValueError(f"A log of {len(leaves)} entries never had {old_size}.")
    proof: list[bytes] = []
    start, end, whole = 0, len(leaves), True
    while 0 < old_size < end:
        middle = start + _left_size(end - start)
        if old_size <= middle:
            proof.append(_subtree(leaves, middle, end))
            end = middle
        else:
            proof.append(_subtree(leaves, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(_subtree(leaves, start, end))
    return proof[::-1]


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the proof shows that the old head is a prefix of the new one."""
    if old_size in (0, new_size):
        expected = EMPTY_ROOT if old_size == 0 else new_root
        return not proof and old_root == expected
    if not 0 < old_size < new_size or not proof:
        return False
    is_whole_subtree = old_size & (old_size - 1) == 0
    path = [old_root, *proof] if is_whole_subtree else list(proof)
    return _climb(path, old_size - 1, new_size - 1) == (old_root, new_root)


def _climb(path: list[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    """Return the two roots a consistency path leads to (RFC 9162 section 2.1.4.2)."""
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None


def _subtree(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    if end - start == 1:
        return leaves[start]
    middle = start + _left_size(end - start)
    return node_hash(_subtree(leaves, start, middle), _subtree(leaves, middle, end))


def _left_size(size: int) -> int:
    """Return how many of `size` leaves stand left: the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
