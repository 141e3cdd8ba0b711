"""Salted commitments: they open to one value at one place of one log, and to nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.record.commitments import (
    Committed,
    Disclosure,
    commit,
    commitments_in,
    new_salt,
    read_disclosure,
    seal,
)
from allied.record.jcs import Malformed, canonical, decode_base64url, read
from tests.record.support import ENTRIES, NEGATIVE, ORIGIN, VECTORS, vector_disclosures

SALT = bytes(range(32))


@pytest.mark.parametrize("place", range(2))
def test_disclosures_of_the_vectors_open_their_commitments(place):
    disclosure, case = vector_disclosures()[place], VECTORS["disclosures"][place]
    assert disclosure.commitment(ORIGIN) == case["commitment"]
    committed = commitments_in(read(ENTRIES[disclosure.seq])["data"])
    assert committed[disclosure.path] == case["commitment"]
    assert read_disclosure(disclosure.line()) == disclosure


def test_a_disclosure_moved_to_another_path_does_not_open_anything():
    case = NEGATIVE["N18"]["disclosure"]
    moved = Disclosure(case["seq"], case["path"], decode_base64url(case["salt"]), case["value"])
    assert moved.commitment(ORIGIN) != NEGATIVE["N18"]["against"]


def test_the_same_value_in_another_log_has_another_commitment():
    case, title = NEGATIVE["N19"], vector_disclosures()[0]
    other_log = "ally.example/log/01JTESTALLIANCE0000000002"
    assert title.commitment(ORIGIN) == case["commitment_here"]
    assert title.commitment(other_log) == case["commitment_same_value_other_log"]
    assert case["commitment_here"] != case["commitment_same_value_other_log"]


@given(st.text("abc"), st.text("abc"))
def test_a_commitment_is_bound_to_log_path_number_value_and_salt(value, other):
    base = commit(ORIGIN, "data.title", 3, value, SALT)
    assert base != commit(ORIGIN + "x", "data.title", 3, value, SALT)
    assert base != commit(ORIGIN, "data.body", 3, value, SALT)
    assert base != commit(ORIGIN, "data.title", 4, value, SALT)
    assert base != commit(ORIGIN, "data.title", 3, value, bytes(32))
    assert (base == commit(ORIGIN, "data.title", 3, other, SALT)) == (value == other)


def test_salts_are_long_and_never_the_same():
    salts = {new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert {len(salt) for salt in salts} == {32}


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_short_salt_is_refused(salt):
    with pytest.raises(Malformed, match="32 bytes"):
        commit(ORIGIN, "data.title", 3, "x", salt)


def test_sealing_replaces_marked_values_wherever_they_stand():
    content = {"state": "open", "title": Committed("Größe"), "files": [{"f": Committed({"a": 1})}]}
    sealed, disclosures = seal(ORIGIN, 7, content)
    assert [(each.seq, each.path, each.value) for each in disclosures] == [
        (7, "data.title", "Größe"),
        (7, "data.files.0.f", {"a": 1}),
    ]
    assert sealed["state"] == "open"
    found = commitments_in(sealed)
    assert found == {each.path: each.commitment(ORIGIN) for each in disclosures}
    assert "Größe".encode() not in canonical(sealed)


def test_what_looks_like_a_commitment_cannot_be_written_in_clear():
    with pytest.raises(Malformed, match="kept for commitments"):
        seal(ORIGIN, 7, {"note": {"c": "plain"}})


def test_two_places_with_one_path_are_refused():
    with pytest.raises(Malformed, match=r"data\.a\.b"):
        seal(ORIGIN, 7, {"a": {"b": Committed(1)}, "a.b": Committed(2)})


@pytest.mark.parametrize("text", ["short", "x" * 44, 7, None])
def test_a_commitment_that_is_no_hash_is_refused(text):
    with pytest.raises(Malformed):
        commitments_in({"title": {"c": text}})


def test_an_object_with_more_than_a_commitment_is_plain_content():
    assert commitments_in({"c": "x", "d": "y"}) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"path": "data.a", "salt": "A" * 43, "seq": 1},
        {"path": "data.a", "salt": "A" * 43, "seq": 1, "value": 1, "more": 1},
        {"path": "data.a", "salt": "A" * 43, "seq": -1, "value": 1},
        {"path": "data.a", "salt": "A" * 43, "seq": True, "value": 1},
        {"path": 1, "salt": "A" * 43, "seq": 1, "value": 1},
        {"path": "data.a", "salt": "A" * 42, "seq": 1, "value": 1},
        {"path": "data.a", "salt": None, "seq": 1, "value": 1},
        ["path"],
    ],
)
def test_a_disclosure_has_exactly_its_four_fields(fields):
    with pytest.raises(Malformed):
        read_disclosure(canonical(fields))
