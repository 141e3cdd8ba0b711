"""The verifier: disclosures, documents, signed heads, keys and files that are not what they were."""

import io
import json
import zipfile

import pytest

from allied.record.bundle import BundledDocument, BundleKey
from allied.record.checkpoints import Checkpoint, sign_checkpoint
from allied.record.jcs import canonical, decode_base64, parse
from allied.record.notes import NoteKey, SignatureKind, Signer
from tests.record.bundles import FILES, STORY, first_invalid, resealed
from tests.record.support import (
    ANNEX,
    ENTRIES,
    HOST_SIGNER,
    NEGATIVE,
    ORIGIN,
    TERM_SHEET,
    VECTORS,
    bundled,
    changed,
    cosign,
    flipped,
    forged,
    rechained,
    unzipped,
    vector_story,
    zipped,
)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "another text"},
        {"salt": "A" * 43},
        {"salt": "xbtGc-Ji8vg2U6xvE_0PIiUhXtFesTIvZ0qk4syWNMl"},
        {"path": "data.body"},
        {"path": "data.kind"},
        {"seq": 2},
        {"more": 1},
    ],
    ids=str,
)
def test_a_value_that_was_not_committed_to_is_named(verify, changes):
    files = unzipped(bundled(vector_story()))
    line = canonical({**parse(files["disclosures.jsonl"].rstrip()), **changes})
    code, lines = verify(forged(files, {"disclosures.jsonl": line + b"\n"}))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: disclosures.jsonl line 1: ")


def test_a_value_disclosed_twice_is_named(verify):
    files = unzipped(bundled(vector_story()))
    twice = files["disclosures.jsonl"] * 2
    code, lines = verify(forged(files, {"disclosures.jsonl": twice}))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: disclosures.jsonl line 2: ")


def test_a_swapped_document_is_named(verify):
    name = "documents/00001-Term-sheet.pdf"
    code, lines = verify(forged(FILES, {name: ANNEX}))
    assert code == 40
    assert first_invalid(lines).startswith(f"INVALID: {name}: its sha256 differs")


def test_a_document_that_is_swapped_in_its_list_as_well_is_named(verify):
    name = "documents/00001-Term-sheet.pdf"
    listed = json.loads(FILES["documents.json"])
    listed[name] |= {key: listed["documents/00002-Anhang.txt"][key] for key in ("sha256", "size")}
    changes = {name: ANNEX, "documents.json": canonical(listed)}
    code, lines = verify(forged(FILES, changes))
    assert code == 40
    assert first_invalid(lines).startswith(f"INVALID: {name}: its sha256 differs")


@pytest.mark.parametrize("key", ["name", "media_type"])
def test_a_document_under_another_name_or_type_is_named(verify, key):
    listed = parse(FILES["documents.json"])
    name = next(each for each, one in listed.items() if one.get("path"))
    listed[name][key] = "Signed contract.pdf"
    code, lines = verify(forged(FILES, {"documents.json": canonical(listed)}))
    assert code == 40
    assert first_invalid(lines).startswith(f"INVALID: {name}: its {key} differs")


@pytest.mark.parametrize("name", ["documents/00001-Term-sheet.pdf", "documents/00009-extra.pdf"])
def test_a_document_that_is_missing_or_not_listed_is_named(verify, name):
    change = None if name in FILES else TERM_SHEET
    code, lines = verify(forged(FILES, {name: change}))
    assert code == 40
    assert name in first_invalid(lines)


NOTE = FILES["checkpoints/00000020.txt"].decode()


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (NOTE.replace("\n20\n", "\n19\n"), "signature"),
        (NOTE.split("\n\n")[0] + "\n\n", "not the host's"),
        (NOTE.replace("— ally", "— elly"), "not the host's"),
        (NOTE.replace("— ally", "- ally").replace(" fcTt", "  fcTt"), "unpack"),
        (cosign(NOTE.split("— witness")[0], "wA", 5)[:-6] + "AAA=\n", "padding"),
        ("", "unpack"),
        (STORY.checkpoints[0], "misplaced"),
        (
            Signer("ally.example/log/o", HOST_SIGNER.seed).sign_note(NOTE.split("\n\n")[0] + "\n"),
            "not the host's",
        ),
        (
            sign_checkpoint(
                Checkpoint("ally.example/log/o", 20, bytes(32)),
                Signer("ally.example/log/o", HOST_SIGNER.seed),
            ),
            "not the host's",
        ),
        (sign_checkpoint(Checkpoint(ORIGIN, 20, bytes(32)), HOST_SIGNER), "not as signed"),
    ],
    ids=["size", "unsigned", "unknown", "dash", "base64", "empty", "place", "name", "log", "root"],
)
def test_a_head_that_does_not_hold_is_named(either, verify, note, sentence):
    code, lines = verify(forged(FILES, {"checkpoints/00000020.txt": note.encode()}))
    assert code == 40
    finding = first_invalid(lines)
    assert finding.startswith("INVALID: checkpoints/00000020.txt: ")
    assert sentence in finding or "Signature" in finding


def test_a_cosignature_that_does_not_fit_is_named(either, verify):
    wrong = cosign(STORY.checkpoints[0], "wA", 1_806_000_000).split("— witness")[1]
    note = NOTE.split("— witness")[0] + "— witness" + wrong
    code, lines = verify(forged(FILES, {"checkpoints/00000020.txt": note.encode()}))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: checkpoints/00000020.txt: ")


@pytest.mark.parametrize(
    "keys",
    [
        [{"owner": "host", "vkey": VECTORS["keys"]["log"]["vkey_type04"]}],
        [{"owner": "org-a", "vkey": VECTORS["keys"]["wA"]["vkey_type01"]}],
        [{"owner": "host", "vkey": VECTORS["keys"]["log"]["vkey_type01"].replace("7d", "8d")}],
        [
            {
                "owner": "host",
                "vkey": NoteKey(
                    ORIGIN, SignatureKind.HOST, decode_base64(NEGATIVE["N11"]["pub"])
                ).vkey(),
            }
        ],
        [{"owner": "host"}],
        {"owner": "host"},
        [],
    ],
    ids=["kind", "witness", "id", "small order", "no key", "object", "nothing"],
)
def test_keys_that_are_none_are_named(either, verify, keys):
    code, lines = verify(forged(FILES, {"keys.json": canonical(keys)}))
    assert code == 40
    assert first_invalid(lines).split(": ")[1].startswith(("keys.json", "checkpoints/"))


@pytest.mark.parametrize("name", [name for name in FILES if name != "manifest.json"])
def test_a_file_that_is_missing_changed_or_added_is_named(verify, name):
    for files in (
        {each: raw for each, raw in FILES.items() if each != name},
        {**FILES, name: FILES[name] + b"\n"},
        {**FILES, name + ".more": b"x"},
    ):
        code, lines = verify(zipped(files))
        assert code == 40
        assert any(line.startswith("INVALID: ") and name in line for line in lines)


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"[]",
        b"{}",
        canonical({"format": "allied-bundle/2"}),
        FILES["manifest.json"] + b" ",
    ],
    ids=["missing", "empty", "list", "bare", "format", "spelling"],
)
def test_a_manifest_that_is_none_is_named(verify, manifest):
    files = {name: raw for name, raw in FILES.items() if name != "manifest.json"}
    code, lines = verify(
        zipped(files if manifest is None else {**files, "manifest.json": manifest})
    )
    assert code == 40
    assert lines[0].startswith("INVALID: bundle: ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("size", 21), ("size", "20"), ("root", "A" * 43 + "="), ("origin", "ally.example/log/o")],
)
def test_a_manifest_with_another_head_is_named(verify, field, value):
    manifest = canonical({**json.loads(FILES["manifest.json"]), field: value})
    code, lines = verify(zipped({**FILES, "manifest.json": manifest}))
    assert code == 40
    assert first_invalid(lines)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a\\b", "documents/.x", "a b", "ü"])
def test_a_file_outside_its_place_is_named(verify, name):
    code, lines = verify(zipped({**FILES, name: b"x"}))
    assert code == 40
    assert "is no name or size in a bundle" in lines[0]


def test_a_file_that_other_programs_would_refuse_to_unpack_is_named(verify):
    raw = bundled(STORY)
    place = raw.rindex(b"records/decisions.csv") - 46 + 16  # its checksum in the directory
    code, lines = verify(flipped(raw, place, 1))
    assert code == 40
    assert "Bad CRC-32" in first_invalid(lines)
    assert "records/decisions.csv" in first_invalid(lines)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(verify):
    out = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("ledger.jsonl", b"another story\n")
    code, lines = verify(out.getvalue())
    assert code == 40
    assert "equal names" in lines[0]


def test_a_bundle_that_unpacks_to_too_much_is_refused(verify):
    bomb = zipped({**FILES, "documents/0": bytes(60_000_000)}, compression=zipfile.ZIP_DEFLATED)
    code, lines = verify(bomb)
    assert code == 40
    assert "unpacks to too much" in lines[0]


@pytest.mark.parametrize("raw", [b"", b"PK\x05\x06", bytes(500), b"not a zip" * 99], ids=len)
def test_what_is_no_zip_is_refused(verify, raw):
    code, lines = verify(raw)
    assert code == 40
    assert lines[0].startswith("INVALID: bundle: ")


def test_names_in_a_bundle_cannot_steer_the_terminal(verify):
    spoilt = canonical({**parse(ENTRIES[1]), "type": "\x1b[31mred\u202e"})
    code, lines = verify(resealed(rechained([ENTRIES[0], spoilt])))
    assert code == 40
    listed = json.loads(FILES["manifest.json"])
    listed["files"]["\x1b]0;title\x07"] = {"sha256": "", "size": 0}
    _, more = verify(zipped({**FILES, "manifest.json": canonical(listed)}))
    assert all(line.isascii() and line.isprintable() for line in [*lines, *more])


def test_a_document_without_a_tie_is_only_compared_with_its_listing(verify):
    loose = BundledDocument("loose.txt", "text/plain", lambda: io.BytesIO(b"x"))
    code, lines = verify(changed(vector_story(), documents=[loose]))
    assert code == 0
    assert "1 disclosed values and 1 documents were checked" in lines


def test_a_witness_of_another_company_does_not_stand_in_for_the_host(verify):
    keys = [BundleKey("org-b", VECTORS["keys"]["wB"]["vkey_type04"])]
    code, lines = verify(changed(vector_story(), keys=keys))
    assert code == 40
    assert "not the host's" in first_invalid(lines)
