"""The Merkle tree: roots, the frontier and proofs, against RFC 6962 and a second implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from allied.record import merkle
from allied.record.jcs import Malformed, decode_base64, encode_base64
from allied.record.merkle import Frontier, leaf_hash
from tests.record.support import ENTRIES, LEAVES, NEGATIVE, VECTORS

LOGS = st.lists(st.binary(max_size=6), min_size=1, max_size=40)
KNOWN = VECTORS["rfc6962_known_answers"]


def grown(leaves: list[bytes]) -> Frontier:
    """The frontier after all leaves were pushed one by one."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.push(leaf)
    return frontier


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_known_answers_of_rfc_6962(size):
    leaves = [leaf_hash(bytes.fromhex(raw)) for raw in KNOWN["leaves_hex"][:size]]
    assert merkle.root(leaves).hex() == KNOWN["roots_hex_size_1_to_8"][size - 1]
    assert grown(leaves).root() == merkle.root(leaves)


def test_the_empty_log_has_the_root_of_the_empty_text():
    empty = decode_base64(VECTORS["empty_root"])
    assert merkle.root([]) == Frontier().root() == merkle.EMPTY_ROOT == empty


def test_every_entry_of_the_vectors_has_its_leaf_and_root():
    frontier = Frontier()
    for case, raw in zip(VECTORS["entries"], ENTRIES, strict=True):
        assert leaf_hash(raw).hex() == case["leaf_hash"]
        frontier = frontier.push(leaf_hash(raw))
        assert encode_base64(frontier.root()) == case["root_after"]
    assert encode_base64(frontier.root()) == "R0otdiey+kCfhUyBew5WstHDr/uDRou/GCxnrpqhYNA="


@pytest.mark.parametrize(
    "case", VECTORS["inclusion_proofs"], ids=lambda c: f"{c['seq']} of {c['size']}"
)
def test_inclusion_proofs_are_those_of_the_vectors(case):
    leaves, proof = LEAVES[: case["size"]], [decode_base64(each) for each in case["proof"]]
    assert merkle.inclusion_proof(leaves, case["seq"]) == proof
    assert merkle.verify_inclusion(
        LEAVES[case["seq"]],
        index=case["seq"],
        size=case["size"],
        proof=proof,
        root=merkle.root(leaves),
    )


@pytest.mark.parametrize(
    "case", VECTORS["consistency_proofs"], ids=lambda c: f"{c['old']} to {c['new']}"
)
def test_consistency_proofs_are_those_of_the_vectors(case):
    leaves, proof = LEAVES[: case["new"]], [decode_base64(each) for each in case["proof"]]
    assert merkle.consistency_proof(leaves, case["old"]) == proof
    assert merkle.verify_consistency(
        old_size=case["old"],
        old_root=merkle.root(leaves[: case["old"]]),
        new_size=case["new"],
        new_root=merkle.root(leaves),
        proof=proof,
    )


def test_a_fork_has_no_consistency_proof():
    case = NEGATIVE["N05"]
    assert not merkle.verify_consistency(
        old_size=case["old_size"],
        old_root=decode_base64(case["old_root"]),
        new_size=case["new_size"],
        new_root=decode_base64(case["new_root"]),
        proof=[decode_base64(each) for each in case["proof"]],
    )


@given(LOGS)
def test_the_frontier_has_the_root_of_all_leaves(raws):
    leaves = [leaf_hash(raw) for raw in raws]
    frontier = grown(leaves)
    assert frontier.root() == merkle.root(leaves)
    assert frontier.size == len(leaves)
    assert len(frontier.hashes) == len(leaves).bit_count()
    assert Frontier.unpack(frontier.pack()) == frontier


@given(LOGS, st.data())
def test_a_second_implementation_finds_the_same_roots_and_proofs(raws, data):
    tree = InmemoryTree(algorithm="sha256")
    for raw in raws:
        tree.append_entry(raw)
    leaves = [leaf_hash(raw) for raw in raws]
    assert tree.get_root() == merkle.root(leaves)
    index = data.draw(st.integers(0, len(raws) - 1))
    path = tree.prove_inclusion(index + 1).serialize()["path"]
    assert path[1:] == [each.hex() for each in merkle.inclusion_proof(leaves, index)]
    old = data.draw(st.integers(1, len(raws)))
    assert tree.get_root(old) == merkle.root(leaves[:old])


@given(LOGS, st.data())
def test_proofs_verify_and_a_change_anywhere_refuses_them(raws, data):
    leaves = [leaf_hash(raw) for raw in raws]
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = merkle.root(leaves), merkle.inclusion_proof(leaves, index)
    place = {"index": index, "size": len(leaves), "root": root}
    assert merkle.verify_inclusion(leaves[index], proof=proof, **place)
    assert not merkle.verify_inclusion(leaf_hash(b"another entry"), proof=proof, **place)
    assert not merkle.verify_inclusion(leaves[index], proof=[*proof, root], **place)
    if proof:
        assert not merkle.verify_inclusion(leaves[index], proof=proof[:-1], **place)
        spoilt = data.draw(st.integers(0, len(proof) - 1))
        proof[spoilt] = leaf_hash(proof[spoilt])
        assert not merkle.verify_inclusion(leaves[index], proof=proof, **place)


@given(LOGS, st.data())
def test_consistency_proofs_verify_and_a_change_anywhere_refuses_them(raws, data):
    leaves = [leaf_hash(raw) for raw in raws]
    old = data.draw(st.integers(0, len(leaves)))
    heads = {
        "old_size": old,
        "old_root": merkle.root(leaves[:old]),
        "new_size": len(leaves),
        "new_root": merkle.root(leaves),
    }
    proof = merkle.consistency_proof(leaves, old)
    assert merkle.verify_consistency(proof=proof, **heads)
    assert not merkle.verify_consistency(proof=[*proof, heads["new_root"]], **heads)
    assert not merkle.verify_consistency(proof=proof, **heads | {"old_root": leaf_hash(b"!")})
    if old:
        assert not merkle.verify_consistency(proof=proof, **heads | {"new_root": leaf_hash(b"!")})
    if proof:
        assert not merkle.verify_consistency(proof=proof[:-1], **heads)
        spoilt = data.draw(st.integers(0, len(proof) - 1))
        proof[spoilt] = leaf_hash(proof[spoilt])
        assert not merkle.verify_consistency(proof=proof, **heads)


def test_a_longer_log_is_no_prefix_of_a_shorter_one():
    heads = {"old_root": LEAVES[0], "new_root": LEAVES[0], "proof": [LEAVES[0]]}
    assert not merkle.verify_consistency(old_size=3, new_size=2, **heads)
    assert not merkle.verify_consistency(old_size=-1, new_size=2, **heads)


def test_an_entry_beyond_the_end_is_in_no_tree():
    root = merkle.root(LEAVES[:1])
    assert not merkle.verify_inclusion(LEAVES[0], index=1, size=1, proof=[], root=root)
    assert not merkle.verify_inclusion(LEAVES[0], index=-1, size=1, proof=[], root=root)


@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_is_made_for_an_entry_that_is_not_there(index):
    with pytest.raises(ValueError, match="has no entry"):
        merkle.inclusion_proof(LEAVES, index)


@pytest.mark.parametrize("old_size", [-1, 9])
def test_no_proof_is_made_for_a_size_that_never_was(old_size):
    with pytest.raises(ValueError, match="never had"):
        merkle.consistency_proof(LEAVES, old_size)


@pytest.mark.parametrize(
    "packed",
    [b"", bytes(7), bytes(8) + b"x", (1).to_bytes(8, "big"), (2).to_bytes(8, "big") + bytes(64)],
    ids=["nothing", "short", "odd", "no hash", "a hash too many"],
)
def test_a_damaged_frontier_is_refused(packed):
    with pytest.raises(Malformed):
        Frontier.unpack(packed)


def test_a_frontier_with_a_short_hash_is_refused():
    with pytest.raises(Malformed, match="32 bytes"):
        Frontier(1, (b"short",))
