"""The ways out of an agreement."""

import pytest

from allied.rooms.agreement.reading.rules.ending import endings
from allied.rooms.agreement.reading.rules.manuscript import Manuscript


def found(words):
    return {fact.kind: fact.value for fact in endings(Manuscript(words))}


CASES = [
    ("Either party may terminate this Agreement without cause upon ninety (90) days prior written notice.",
     {"termination without cause": "either party, 90 days notice", "termination notice": "90 days"}),
    ("This Agreement may be terminated by either party at any time by giving six (6) months' notice in writing.",
     {"termination without cause": "either party, 6 months notice", "termination notice": "6 months"}),
    ("Redfern may terminate this Agreement for convenience on thirty days' written notice to Kestrel.",
     {"termination without cause": "Redfern, 30 days notice", "termination notice": "30 days"}),
    ("Either party may terminate this Agreement upon written notice if the other party commits a material breach and fails to cure it within thirty (30) days of notice.",
     {"termination for cause": "breach not cured within 30 days"}),
    ("This Agreement may be terminated immediately for breach.", {"termination for cause": "breach"}),
    ("Either party may terminate any Work Order without cause upon ten (10) days notice.", {}),
    ("Either Party may terminate this Agreement if the other Party becomes insolvent or bankrupt.", {"termination on insolvency": "yes"}),
    ("Upon termination there shall be a wind-down period of six (6) months in which orders are delivered.", {"wind-down": "6 months"}),
    ("The parties shall agree an orderly transition of customers.", {"wind-down": "planned"}),
    ("The tenant may terminate the lease.", {}),
    ("A winding-up order ends the company.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), CASES)
def test_endings(words, wanted):
    assert found(words) == wanted


def test_a_condition_that_follows_in_a_list_is_no_convenience():
    words = "Either Party may terminate this Agreement at any time by giving written notice if:\n(a) the other Party is in breach; or"
    assert "termination without cause" not in found(words)
