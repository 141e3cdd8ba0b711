"""The verifier: what it reports about whole, spoilt and forged bundles, and with which exit code."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from allied.record import verifier
from allied.record.bundle import BundleContents, BundledDocument, BundleKey
from allied.record.checkpoints import Checkpoint, sign_checkpoint
from allied.record.ed25519 import sign
from allied.record.entries import member
from allied.record.jcs import canonical, decode_base64, encode_base64, parse
from allied.record.merkle import leaf_hash, root
from allied.record.notes import NoteKey, SignatureKind, Signer
from allied.record.statements import approval_message, possession_message, revision_digest
from tests.record.support import (
    ANNEX,
    ENTRIES,
    HOST_SIGNER,
    NEGATIVE,
    ORIGIN,
    TERM_SHEET,
    VECTORS,
    Story,
    bundled,
    changed,
    cosign,
    flipped,
    forged,
    full_story,
    public,
    rechained,
    seed,
    unzipped,
    vector_disclosures,
    vector_keys,
    vector_story,
    zipped,
)

SOURCE = Path(verifier.__file__).read_text()
KNOWN = NEGATIVE["N04"]["known_checkpoint"]
STORY = full_story()
FILES = unzipped(bundled(STORY))


@pytest.fixture(params=["PyNaCl", "plain Python"])
def either(request, monkeypatch):
    """A test that takes this runs with PyNaCl and without it."""
    if request.param == "plain Python":
        monkeypatch.setattr(verifier, "sodium", None)


@pytest.fixture
def verify(tmp_path, capsys):
    """Runs the verifier over a bundle: exit code and printed lines."""

    def run(bundle: bytes | BundleContents, *arguments: str) -> tuple[int, list[str]]:
        path = tmp_path / "bundle.zip"
        path.write_bytes(bundle if isinstance(bundle, bytes) else bundled(bundle))
        code = verifier.main([str(path), *arguments])
        return code, capsys.readouterr().out.splitlines()

    return run


def first_invalid(lines: list[str]) -> str:
    """The first finding that makes a bundle invalid."""
    return next(line for line in lines if line.startswith("INVALID: "))


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


# A head that one knows


@pytest.mark.parametrize(
    "head",
    [
        KNOWN,
        f"{ORIGIN}\n8\n{VECTORS['entries'][7]['root_after']}\n",
        f"{ORIGIN} 8 {VECTORS['entries'][7]['root_after']}",
        "8 R0otdiey+kC…",
        "8 R0otdiey+kC...",
        "8 R0otdiey+kC",
        "Joint record 2027: 8 entries, root R0otdiey+kC… (1 of 2)",
        "5 PGvme9utS6WNMLPu…",
        "0 47DEQpj8HBSa+…",
    ],
)
def test_a_head_that_one_knows_is_found_in_the_record(verify, head):
    code, lines = verify(vector_story(), "--head", head)
    assert code == 0
    assert any("stands in this record" in line for line in lines)


@pytest.mark.parametrize(
    "head",
    [
        "8 R0otdiey+kD…",
        "7 R0otdiey+kC…",
        "412 R0otdiey+kC…",
        f"ally.example/log/other 8 {VECTORS['entries'][7]['root_after']}",
        f"8 {NEGATIVE['N05']['new_root']}",
    ],
)
def test_a_head_that_is_not_in_the_record_contradicts_it(verify, head):
    code, lines = verify(vector_story(), "--head", head)
    assert code == 30
    assert any(line.startswith("CONTRADICTION: your head") for line in lines)
    assert lines[-1].startswith("The record contradicts a head that you know.")


def test_a_fork_that_the_host_signed_contradicts_the_head_that_both_companies_signed(
    either, verify
):
    case = NEGATIVE["N04"]
    fork = replace(
        vector_story(),
        entries=[each.encode() for each in case["entries"]],
        checkpoints=[case["checkpoint"]],
    )
    assert verify(fork)[0] == 0
    code, lines = verify(fork, "--head", KNOWN)
    assert code == 30
    assert any(line.startswith("CONTRADICTION: ") for line in lines)


def test_a_shortened_record_contradicts_the_head_that_one_knows(verify):
    story = vector_story()
    short = replace(story, entries=ENTRIES[:5], checkpoints=story.checkpoints[:1])
    assert verify(short, "--head", KNOWN)[0] == 30


@pytest.mark.parametrize(
    "head",
    ["", "R0otdiey+kC…", "8", "8 short…", "eight R0otdiey+kC…", "9" * 5000 + " R0otdiey+kC…"],
)
def test_a_head_that_cannot_be_read_is_said_so(verify, head, capsys):
    with pytest.raises(SystemExit) as stop:
        verify(vector_story(), "--head", head)
    assert stop.value.code == 2
    assert "takes a size and a root" in capsys.readouterr().err


def test_a_bundle_that_is_not_there_is_said_so(capsys, tmp_path):
    for path in (tmp_path / "missing.zip", tmp_path):
        with pytest.raises(SystemExit) as stop:
            verifier.main([str(path)])
        assert stop.value.code == 2
        assert "cannot read" in capsys.readouterr().err


# Tampered entries: the vectors


def with_entries(entries: list[bytes]) -> bytes:
    """The bundle of the vectors with another ledger and a manifest that lists it."""
    ledger = b"".join(raw + b"\n" for raw in entries)
    return forged(unzipped(bundled(vector_story())), {"ledger.jsonl": ledger})


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


# Entries that the host itself writes in a wrong form


def told(*entries: tuple[str, object, dict[str, object]], **changes: object) -> BundleContents:
    """A signed record of these entries (kind, content, actor)."""
    story = Story()
    for kind, content, actor in entries:
        story.tell(kind, content, actor=actor)
    story.checkpoint()
    contents = BundleContents(
        "A", ORIGIN, story.entries, story.disclosures, story.checkpoints, vector_keys()
    )
    return replace(contents, **changes)


def resealed(entries: list[bytes], **changes: object) -> BundleContents:
    """A record of these entries under a head that the host signed."""
    head = Checkpoint(ORIGIN, len(entries), root([leaf_hash(raw) for raw in entries]))
    contents = BundleContents(
        "A", ORIGIN, entries, [], [sign_checkpoint(head, HOST_SIGNER)], vector_keys()
    )
    return replace(contents, **changes)


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


def key_added(name: str, org: str, key: str, **changes: object) -> tuple[str, object, dict]:
    """An entry that registers a key of the vectors, signed by itself."""
    statement = {
        "log": ORIGIN,
        "org": org,
        "purpose": "approval",
        "key": key,
        "pub": encode_base64(public(name)),
        **changes,
    }
    signature = encode_base64(sign(seed(name), possession_message(statement)))
    return "key.added", {"statement": statement, "possession_sig": signature}, member(org, "m-1")


PROPOSED = ("decision.proposed", {"decision": "d-7", "rev": 1}, member("org-a", "m-1"))
KEYS = [PROPOSED, key_added("apA", "org-a", "a-1"), key_added("apB", "org-b", "b-1")]


def approval(name: str, org: str, key: str, request: str, **changes: object):
    """An entry with an approval of the proposal above, signed by a key of the vectors."""
    story = Story()
    story.tell(PROPOSED[0], PROPOSED[1], actor=PROPOSED[2])
    digest = revision_digest(story.entries[0])
    statement = {
        "log": ORIGIN,
        "subject": {"type": "decision", "id": "d-7", "rev": 1, "digest": digest},
        "verdict": "approve",
        "org": org,
        "key": key,
        "member": "m-1",
        "role": "sponsor",
        "request": request,
        "not_after": "2027-03-30T21:59:59.999Z",
        **changes,
    }
    signature = encode_base64(sign(seed(name), approval_message(statement)))
    return "approval.signed", {"statement": statement, "sig": signature}, member(org, "m-1")


YES_A = approval("apA", "org-a", "a-1", "r-1")
YES_B = approval("apB", "org-b", "b-1", "r-2")
HOST = {"system": "host"}


def test_two_approvals_by_two_keys_make_a_decision_effective(either, verify):
    effective = ("decision.effective", {"approvals": [3, 4]}, HOST)
    assert verify(told(*KEYS, YES_A, YES_B, effective))[0] == 0


def subject(**changes: object) -> dict[str, object]:
    """The subject of the approvals above with something changed."""
    return {**YES_A[1]["statement"]["subject"], **changes}


@pytest.mark.parametrize(
    "entry",
    [
        approval("apA", "org-a", "a-1", "r-1", log="ally.example/log/other"),
        approval("apA", "org-a", "a-1", "r-1", subject=subject(digest="A" * 43 + "=")),
        approval("apA", "org-a", "a-1", "r-1", subject=subject(rev=2)),
        approval("apA", "org-a", "a-1", "r-1", subject=subject(id="d-8")),
        approval("apA", "org-a", "a-1", "r-1", not_after="2027-03-01T08:00:00.000Z"),
        approval("apA", "org-a", "a-1", "r-1", note="more"),
        approval("apA", "org-a", "b-1", "r-1"),
        approval("apB", "org-a", "b-1", "r-1"),
        approval("apB", "org-b", "a-1", "r-1"),
        approval("apA", "org-a", "x-1", "r-1"),
        (*YES_A[:2], member("org-b", "m-9")),
        (YES_A[0], {**YES_A[1], "sig": YES_B[1]["sig"]}, YES_A[2]),
        (YES_A[0], {**YES_A[1], "sig": YES_A[1]["sig"].replace("=", "*")}, YES_A[2]),
        (YES_A[0], {"statement": YES_A[1]["statement"]}, YES_A[2]),
        key_added("apA", "org-a", "a-1"),
        (*key_added("apA", "org-a", "a-2")[:2], member("org-b", "m-9")),
        (*key_added("apA", "org-a", "a-2", log="other")[:2], HOST),
        (*key_added("apA", "org-a", "a-2", more=1)[:2], HOST),
        (*key_added("apA", "org-a", "a-2", pub=encode_base64(public("apB")))[:2], HOST),
        ("decision.effective", {"approvals": []}, HOST),
        ("decision.effective", {"approvals": [0, 1]}, HOST),
        ("erasure.done", {"of": [{"seq": 0, "path": "data.title"}]}, HOST),
        ("erasure.done", {"of": 7}, HOST),
    ],
    ids=lambda entry: f"{entry[0]} {str(entry[1])[:60]}",
)
def test_a_statement_that_does_not_hold_is_named(either, verify, entry):
    code, lines = verify(told(*KEYS, entry))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 3: ")


def test_a_decision_needs_one_approval_of_each_company(verify):
    again = approval("apA", "org-a", "a-1", "r-3")
    refusal = approval("apB", "org-b", "b-1", "r-4", verdict="reject")
    for approvals, named in [
        ((YES_A, again), [3, 4]),
        ((YES_A, refusal), [3, 4]),
        ((YES_A, YES_B), [3]),
    ]:
        effective = ("decision.effective", {"approvals": named}, HOST)
        code, lines = verify(told(*KEYS, *approvals, effective))
        assert code == 40
        assert first_invalid(lines).startswith("INVALID: entry 5: ")


def test_an_answered_request_cannot_be_answered_again(verify):
    code, lines = verify(told(*KEYS, YES_A, approval("apB", "org-b", "b-1", "r-1")))
    assert code == 40
    assert "entry 4: its request was answered before" in first_invalid(lines)


@pytest.mark.parametrize("number", ["N07", "N10"])
def test_replayed_and_second_spelt_approvals_of_the_vectors_are_named(either, verify, number):
    case = NEGATIVE[number]
    content = {"statement": case["statement"], "sig": case["sig"]}
    spoilt = canonical({**parse(ENTRIES[4]), "data": content})
    code, lines = verify(resealed(rechained([*ENTRIES[:4], spoilt])))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 4: ")


def test_an_approval_of_the_vectors_for_another_revision_is_named(verify):
    proposal = canonical({**parse(ENTRIES[3]), "data": {"decision": "d-7", "rev": 1}})
    code, lines = verify(resealed(rechained([*ENTRIES[:3], proposal, ENTRIES[4]])))
    assert code == 40
    assert first_invalid(lines).startswith("INVALID: entry 4: ")


def test_keys_of_small_order_and_of_somebody_else_are_named(either, verify):
    for content in (
        {
            "statement": {**NEGATIVE["N21"]["statement"], "pub": NEGATIVE["N11"]["pub"]},
            "possession_sig": NEGATIVE["N11"]["sig"],
        },
        {name: NEGATIVE["N21"][name] for name in ("statement", "possession_sig")},
    ):
        code, lines = verify(told(PROPOSED, ("key.added", content, member("org-b", "m-9"))))
        assert code == 40
        assert first_invalid(lines).startswith("INVALID: entry 1: ")


# Disclosures, documents, heads, keys and files


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
