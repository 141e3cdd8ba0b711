"""The verifier: whole bundles, what it only warns of, and its own file."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

from allied.record import verifier
from allied.record.bundle import BundleContents
from tests.record.bundles import FILES, STORY, with_entries
from tests.record.support import (
    ENTRIES,
    ORIGIN,
    Story,
    bundled,
    changed,
    vector_disclosures,
    vector_keys,
    vector_story,
    zipped,
)

SOURCE = Path(verifier.__file__).read_text()


# Whole bundles


def test_the_bundle_of_the_vectors_holds(either, verify):
    code, lines = verify(vector_story())
    assert code == 0
    assert lines[0] == f"8 entries of {ORIGIN}, the last at 2027-04-01T00:00:00.000Z"
    assert lines[-1] == "Everything holds."
    assert "entry 3 data.body: erased, as entry 7 says" in lines
    heads = [line for line in lines if line.startswith("head of ")]
    assert heads[0].startswith("head of 5 entries: signed by host (key ally.example/log/")
    assert "org-a (key witness.alpha.example/ally+f24584d5) at 2027-" in heads[1]
    assert "org-b (key witness.beta.example/ally+6f25e080) at 2027-" in heads[1]


def test_a_bundle_with_files_texts_and_an_erasure_holds(either, verify):
    code, lines = verify(STORY)
    assert (code, lines[-1]) == (0, "Everything holds.")
    assert "17 disclosed values and 3 documents were checked" in lines
    assert "entry 5 data.title: erased, as entry 19 says" in lines


def test_a_bundle_that_was_packed_again_by_another_program_holds(verify):
    assert verify(zipped(FILES))[0] == 0
    assert verify(zipped(FILES, compression=zipfile.ZIP_DEFLATED))[0] == 0


def test_heads_that_no_company_countersigned_are_no_fault(verify):
    story = Story()
    story.tell("record.ledger.opened", {})
    story.checkpoint()
    code, lines = verify(
        BundleContents("A", ORIGIN, story.entries, [], story.checkpoints, vector_keys()[:1])
    )
    assert code == 0
    assert any(line.startswith("head of 1 entries: signed by host") for line in lines)


# Warnings


def test_a_missing_disclosure_is_a_warning(verify):
    code, lines = verify(changed(vector_story(), disclosures=[]))
    assert code == 10
    assert "warning: entry 3 data.title: its value is missing, not erased" in lines
    assert lines[-1] == "The record holds, with warnings."


def test_a_value_that_was_to_be_erased_and_is_still_there_is_a_warning(verify):
    code, lines = verify(changed(vector_story(), disclosures=vector_disclosures()))
    assert code == 10
    assert "warning: entry 3 data.body: was to be erased and is still here" in lines


def test_entries_that_no_signed_head_covers_are_a_warning(verify):
    code, lines = verify(changed(vector_story(), checkpoints=vector_story().checkpoints[:1]))
    assert code == 10
    assert "warning: no signed head covers entry 5 and later ones" in lines


def test_a_committed_document_that_is_not_in_the_bundle_is_a_warning(verify):
    code, lines = verify(changed(STORY, documents=STORY.documents[1:]))
    assert code == 10
    assert "warning: entry 18 data.files.0: its document is not here" in lines


def test_a_document_whose_disclosure_is_missing_is_a_warning(verify):
    kept = [each for each in STORY.disclosures if each.path != "data.file"]
    code, lines = verify(changed(STORY, disclosures=kept))
    assert code == 10
    named = "warning: documents/00001-Term-sheet.pdf: nothing disclosed ties it to the record"
    assert named in lines


# The file itself


def test_the_verifier_is_one_short_file_of_plain_python():
    assert len(SOURCE.splitlines()) < 400
    tree = ast.parse(SOURCE, feature_version=(3, 9))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add((node.module or "").split(".")[0])
    assert imported - sys.stdlib_module_names == {"nacl"}
    assert not {"socket", "urllib", "http", "subprocess", "os", "pickle"} & imported


def test_the_copy_in_a_bundle_runs_alone_on_plain_python(tmp_path):
    (tmp_path / "verify.py").write_bytes(FILES["verify.py"])
    (tmp_path / "whole.zip").write_bytes(bundled(STORY))
    (tmp_path / "spoilt.zip").write_bytes(with_entries([*ENTRIES[:2], b"{}", *ENTRIES[3:]]))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", "-W", "error", "verify.py", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    whole = run("whole.zip")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.endswith("Everything holds.\n")
    spoilt = run("spoilt.zip")
    assert spoilt.returncode == 40
    assert "INVALID: entry 2: " in spoilt.stdout
    assert run("whole.zip", "--head", "20 AAAAAAAAAAA…").returncode == 30
    assert run("missing.zip").returncode == 2
    assert run().returncode == 2
