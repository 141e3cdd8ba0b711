"""Bundles: equal contents give equal bytes, and a reader believes nothing unchecked."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.record.bundle import BundledDocument, BundleKey, verifier_source, write_bundle
from allied.record.bundle_reader import read_bundle
from allied.record.jcs import Malformed, canonical, encode_base64, read
from tests.record.support import (
    MINUTES,
    TERM_SHEET,
    VECTORS,
    bundled,
    changed,
    flipped,
    forged,
    full_story,
    unzipped,
    vector_story,
    zipped,
)

STORY = full_story()
BUNDLE = bundled(STORY)
FILES = unzipped(BUNDLE)


def test_a_bundle_is_byte_for_byte_the_same_twice():
    backwards = replace(
        STORY,
        disclosures=STORY.disclosures[::-1],
        checkpoints=STORY.checkpoints[::-1],
        keys=STORY.keys[::-1],
        documents=STORY.documents[::-1],
        records=dict(reversed(STORY.records.items())),
    )
    assert bundled(STORY) == BUNDLE == bundled(backwards)


def test_a_bundle_is_the_same_in_a_file_as_in_memory(tmp_path):
    path = tmp_path / "bundle.zip"
    with path.open("wb") as out:
        write_bundle(STORY, out)
    assert path.read_bytes() == BUNDLE


def test_a_bundle_needs_a_file_in_which_one_can_move_about():
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(ValueError, match="move about"):
        write_bundle(STORY, Pipe())


def test_the_directory_is_sorted_stored_and_without_times():
    infos = zipfile.ZipFile(io.BytesIO(BUNDLE)).infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.external_attr >> 16 for info in infos} == {0o644}
    assert {info.create_system for info in infos} == {3}
    assert {(info.flag_bits, info.extra, info.comment) for info in infos} == {(0, b"", b"")}


def test_a_bundle_holds_the_files_that_its_readme_names():
    assert list(FILES) == [
        "README.txt",
        "checkpoints/00000018.txt",
        "checkpoints/00000020.txt",
        "disclosures.jsonl",
        "documents.json",
        "documents/00001-Term-sheet.pdf",
        "documents/00002-Anhang.txt",
        "documents/00003-minutes.txt",
        "keys.json",
        "ledger.jsonl",
        "manifest.json",
        "records/decisions.csv",
        "records/decisions.json",
        "verify.py",
    ]
    text = FILES["README.txt"].decode()
    assert text.startswith("The joint record of the alliance Cold Brew Venture\n=====")
    assert "20 " in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_manifest_names_the_head_and_every_file():
    manifest = read(FILES["manifest.json"])
    head = write_bundle(STORY, io.BytesIO())
    assert manifest["format"] == "allied-bundle/1"
    assert (manifest["origin"], manifest["size"]) == (head.origin, head.size)
    assert manifest["root"] == encode_base64(head.root)
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for name, raw in FILES.items()
        if name != "manifest.json"
    }


def test_documents_are_listed_with_the_entry_that_commits_to_them():
    listed = read(FILES["documents.json"])
    assert listed["documents/00001-Term-sheet.pdf"] == {
        "name": "Term sheet.pdf",
        "media_type": "application/pdf",
        "seq": 17,
        "path": "data.file",
        "sha256": hashlib.sha256(TERM_SHEET).hexdigest(),
        "size": len(TERM_SHEET),
    }
    assert listed["documents/00003-minutes.txt"] == {
        "name": "minutes.txt",
        "media_type": "text/plain",
        "sha256": hashlib.sha256(MINUTES).hexdigest(),
        "size": len(MINUTES),
    }


def test_the_verifier_goes_along_byte_for_byte():
    assert FILES["verify.py"] == verifier_source()


def test_the_head_of_the_vectors_stands_in_their_bundle():
    head = write_bundle(vector_story(), io.BytesIO())
    assert encode_base64(head.root) == VECTORS["entries"][-1]["root_after"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\temp\\a b.docx", "C-temp-a-b.docx"),
        ("Größe.pdf", "Gr-e.pdf"),
        ("Anhang ß.txt", "Anhang.txt"),
        ("…", "document"),
        ("", "document"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("a\nb\x1b[31m.txt", "a-b-31m.txt"),
    ],
)
def test_file_names_are_made_plain(name, plain):
    document = BundledDocument(name, "text/plain", lambda: io.BytesIO(b"x"))
    listed = unzipped(changed(STORY, documents=[document]))
    assert f"documents/00001-{plain}" in listed
    assert json.loads(listed["documents.json"])[f"documents/00001-{plain}"]["name"] == name


@pytest.mark.parametrize("name", ["../x.json", "a/b.json", "", ".x", "ü.json", "a b"])
def test_a_file_for_reading_with_a_strange_name_is_refused(name):
    with pytest.raises(Malformed, match="cannot be the name"):
        changed(STORY, records={name: b"x"})


def test_two_heads_of_one_size_are_refused():
    with pytest.raises(Malformed, match="under one"):
        changed(STORY, checkpoints=[STORY.checkpoints[1]] * 2)


def test_an_entry_of_two_lines_is_refused():
    with pytest.raises(Malformed, match="single lines"):
        changed(STORY, entries=[b"{}\n{}"])


def test_a_key_that_is_none_is_refused():
    with pytest.raises(Malformed):
        changed(STORY, keys=[BundleKey("host", "no key")])


def test_a_document_that_changes_while_it_is_written_is_noticed():
    contents = iter([b"first", b"other"])
    document = BundledDocument("a.txt", "text/plain", lambda: io.BytesIO(next(contents)))
    with pytest.raises(ValueError, match="changed while"):
        changed(STORY, documents=[document])


def test_a_bundle_reads_back_to_what_was_written():
    contents = read_bundle(io.BytesIO(BUNDLE))
    assert bundled(contents) == BUNDLE
    assert contents.alliance == STORY.alliance
    assert list(contents.entries) == list(STORY.entries)
    assert dict(contents.records) == dict(STORY.records)


def test_a_bundle_that_was_packed_again_is_read_as_well():
    packed = zipped(FILES, compression=zipfile.ZIP_DEFLATED)
    assert bundled(read_bundle(io.BytesIO(packed))) == BUNDLE


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../x",
        "a/../b",
        "a//b",
        "a\\b",
        "documents/.hidden",
        "a b",
        "ü",
        "documents/",
    ],
)
def test_a_bundle_with_a_file_outside_its_place_is_refused(name):
    with pytest.raises(Malformed, match="no name of a file"):
        read_bundle(io.BytesIO(zipped({**FILES, name: b"x"})))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bundle_with_two_files_of_one_name_is_refused():
    out = io.BytesIO(BUNDLE)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("ledger.jsonl", b"another story\n")
    with pytest.raises(Malformed, match="a name of its own"):
        read_bundle(out)


def test_a_bundle_that_unpacks_to_too_much_is_refused():
    bomb = zipped({**FILES, "documents/0": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(Malformed, match="unpacks to more"):
        read_bundle(io.BytesIO(bomb))


@pytest.mark.parametrize("name", [name for name in FILES if name != "manifest.json"])
def test_a_bundle_with_a_changed_or_missing_file_is_refused(name):
    for files in (
        {**FILES, name: FILES[name] + b" "},
        {each: raw for each, raw in FILES.items() if each != name},
    ):
        with pytest.raises(Malformed, match="Not as the manifest lists"):
            read_bundle(io.BytesIO(zipped(files)))


@pytest.mark.parametrize(
    "changes",
    [
        {"keys.json": b'[{"owner":"host"}]'},
        {"keys.json": b'{"owner":"host"}'},
        {"documents.json": b"[]"},
        {"documents.json": b'{"documents/9.txt":{"name":"x"}}'},
        {"documents.json": b'{"documents/00003-minutes.txt":[]}'},
        {"disclosures.jsonl": b"{}\n"},
        {"keys.json": None},
    ],
    ids=str,
)
def test_a_bundle_with_a_list_of_another_form_is_refused(changes):
    with pytest.raises(Malformed):
        read_bundle(io.BytesIO(forged(FILES, changes)))


@pytest.mark.parametrize("raw", [b"", b"PK", BUNDLE[:-30], b"x" * 1000], ids=len)
def test_what_is_no_zip_is_refused(raw):
    with pytest.raises(Malformed):
        read_bundle(io.BytesIO(raw))


def test_a_bundle_of_another_format_is_refused():
    manifest = canonical({**json.loads(FILES["manifest.json"]), "format": "allied-bundle/2"})
    with pytest.raises(Malformed, match="allied-bundle/2"):
        read_bundle(io.BytesIO(zipped({**FILES, "manifest.json": manifest})))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_refused_or_changes_nothing(place, bits):
    try:
        contents = read_bundle(io.BytesIO(flipped(BUNDLE, place, bits)))
    except ValueError:
        return
    assert bundled(contents) == BUNDLE
