"""The seven built-in criteria: complete, readable, and free of empty words."""

import re

import pytest

from allied.kit.catalogue import catalogue, defaults
from allied.rooms.selection.criteria import criteria, how_to_score
from allied.rooms.selection.limits import limits
from tests.rooms.selection.cases import CRITERIA


def words(criterion):
    return " ".join((criterion.question, *criterion.evidence, *criterion.anchors.values()))


def test_the_seven_criteria_of_the_method_in_order():
    assert tuple(each.key for each in criteria()) == CRITERIA
    assert [each.name for each in criteria()] == [
        "Strategic fit",
        "Capability complementarity",
        "Economic symmetry",
        "Operating fit",
        "Cultural fit",
        "Compliance and security fit",
        "Leadership sponsorship strength",
    ]


@pytest.mark.parametrize("criterion", criteria(), ids=lambda each: each.key)
def test_each_criterion_is_complete(criterion):
    assert criterion.question.endswith("?")
    assert list(criterion.anchors) == [1, 3, 5]
    assert len(criterion.evidence) >= 3
    assert all(text.endswith(".") for text in criterion.evidence)
    assert all(text.strip().endswith(".") for text in criterion.anchors.values())
    assert len(set(criterion.anchors.values())) == 3
    assert set(criterion.flags) <= {"veto", "contest"}
    assert len(criterion.short) <= 12


@pytest.mark.parametrize("criterion", criteria(), ids=lambda each: each.key)
def test_no_criterion_uses_an_empty_word(criterion):
    vague = catalogue("thesis", "vague_words")["words"]
    spoken = words(criterion).lower()
    found = [word for word in vague if re.search(rf"\b{re.escape(word)}\b", spoken)]
    assert found == []


def test_raters_are_told_to_leave_empty_what_they_do_not_know():
    assert "leave the score empty" in how_to_score()


def test_every_threshold_has_a_unit_and_a_reason():
    entries = defaults("selection")
    assert set(entries) == set(limits().__dataclass_fields__)
    assert all(entry.unit and entry.why.endswith(".") for entry in entries.values())
