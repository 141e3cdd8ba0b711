"""Signed notes and checkpoints in the C2SP formats."""

import pytest

from allied.record.checkpoints import (
    Checkpoint,
    read_checkpoint,
    sign_checkpoint,
    tlog_proof,
    verify_checkpoint,
)
from allied.record.ed25519 import sign
from allied.record.jcs import Malformed, decode_base64, encode_base64
from allied.record.merkle import inclusion_proof
from allied.record.notes import (
    Note,
    NoteKey,
    NoteSignature,
    SignatureKind,
    Signer,
    cosigned_message,
    parse_vkey,
    read_note,
    signed_by,
)
from tests.record.support import (
    HOST_SIGNER,
    LEAVES,
    NEGATIVE,
    ORIGIN,
    VECTORS,
    cosign,
    public,
    seed,
)

NOTES = [case["note"] for case in VECTORS["checkpoints"]]
KEYS = {
    name: (parse_vkey(key["vkey_type01"]), parse_vkey(key["vkey_type04"]))
    for name, key in VECTORS["keys"].items()
}
HOST, ALPHA, BETA = KEYS["log"][0], KEYS["wA"][1], KEYS["wB"][1]
HEAD = Checkpoint(ORIGIN, 8, decode_base64(VECTORS["entries"][7]["root_after"]))


@pytest.mark.parametrize("name", list(VECTORS["keys"]))
@pytest.mark.parametrize("kind", list(SignatureKind))
def test_key_ids_and_vkeys_are_those_of_the_vectors(name, kind):
    case = VECTORS["keys"][name]
    key = NoteKey(case["name"], kind, public(name))
    assert key.id.hex() == case[f"key_id_type0{kind.value}"]
    assert key.vkey() == case[f"vkey_type0{kind.value}"]
    assert parse_vkey(key.vkey()) == key


@pytest.mark.parametrize("place", range(2))
def test_checkpoints_of_the_vectors_verify_with_all_three_signatures(place):
    head = verify_checkpoint(NOTES[place], [HOST, ALPHA, BETA])
    assert head.checkpoint.size == VECTORS["checkpoints"][place]["size"]
    assert head.checkpoint.origin == ORIGIN
    assert [each.key for each in head.signatures] == [HOST, ALPHA, BETA]
    assert [each.key for each in head.cosignatures] == [ALPHA, BETA]
    assert all(1_700_000_000 < each.at < 1_900_000_000 for each in head.cosignatures)


def test_the_host_signs_the_same_note_as_the_vectors():
    signed = sign_checkpoint(HEAD, HOST_SIGNER)
    assert NOTES[1].startswith(signed)
    assert signed == VECTORS["witness_request"]["body"].split("\n\n", 1)[1]


@pytest.mark.parametrize(("name", "place"), [("wA", 1), ("wB", 2)])
def test_cosignatures_of_the_vectors_can_be_made_again(name, place):
    at = signed_by(read_note(NOTES[1]), [KEYS[name][1]])[0].at
    made = cosign(sign_checkpoint(HEAD, HOST_SIGNER), name, at)
    assert read_note(made).signatures[1] == read_note(NOTES[1]).signatures[place]


def test_a_note_is_written_back_as_it_was_read():
    for rendered in NOTES:
        assert read_note(rendered).render() == rendered


def test_further_signatures_join_a_note_once():
    host_only = sign_checkpoint(HEAD, HOST_SIGNER)
    joined = read_note(host_only).with_signatures_of(read_note(NOTES[1]))
    assert joined.render() == NOTES[1]
    assert joined.with_signatures_of(read_note(NOTES[1])).render() == NOTES[1]
    with pytest.raises(Malformed, match="same text"):
        joined.with_signatures_of(read_note(NOTES[0]))


def test_the_head_of_a_fork_is_signed_and_yet_another_one():
    case = NEGATIVE["N04"]
    fork = verify_checkpoint(case["checkpoint"], [HOST, ALPHA, BETA])
    known = verify_checkpoint(case["known_checkpoint"], [HOST, ALPHA, BETA])
    assert fork.checkpoint.size == known.checkpoint.size
    assert fork.checkpoint.root != known.checkpoint.root
    assert fork.cosignatures == ()


def test_a_proof_file_is_the_one_of_the_vectors():
    proof = inclusion_proof(LEAVES, 3)
    assert tlog_proof(index=3, proof=proof, note=NOTES[1]) == VECTORS["tlog_proof"]


def test_a_head_has_a_short_form_for_mails():
    assert HEAD.short() == "8 R0otdiey+kC…"


def test_lines_of_unknown_keys_are_passed_over():
    assert [each.key for each in signed_by(read_note(NOTES[1]), [BETA])] == [BETA]
    assert signed_by(read_note(NOTES[1]), [KEYS["wB2"][1]]) == []


def test_a_known_key_whose_line_does_not_fit_spoils_the_whole_note():
    good = read_note(NOTES[1])
    borrowed = NoteSignature(ALPHA.name, ALPHA.id, good.signatures[2].signature)
    note = Note(good.text, (good.signatures[0], borrowed))
    with pytest.raises(Malformed, match="does not fit"):
        verify_checkpoint(note.render(), [HOST, ALPHA, BETA])


def test_a_cosignature_counts_for_its_own_second_and_text_only():
    good = read_note(NOTES[1]).signatures[1]
    later = (int.from_bytes(good.signature[:8], "big") + 1).to_bytes(8, "big")
    for text, signature in [
        (read_note(NOTES[0]).text, good.signature),
        (read_note(NOTES[1]).text, later + good.signature[8:]),
        (read_note(NOTES[1]).text, good.signature[:-1]),
    ]:
        note = Note(text, (NoteSignature(good.name, good.key_id, signature),))
        with pytest.raises(Malformed, match="does not fit"):
            signed_by(note, [ALPHA])


def test_a_cosignature_from_beyond_the_end_of_time_is_refused():
    text, at = HEAD.body(), 2**63
    signature = at.to_bytes(8, "big") + sign(seed("wA"), cosigned_message(text, at))
    note = Note(text, (NoteSignature(ALPHA.name, ALPHA.id, signature),))
    with pytest.raises(Malformed, match="does not fit"):
        signed_by(note, [ALPHA])


def test_a_head_that_only_witnesses_signed_is_no_head():
    with pytest.raises(Malformed, match="No known key of the host"):
        verify_checkpoint(NOTES[1], [ALPHA, BETA])


def test_the_host_of_another_log_signs_nothing_here():
    other = Signer("ally.example/log/other", HOST_SIGNER.seed)
    rendered = other.sign_note(HEAD.body())
    with pytest.raises(Malformed, match="No known key of the host"):
        verify_checkpoint(rendered, [other.key])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda vkey: vkey.replace("7dc4ed57", "7dc4ed58"),
        lambda vkey: vkey.replace("+AXi0", "+BXi0"),
        lambda vkey: vkey[:-4],
        lambda vkey: vkey.split("+")[0],
        lambda vkey: "two words" + vkey[10:],
        lambda vkey: vkey[vkey.index("+") :],
    ],
    ids=["id", "kind", "short", "name only", "space", "no name"],
)
def test_a_key_in_any_other_form_is_refused(spoil):
    with pytest.raises(Malformed):
        parse_vkey(spoil(VECTORS["keys"]["log"]["vkey_type01"]))


def test_a_key_of_small_order_is_refused():
    identity = decode_base64(NEGATIVE["N11"]["pub"])
    with pytest.raises(Malformed, match="trusted"):
        parse_vkey(NoteKey(ORIGIN, SignatureKind.HOST, identity).vkey())


def test_a_key_of_a_kind_that_is_not_known_is_refused():
    material = b"\x06" + public("log")
    with pytest.raises(Malformed, match="known kinds"):
        parse_vkey(f"{ORIGIN}+00000000+{encode_base64(material)}")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.rstrip("\n"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.replace("— ", "- ", 1),
        lambda note: note.replace("— ", "—  ", 1),
        lambda note: note.replace("ally.example", "ally\texample"),
        lambda note: note.replace("fcTtV4", "fcTt*V4"),
        lambda note: note.split("\n\n")[0] + "\n\n",
        lambda note: note + "— short.example AAAA\n",
        lambda note: note + note.split("\n\n")[1] * 30,
    ],
    ids=["end", "gap", "dash", "spaces", "tab", "base64", "unsigned", "short", "crowd"],
)
def test_a_note_in_any_other_form_is_refused(spoil):
    with pytest.raises(Malformed):
        read_note(spoil(NOTES[1]))


@pytest.mark.parametrize(
    "body",
    [
        "log\n8\n",
        "log\n08\n" + "A" * 43 + "=\n",
        "log\n-8\n" + "A" * 43 + "=\n",
        "log\n8\nAAAA\n",
        "log\n8\n" + "A" * 43 + "=\nextension\n",
        "\n8\n" + "A" * 43 + "=\n",
        "log\n8\n" + "A" * 43 + "=",
        "log\n8\n" + "A" * 42 + "B=\n",
    ],
)
def test_a_checkpoint_has_exactly_three_lines(body):
    with pytest.raises(Malformed):
        read_checkpoint(body)


@pytest.mark.parametrize("origin", ["two\nlines", "", "tab\there"])
def test_an_origin_that_would_not_read_back_is_not_signed(origin):
    with pytest.raises(Malformed):
        sign_checkpoint(Checkpoint(origin, 8, HEAD.root), HOST_SIGNER)
