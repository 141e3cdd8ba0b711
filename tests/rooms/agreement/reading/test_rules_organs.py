"""Committees, meetings and the ladder of a dispute."""

import pytest

from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.organs import ladder, organs, rhythm_of


def found(words):
    facts: dict[str, list] = {}
    for fact in organs(Manuscript(words)):
        facts.setdefault(fact.kind, []).append(fact)
    return facts


COMMITTEES = [
    (
        'The parties shall establish a Joint Steering Committee ("JSC") composed of three (3) representatives of each party. '
        "The JSC shall meet at least quarterly. Two representatives of each party form a quorum. Decisions are unanimous.",
        "Joint Steering Committee",
        {"count": 3, "rhythm": "quarterly", "vote": "unanimous", "sides": "equal"},
    ),
    (
        "The companies will form an Alliance Management Team, consisting of four persons, which meets every two weeks.",
        "Alliance Management Team",
        {"count": 4, "rhythm": "twice a month"},
    ),
    (
        "A joint project committee shall be appointed and convene monthly.",
        "joint project committee",
        {"rhythm": "monthly"},
    ),
    ("The Audit Committee of the board of directors shall be appointed each year.", None, {}),
    ("The European Medicines Committee established guidelines.", None, {}),
    ("The Steering Committee may inspect the plant.", None, {}),
]


@pytest.mark.parametrize(("words", "name", "more"), COMMITTEES)
def test_committees(words, name, more):
    facts = found(words).get("committee", [])
    assert [fact.value for fact in facts] == ([name] if name else [])
    if facts:
        assert {key: facts[0].more.get(key) for key in more} == more
        assert ("quorum" in facts[0].more) == ("quorum" in words)


RHYTHMS = [
    ("once each month", "monthly"),
    ("at least quarterly", "quarterly"),
    ("four (4) times per year", "quarterly"),
    ("twice a year", "twice a year"),
    ("semi-annually", "twice a year"),
    ("at least once per calendar year", "yearly"),
    ("every two weeks", "twice a month"),
    ("weekly", "weekly"),
    ("every other month", "every two months"),
    ("vierteljährlich", "quarterly"),
    ("from time to time", ""),
]


@pytest.mark.parametrize(("words", "wanted"), RHYTHMS)
def test_rhythms(words, wanted):
    assert rhythm_of(words) == wanted


MEETINGS = [
    ("The parties shall meet at least once each month to review progress.", ["monthly"]),
    ("The alliance managers will hold a conference call weekly with both parties.", ["weekly"]),
    ("The annual meeting of stockholders of the parties shall be held in May.", []),
    ("Each party shall meet its sales targets every quarter.", []),
    ("The parties shall meet from time to time.", []),
]


@pytest.mark.parametrize(("words", "wanted"), MEETINGS)
def test_meetings(words, wanted):
    assert [fact.value for fact in found(words).get("meeting rhythm", [])] == wanted


LADDERS = [
    (
        "Any dispute shall first be referred to the alliance managers, who shall try to resolve it within five (5) business days, "
        "then to the managing directors, who shall meet within ten (10) days, and failing that to mediation.",
        "alliance managers (5 business days) → managing directors (10 days) → mediation",
    ),
    (
        "In the event of a dispute the parties shall negotiate in good faith for thirty (30) days. If they cannot resolve the dispute, "
        "it shall be submitted to the chief executive officers, and thereafter to arbitration.",
        "talks between the parties (30 days) → chief executive officers → arbitration",
    ),
    ("Any dispute shall be settled by arbitration under the ICC rules.", None),
    ("The managing directors shall visit the plant.", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), LADDERS)
def test_ladders(words, wanted):
    assert [fact.value for fact in ladder(Manuscript(words))] == ([wanted] if wanted else [])


def test_each_step_of_a_ladder_keeps_its_days():
    [fact] = ladder(Manuscript(LADDERS[0][0]))
    assert fact.more["steps"][0] == {"who": "alliance managers", "within": "5 business days"}
    assert fact.more["steps"][2] == {"who": "mediation", "within": ""}


@pytest.mark.parametrize(
    "words",
    [
        "The quorum is two members of each party.",
        "No action may be taken at a meeting unless at least two representatives of each party are there.",
        "At least two (2) representatives of each Party must be present at each meeting.",
    ],
)
def test_a_quorum_is_known_by_what_it_asks(words):
    said = f"The parties shall establish a Joint Steering Committee. {words}"
    committee = next(fact for fact in organs(Manuscript(said)) if fact.kind == "committee")
    assert committee.more["quorum"] == words
