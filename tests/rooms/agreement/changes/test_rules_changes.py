"""What a request may change: read strictly, said in words, and read again."""

import pytest

from allied.rooms.agreement.changes.edits import Known, NoEdit, in_words, read_edit

KNOWN = Known(
    scope={"s1": "Nordics"},
    outcomes={"o1": "Stores"},
    rights={"roadmap": "Roadmap"},
    forums={"council": "Council"},
    clauses={"c1": "Freight"},
)


@pytest.mark.parametrize(
    ("kind", "given", "field", "words"),
    [
        ("price", {}, "kind", "scope, roadmap, governance and commercial"),
        ("scope", [], "edit", "an object"),
        ("scope", {}, "add", "Add a line"),
        ("scope", {"add": [{"kind": "maybe", "text": "x"}]}, "add", "in, out or non-goal"),
        ("scope", {"add": [{"kind": "in", "text": " "}]}, "add", "1 to 300"),
        ("scope", {"add": ["x"]}, "add", "kind and a text"),
        ("scope", {"add": [{"kind": "in", "text": "x"}] * 11}, "add", "at most 10"),
        ("scope", {"remove": ["s9"]}, "remove", "no line of the scope"),
        ("scope", {"remove": "s1"}, "remove", "a list"),
        ("roadmap", {"outcome": "o9", "target": "1"}, "outcome", "Choose the outcome: Stores"),
        ("roadmap", {"outcome": "o1"}, "target", "the new target, the new date, or both"),
        ("roadmap", {"outcome": "o1", "target": "many"}, "target", "a number such as"),
        ("roadmap", {"outcome": "o1", "target": "1e99"}, "target", "a number such as"),
        ("roadmap", {"outcome": "o1", "due": "31.12.2027"}, "due", "2027-12-31"),
        ("governance", {}, "right", "Choose a decision type or a forum"),
        ("governance", {"right": "roadmap"}, "sla_days", "go together"),
        ("governance", {"right": "roadmap", "sla_days": "0"}, "sla_days", "1 to 250"),
        ("governance", {"right": "roadmap", "sla_days": "x"}, "sla_days", "1 to 250"),
        ("governance", {"right": "x", "sla_days": 3}, "right", "Roadmap"),
        ("governance", {"forum": "council"}, "rhythm", "go together"),
        ("governance", {"forum": "x", "rhythm": "weekly"}, "forum", "Council"),
        ("commercial", {"text": "x"}, "heading", "1 to 120"),
        ("commercial", {"title": "x", "text": ""}, "text", "1 to 5,000"),
        ("commercial", {"title": "x", "text": "y", "replaces": "c9"}, "replaces", "Freight"),
    ],
)
def test_what_is_no_change_says_what_would_be_one(kind, given, field, words):
    with pytest.raises(NoEdit) as refused:
        read_edit(kind, given, KNOWN)
    assert refused.value.field == field
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        (
            "scope",
            {"add": [{"kind": "non-goal", "text": " Private  label "}], "remove": ["s1", "s1"]},
            ["Into the scope (non-goal) comes “Private label”.", "“Nordics” leaves it."],
        ),
        (
            "roadmap",
            {"outcome": "o1", "target": "6,000"},
            ["The target of “Stores” becomes 6,000."],
        ),
        ("roadmap", {"outcome": "o1", "due": "2027-12-31"}, ["“Stores” is due 31 Dec 2027."]),
        (
            "governance",
            {"right": "roadmap", "sla_days": "12", "forum": "council", "rhythm": "weekly"},
            ["“Roadmap” is decided within 12 working days.", "Council meets weekly."],
        ),
        (
            "commercial",
            {"title": "Freight", "text": "Half each.", "replaces": "c1"},
            ["The annex says under “Freight”, in the place of “Freight”: Half each."],
        ),
    ],
)
def test_a_change_in_words_reads_again_from_its_plain_content(kind, given, says):
    edit = read_edit(kind, given, KNOWN)
    assert in_words(edit, KNOWN) == says
    assert read_edit(kind, edit.plain(), KNOWN) == edit
