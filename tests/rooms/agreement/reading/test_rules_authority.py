"""Who may decide what and by when, and who runs the alliance."""

import pytest

from allied.rooms.agreement.reading.rules.authority import authority
from allied.rooms.agreement.reading.rules.gaps import gaps
from allied.rooms.agreement.reading.rules.manuscript import Manuscript

DECIDES = [
    ("The Steering Committee shall decide on changes of scope within ten (10) business days.", "10 business days"),
    ("Alpha shall have final decision-making authority over pricing of the Products.", ""),
    ("All decisions of the JSC shall be made by unanimous vote.", ""),
    ("The project managers are authorized to approve changes below $50,000 within 5 days.", "5 days"),
    ("Any change of the roadmap shall require the prior approval of both parties.", ""),
]  # fmt: skip
DOES_NOT = [
    "The arbitrator shall have final authority over costs.",
    "Each party has full corporate power and authority to enter into this Agreement.",
    "They meet with a representative who has decision-making authority.",
    "The committee meets each month.",
]
RUNS = [
    ("Each party shall appoint an alliance manager.", "alliance manager", False),
    ("Each Party will designate one Relationship Manager and a deputy who acts in his absence.", "relationship manager", True),
    ("The Alliance Managers shall initially be Ann Lee and Bo Dahl. Either party may replace its own by notice.", "alliance managers", True),
    ("The joint team shall be comprised of a finance director and a project leader of each party.", "project leader", False),
]  # fmt: skip


def found(words, kind):
    return [fact for fact in authority(Manuscript(words)) if fact.kind == kind]


@pytest.mark.parametrize(("words", "within"), DECIDES)
def test_who_decides(words, within):
    one = found(words, "decision right")[0]
    assert one.more.get("within", "") == within
    assert one.quote == words


@pytest.mark.parametrize("words", DOES_NOT)
def test_what_is_no_decision_right(words):
    assert found(words, "decision right") == []


@pytest.mark.parametrize(("words", "who", "has_deputy"), RUNS)
def test_who_runs_it(words, who, has_deputy):
    one = found(words, "alliance manager")[0]
    assert (one.value, "deputy" in one.more) == (who, has_deputy)


def test_the_parties_own_managers_are_no_matter_of_the_alliance():
    assert found("The managers of each party are paid by it.", "alliance manager") == []


def keys(words):
    return {gap.key for gap in gaps(authority(Manuscript(words)))}


def test_the_gaps_close_by_what_the_text_says():
    both = {"rights", "decided_by", "people", "deputies"}
    assert both <= keys("The parties work together.")
    assert both & keys(DECIDES[1][0]) == {"decided_by", "people", "deputies"}
    assert both & keys(f"{DECIDES[0][0]} {RUNS[0][0]}") == {"deputies"}
    assert both & keys(f"{DECIDES[0][0]} {RUNS[1][0]}") == set()
