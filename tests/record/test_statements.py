"""Approvals and new keys: what an organisation's signature covers, and what it does not."""

from datetime import UTC, datetime

import pytest

from allied.record.ed25519 import sign
from allied.record.entries import read_entry
from allied.record.jcs import Malformed, decode_base64, encode_base64
from allied.record.statements import (
    approval_message,
    possession_message,
    revision_digest,
    verify_approval,
    verify_possession,
)
from tests.record.support import ENTRIES, NEGATIVE, ORIGIN, VECTORS, public, seed

IN_TIME = datetime(2027, 3, 3, 8, tzinfo=UTC)
DIGEST = revision_digest(ENTRIES[3])
APPROVAL = VECTORS["approvals"][0]


def check(statement=APPROVAL["statement"], sig=APPROVAL["sig"], **changes):
    """Verify an approval by the first company as the record would, with some things changed."""
    expected = {
        "log": ORIGIN,
        "digest": DIGEST,
        "org": "org-a",
        "key": "apA-1",
        "public": public("apA"),
        "at": IN_TIME,
    }
    verify_approval(statement, sig, **expected | changes)


def signed(**changes):
    """The first approval of the vectors with some fields changed, signed afresh."""
    statement = {**APPROVAL["statement"], **changes}
    statement = {name: value for name, value in statement.items() if value is not None}
    return statement, encode_base64(sign(seed("apA"), approval_message(statement)))


def test_the_digest_of_a_revision_is_the_one_of_the_entry_that_proposed_it():
    assert APPROVAL["statement"]["subject"]["digest"] == DIGEST


@pytest.mark.parametrize("case", VECTORS["approvals"], ids=lambda case: case["key"])
def test_approvals_of_the_vectors_verify(case):
    statement = case["statement"]
    assert approval_message(statement) == case["message"].encode()
    assert encode_base64(sign(seed(case["key"]), approval_message(statement))) == case["sig"]
    org, key = statement["org"], statement["key"]
    check(statement, case["sig"], org=org, key=key, public=public(case["key"]))


def test_an_approval_given_in_another_log_does_not_count_here():
    case = NEGATIVE["N07"]
    message = approval_message(case["statement"])
    assert sign(seed("apA"), message) == decode_base64(case["sig"])
    with pytest.raises(Malformed, match="log"):
        check(case["statement"], case["sig"])


def test_an_approval_of_another_revision_does_not_count():
    case = NEGATIVE["N08"]
    with pytest.raises(Malformed, match="another revision"):
        check(case["statement"], case["sig"], digest=case["current_digest"])


def test_a_second_spelling_of_a_signature_does_not_count():
    case = NEGATIVE["N10"]
    with pytest.raises(Malformed, match="does not fit"):
        check(case["statement"], case["sig"])


def test_a_loosely_spelt_signature_does_not_count():
    with pytest.raises(Malformed, match="base64"):
        check(sig=NEGATIVE["N23"]["sig_with_foreign_character"])


def test_a_key_that_fits_everything_approves_nothing():
    case = NEGATIVE["N11"]
    with pytest.raises(Malformed, match="does not fit"):
        check(sig=case["sig"], public=decode_base64(case["pub"]))


def test_an_approval_counts_until_it_lapses_and_not_after():
    last = datetime(2027, 3, 30, 21, 59, 59, 999_000, tzinfo=UTC)
    check(at=last)
    with pytest.raises(Malformed, match="valid until"):
        check(at=last.replace(day=31))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"verdict": "maybe"}, "approve or reject"),
        ({"org": "org-b"}, "org is"),
        ({"key": "apB-1"}, "key is"),
        ({"role": None}, "states exactly"),
        ({"note": "more"}, "states exactly"),
        ({"subject": "d-7"}, "states exactly"),
        ({"subject": {"type": "decision", "id": "d-7", "digest": DIGEST}}, "subject of"),
        ({"not_after": "tomorrow"}, "not a time"),
    ],
    ids=str,
)
def test_a_signed_statement_of_another_form_does_not_count(changes, sentence):
    with pytest.raises(Malformed, match=sentence):
        check(*signed(**changes))


def test_a_refusal_verifies_as_well():
    check(*signed(verdict="reject"))


def test_a_signature_over_a_changed_statement_does_not_count():
    with pytest.raises(Malformed, match="does not fit"):
        check({**APPROVAL["statement"], "role": "observer"}, APPROVAL["sig"])


@pytest.mark.parametrize(("seq", "org", "name"), [(1, "org-a", "apA"), (2, "org-b", "apB")])
def test_possession_of_the_keys_in_the_vectors_is_proven(seq, org, name):
    content = read_entry(ENTRIES[seq]).data
    statement, signature = content["statement"], content["possession_sig"]
    assert verify_possession(statement, signature, log=ORIGIN, org=org) == public(name)
    with pytest.raises(Malformed, match="log"):
        verify_possession(statement, signature, log=ORIGIN + "2", org=org)
    with pytest.raises(Malformed, match="org"):
        verify_possession(statement, signature, log=ORIGIN, org="org-c")
    with pytest.raises(Malformed, match="states exactly"):
        verify_possession({**statement, "more": 1}, signature, log=ORIGIN, org=org)


def test_somebody_elses_key_cannot_be_registered():
    case = NEGATIVE["N21"]
    with pytest.raises(Malformed, match="does not fit"):
        verify_possession(case["statement"], case["possession_sig"], log=ORIGIN, org="org-b")


def test_a_key_of_small_order_cannot_be_registered():
    case = NEGATIVE["N11"]
    statement = {**NEGATIVE["N21"]["statement"], "pub": case["pub"]}
    with pytest.raises(Malformed, match="trusted to sign"):
        verify_possession(statement, case["sig"], log=ORIGIN, org="org-b")


def test_an_approval_cannot_pass_for_a_proof_of_possession():
    statement = dict(NEGATIVE["N21"]["statement"])
    approval = encode_base64(sign(seed("apB"), approval_message(statement)))
    possession = encode_base64(sign(seed("apB"), possession_message(statement)))
    assert verify_possession(statement, possession, log=ORIGIN, org="org-b") == public("apB")
    with pytest.raises(Malformed, match="does not fit"):
        verify_possession(statement, approval, log=ORIGIN, org="org-b")
