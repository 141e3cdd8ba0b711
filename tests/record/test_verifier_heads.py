"""The verifier: a head that one knows is found in the record, contradicts it, or cannot be read."""

from dataclasses import replace

import pytest

from allied.record import verifier
from tests.record.bundles import KNOWN
from tests.record.support import ENTRIES, NEGATIVE, ORIGIN, VECTORS, vector_story


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
