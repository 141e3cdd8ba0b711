"""Every changed byte of a bundle is noticed, and a changed entry is named by its number."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.record import verifier
from tests.record.support import bundled, flipped, forged, full_story, unzipped, zipped

BUNDLE = bundled(full_story())
FILES = unzipped(BUNDLE)
LEDGER = FILES["ledger.jsonl"]
SPOILT = sorted(
    name
    for name in FILES
    if name in {"ledger.jsonl", "disclosures.jsonl", "documents.json", "keys.json", "manifest.json"}
    or name.startswith(("checkpoints/", "documents/", "records/"))
)
BITS = st.integers(1, 255)


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """Where the spoilt bundles are written, one after another."""
    return tmp_path_factory.mktemp("spoilt") / "bundle.zip"


def found(path: Path, raw: bytes) -> tuple[int, list[str]]:
    """The exit code of the verifier and what it found to be invalid."""
    path.write_bytes(raw)
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lines.append)
        code = verifier.main([str(path)])
    return code, [line for line in lines if line.startswith("INVALID: ")]


def entry_at(place: int) -> int:
    """The number of the entry in which a byte of the ledger lies."""
    return LEDGER[:place].count(b"\n")


def is_between_entries(place: int) -> bool:
    return LEDGER[place : place + 1] == b"\n"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(LEDGER) - 1), BITS)
def test_a_changed_byte_in_the_ledger_names_its_entry(path, place, bits):
    spoilt = flipped(LEDGER, place, bits)
    code, invalid = found(path, forged(FILES, {"ledger.jsonl": spoilt}))
    assert code == 40
    assert f"entry {entry_at(place)}: " in invalid[0]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(LEDGER) - 1), BITS)
def test_a_damaged_byte_of_the_ledger_in_the_zip_names_its_entry(path, place, bits):
    start = BUNDLE.index(LEDGER)
    code, invalid = found(path, flipped(BUNDLE, start + place, bits))
    assert code == 40
    assert f"entry {entry_at(place)}: " in invalid[0]


def test_every_second_sign_of_the_first_and_last_entry_counts(path):
    starts = [0] + [place + 1 for place, sign in enumerate(LEDGER) if sign == 10]
    for number in (0, 19):
        for place in range(starts[number], starts[number + 1] - 1, 2):
            code, invalid = found(path, forged(FILES, {"ledger.jsonl": flipped(LEDGER, place, 1)}))
            assert (code, invalid[0].split(":")[1]) == (40, f" entry {number}"), place


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SPOILT), st.randoms(use_true_random=False), BITS)
def test_a_changed_byte_in_any_file_is_noticed(path, name, chance, bits):
    raw = FILES[name]
    spoilt = flipped(raw, chance.randrange(len(raw)), bits)
    code, invalid = found(path, zipped({**FILES, name: spoilt}))
    assert code == 40
    assert invalid


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), BITS)
def test_a_damaged_byte_anywhere_is_noticed_or_changes_nothing(path, place, bits):
    raw = flipped(BUNDLE, place, bits)
    code, _ = found(path, raw)
    if code != 40:
        assert code == 0
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == FILES


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["disclosures.jsonl", "documents/00001-Term-sheet.pdf"]),
    st.randoms(use_true_random=False),
    BITS,
)
def test_what_is_committed_to_is_noticed_even_if_the_manifest_was_changed_along(
    path, name, chance, bits
):
    raw = FILES[name]
    spoilt = flipped(raw, chance.randrange(len(raw) - 1), bits)
    code, invalid = found(path, forged(FILES, {name: spoilt}))
    assert code == 40
    assert invalid


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["checkpoints/00000018.txt", "checkpoints/00000020.txt"]),
    st.randoms(use_true_random=False),
    BITS,
)
def test_a_changed_head_is_noticed_or_lost_as_a_signature(path, name, chance, bits):
    raw = FILES[name]
    spoilt = flipped(raw, chance.randrange(len(raw)), bits)
    code, _ = found(path, forged(FILES, {name: spoilt}))
    cosigned = raw.index("— witness".encode()) if b"witness" in raw else len(raw)
    is_in_cosignature = spoilt[:cosigned] == raw[:cosigned]
    assert code == 40 or is_in_cosignature


def test_every_byte_of_a_head_that_only_the_host_signed_counts(path):
    name = "checkpoints/00000018.txt"
    for place in range(len(FILES[name])):
        for bits in (1, 32):
            spoilt = flipped(FILES[name], place, bits)
            assert found(path, forged(FILES, {name: spoilt}))[0] == 40, place


@pytest.mark.parametrize("cut", [1, 5, 100, len(BUNDLE) // 2, len(BUNDLE) - 1])
def test_a_bundle_that_was_cut_is_noticed(path, cut):
    assert found(path, BUNDLE[:-cut])[0] == 40


def test_no_random_file_passes_for_a_bundle(path):
    chance = random.Random(7)
    for length in (0, 1, 22, 100, 5000):
        assert found(path, chance.randbytes(length))[0] == 40
