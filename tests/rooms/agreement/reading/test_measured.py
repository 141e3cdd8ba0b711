"""The reader measured on real agreements, where their folder is at hand; it is not part of the project."""

import json

import pytest

from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement
from tests.rooms.agreement.reading.measuring import agreements, judge, table

FOLDER = agreements()
LABELS = FOLDER / "labels.json"
FLOORS = {
    "document name": 0.95,
    "parties": 0.95,
    "short names": 0.9,
    "agreement date": 0.95,
    "effective date": 0.9,
    "expiry": 0.9,
    "governing law": 0.95,
    "renewal": 0.9,
    "renewal notice": 0.9,
}
AT_LEAST = 0.85

pytestmark = pytest.mark.skipif(
    not LABELS.exists(),
    reason=f"NOT MEASURED: no agreements with labels.json in {FOLDER}; name a folder with ALLIED_AGREEMENTS",
)


def test_the_reader_keeps_its_floors():
    judged = judge(FOLDER, json.loads(LABELS.read_text()))
    below = {
        fact: score.f1
        for fact, score in judged.scores.items()
        if score.f1 < FLOORS.get(fact, AT_LEAST)
    }
    assert below == {}, "\n" + table(judged) + "\n" + "\n".join(judged.misses)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_every_quotation_stands_where_its_place_says(file):
    words = file.read_text(encoding="utf-8")
    for fact in read_agreement(words):
        there = words[fact.place.start : fact.place.end]
        assert "".join(there.split())[:12].lower()[:3] == "".join(fact.quote.split()).lower()[:3], (
            fact
        )
        assert words[: fact.place.start].count("\n") + 1 == fact.place.line
