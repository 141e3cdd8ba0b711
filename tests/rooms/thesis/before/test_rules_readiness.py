"""How ready we are: the weakest statement says it, the worst first, and nothing is guessed."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.thesis.before.limits import ready_questions, ready_words
from allied.rooms.thesis.before.ready import Ready, readiness
from tests.rooms.thesis.before.stage import all_at

ASKED = ready_questions()
ORDER = [Ready.NOT_READY, Ready.GAPS, Ready.READY]
levels = st.fixed_dictionaries({key: st.integers(0, 3) for key in ASKED.by_key})


def ready(answers, share=50):
    return readiness(ASKED, answers, in_place_share=share)


def answers_at(found):
    return {key: ASKED.by_key[key].choices[level].key for key, level in found.items()}


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (all_at(3), Ready.READY),
        (all_at(2), Ready.READY),
        (all_at(2, targets=1), Ready.GAPS),
        (all_at(2, targets=0), Ready.GAPS),
        (all_at(2, authority=0), Ready.NOT_READY),
        (all_at(2, authority=1), Ready.GAPS),
        (all_at(1), Ready.NOT_READY),
        (all_at(0), Ready.NOT_READY),
        ({}, Ready.OPEN),
    ],
)
def test_the_result(answers, says):
    assert ready(answers).result is says


def test_the_gaps_come_with_the_weakest_first_and_what_is_needed_before_the_rest():
    found = ready(all_at(2, targets=0, money=1, manager=0, exit=1))
    assert [(one.question.key, one.level) for one in found.gaps] == [
        ("manager", 0),
        ("targets", 0),
        ("money", 1),
        ("exit", 1),
    ]


def test_a_group_is_as_strong_as_its_weakest_statement():
    found = {one.group.key: one.level for one in ready(all_at(3, deputy=1)).groups}
    assert found == {"sponsor": 3, "people": 1, "model": 3, "guard": 3, "learning": 3}


def test_open_statements_are_named_and_their_group_has_no_level():
    answers = all_at(2)
    del answers["money"]
    found = ready(answers)
    assert (found.result, found.missing) == (Ready.OPEN, ("money",))
    assert [one.level for one in found.groups] == [None, 2, 2, 2, 2]


@given(levels, st.sampled_from(sorted(ASKED.by_key)))
def test_one_step_up_never_makes_us_less_ready(found, key):
    higher = found | {key: min(3, found[key] + 1)}
    before, after = ready(answers_at(found)).result, ready(answers_at(higher)).result
    assert ORDER.index(after) >= ORDER.index(before)


@given(levels)
def test_what_is_below_in_place_is_a_gap_and_nothing_else(found):
    gaps = {one.question.key for one in ready(answers_at(found)).gaps}
    assert gaps == {key for key, level in found.items() if level < 2}


def test_every_statement_has_its_own_anchors_and_leads_somewhere():
    assert [len(group.questions) for group in ASKED.groups] == [3, 3, 3, 3, 2]
    anchors = [choice.says for one in ASKED.by_key.values() for choice in one.choices]
    assert len(anchors) == len(set(anchors)) == 14 * 4
    for one in ASKED.by_key.values():
        assert one.act
        assert reverse(one.route, kwargs={"alliance_id": "00000000-0000-4000-8000-000000000000"})
    assert set(ready_words()["verdicts"]) == {one.value for one in Ready}
