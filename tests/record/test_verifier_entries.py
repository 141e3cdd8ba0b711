"""The verifier: a tampered entry is named, also one that the host itself wrote in a wrong form."""

from dataclasses import replace

import pytest

from allied.record.entries import member
from allied.record.jcs import canonical, parse
from tests.record.bundles import first_invalid, resealed, told, with_entries
from tests.record.support import ENTRIES, NEGATIVE, VECTORS, rechained, vector_story


def test_a_tampered_entry_is_named(either, verify):
    tampered = [*ENTRIES[:3], NEGATIVE["N01"]["bytes"].encode(), *ENTRIES[4:]]
    code, lines = verify(with_entries(tampered))
    assert code == 40
    assert first_invalid(lines) == "INVALID: entry 3: changed: entry 4 names another root"


def test_swapped_entries_are_named(verify):
    code, lines = verify(with_entries([ENTRIES[seq] for seq in NEGATIVE["N02"]["order"]]))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 4: ")
    assert "has number 5" in first_invalid(lines)


@pytest.mark.parametrize("removed", range(8))
def test_a_removed_entry_is_named(verify, removed):
    code, lines = verify(with_entries(ENTRIES[:removed] + ENTRIES[removed + 1 :]))
    assert code == 40
    assert f"entry {removed}: " in first_invalid(lines)


def test_an_inserted_entry_is_named(verify):
    code, lines = verify(with_entries([*ENTRIES[:4], ENTRIES[3], *ENTRIES[4:]]))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 4: ")


def test_an_appended_entry_is_named(verify):
    code, lines = verify(with_entries(rechained([*ENTRIES, ENTRIES[7]])))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 8: manifest.json names another root")


def test_a_changed_prev_is_named_and_not_the_entry_before_it(verify):
    for seq in range(8):
        spoilt = parse(ENTRIES[seq]) | {"prev": VECTORS["entries"][6]["root_after"]}
        if canonical(spoilt) == ENTRIES[seq]:
            continue
        code, lines = verify(with_entries([*ENTRIES[:seq], canonical(spoilt), *ENTRIES[seq + 1 :]]))
        assert code == 40
        assert first_invalid(lines).startswith(f"INVALID: entry {seq}: ")


def test_another_spelling_of_an_entry_is_named(verify):
    code, lines = verify(with_entries([NEGATIVE["N12"]["bytes"].encode(), *ENTRIES[1:]]))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 0: not in the canonical spelling")


@pytest.mark.parametrize("number", ["N13", "N15", "N16"])
def test_what_is_no_entry_is_named(verify, number):
    raw = NEGATIVE[number]["bytes"].encode()
    code, lines = verify(with_entries([*ENTRIES[:2], raw, *ENTRIES[3:]]))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 2: ")


def test_a_rewritten_history_does_not_fit_the_signed_heads(verify):
    tampered = rechained([*ENTRIES[:6], ENTRIES[6].replace(b'"rev":1', b'"rev":2'), ENTRIES[7]])
    code, lines = verify(replace(vector_story(), entries=tampered))
    assert code == 40
    named = "INVALID: checkpoints/00000008.txt: entries 5 to 7: missing or not as signed"
    assert first_invalid(lines) == named


def test_a_record_that_ends_before_its_signed_head_is_named(verify):
    code, lines = verify(replace(vector_story(), entries=ENTRIES[:6]))
    assert code == 40
    assert "entries 5 to 7: missing or not as signed" in first_invalid(lines)


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": True},
        {"v": None},
        {"note": "unknown"},
        {"log": "ally.example/log/other"},
        {"at": "2027-03-01T08:59:59.999Z"},
        {"at": "2027-03-01T09:00:00Z"},
        {"at": "2027-02-30T09:00:00.000Z"},
        {"at": 7},
        {"type": "spaced out"},
        {"type": 7},
        {"actor": {"system": "root"}},
        {"actor": {"org": "org-a", "member": "Maya"}},
        {"actor": {"org": "org-a"}},
        {"actor": {"org": "", "member": "m-1"}},
        {"actor": "host"},
        {"actor": {"org": "org-a", "member": 5}},
        {"data": []},
        {"data": {"title": {"c": "short"}}},
        {"data": {"title": {"c": 5}}},
        {"data": {"title": {"c": "+/" + "A" * 41}}},
        {"data": {"a": {"b": {"c": "A" * 43}}, "a.b": {"c": "A" * 43}}},
    ],
    ids=str,
)
def test_an_entry_of_another_form_is_named_even_when_the_host_signed_it(verify, changes):
    fields = {**parse(ENTRIES[1]), "data": {}, "type": "a.b", **changes}
    spoilt = canonical({name: value for name, value in fields.items() if value is not None})
    code, lines = verify(resealed(rechained([ENTRIES[0], spoilt])))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 1: ")


def test_an_entry_whose_number_is_true_is_named(verify):
    first = rechained([ENTRIES[0], canonical({**parse(ENTRIES[6]), "data": {}, "type": "a.b"})])
    spoilt = canonical({**parse(first[1]), "seq": True})
    code, lines = verify(resealed([first[0], spoilt]))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 1: not an entry")


def test_kinds_that_nobody_listed_are_accepted(verify):
    maya = member("org-a", "m-1")
    assert verify(told(("governance.decision.raised", {"any": [1, None, True]}, maya)))[0] == 0
