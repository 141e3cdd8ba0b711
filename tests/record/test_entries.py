"""Entries: eight fields, one spelling, and nothing that is unknown."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from allied.record.entries import HOST, Entry, member, read_entry, read_time, write_time
from allied.record.jcs import Malformed, canonical, encode_base64, parse
from allied.record.merkle import EMPTY_ROOT
from tests.record.support import ENTRIES, NEGATIVE, ORIGIN, VECTORS

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def fields(**changes: object) -> bytes:
    """The first entry of the vectors with some fields changed; None leaves one out."""
    changed = {**parse(ENTRIES[0]), **changes}
    return canonical({name: value for name, value in changed.items() if value is not None})


@pytest.mark.parametrize("case", VECTORS["entries"], ids=lambda case: str(case["seq"]))
def test_entries_of_the_vectors_are_read_and_written_back_to_the_same_bytes(case):
    entry = read_entry(case["bytes"].encode())
    assert entry.seq == case["seq"]
    assert entry.log == ORIGIN
    assert entry.to_bytes() == case["bytes"].encode()


def test_an_entry_in_another_spelling_is_refused():
    with pytest.raises(Malformed, match="canonical"):
        read_entry(NEGATIVE["N12"]["bytes"].encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": True},
        {"v": "1"},
        {"v": None},
        {"note": "a field nobody knows"},
        {"seq": -1},
        {"seq": True},
        {"seq": "0"},
        {"log": ""},
        {"log": 7},
        {"prev": "short"},
        {"prev": 7},
        {"at": "2027-03-01T09:00:00Z"},
        {"at": "2027-03-01T09:00:00.000+00:00"},
        {"at": "2027-02-30T09:00:00.000Z"},
        {"at": "2027-03-01T25:00:00.000Z"},
        {"at": "２027-03-01T09:00:00.000Z"},
        {"type": "opened"},
        {"type": "Ledger.Opened"},
        {"type": "ledger opened.now"},
        {"actor": {"system": "somebody"}},
        {"actor": {"system": "host", "org": "org-a"}},
        {"actor": {"org": "org-a"}},
        {"actor": {"org": "org-a", "member": "Maya Chen"}},
        {"actor": {"org": "", "member": "m-1"}},
        {"actor": "host"},
        {"data": []},
        {"data": {"title": {"c": "no commitment"}}},
    ],
    ids=str,
)
def test_an_entry_of_any_other_form_is_refused(changes):
    with pytest.raises(Malformed):
        read_entry(fields(**changes))


def test_something_else_than_an_object_is_no_entry():
    with pytest.raises(Malformed, match="fields"):
        read_entry(b"[]")


def test_an_entry_of_a_new_kind_is_accepted():
    assert (
        read_entry(fields(type="governance.decision.raised")).type == "governance.decision.raised"
    )


def test_an_entry_is_written_with_its_numbered_place_and_utc_time():
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    entry = Entry(ORIGIN, 0, EMPTY_ROOT, berlin, "a.b", member("org-a", "m-1"), {"n": 1})
    written = parse(entry.to_bytes())
    assert written["at"] == "2027-03-01T12:00:00.000Z"
    assert written["prev"] == encode_base64(EMPTY_ROOT) == VECTORS["empty_root"]
    assert written["actor"] == {"org": "org-a", "member": "m-1"}
    assert read_entry(entry.to_bytes()) == entry


def test_an_entry_with_a_float_cannot_be_written():
    with pytest.raises(Malformed, match="float"):
        Entry(ORIGIN, 0, EMPTY_ROOT, NOON, "a.b", HOST, {"n": 1.5}).to_bytes()


def test_times_are_cut_to_milliseconds_and_need_a_zone():
    assert write_time(NOON.replace(microsecond=123_999)) == "2027-03-01T12:00:00.123Z"
    assert read_time("2027-03-01T12:00:00.123Z") == NOON.replace(microsecond=123_000)
    with pytest.raises(Malformed, match="zone"):
        write_time(datetime(2027, 3, 1))
