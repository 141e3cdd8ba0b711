"""The verifier: keys, approvals and what rests on them hold, or are named."""

import pytest

from allied.record.ed25519 import sign
from allied.record.entries import member
from allied.record.jcs import canonical, encode_base64, parse
from allied.record.statements import approval_message, possession_message, revision_digest
from tests.record.bundles import first_invalid, resealed, told
from tests.record.support import ENTRIES, NEGATIVE, ORIGIN, Story, public, rechained, seed


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
