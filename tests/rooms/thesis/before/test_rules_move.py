"""Is it the right move: tables of cases, and what holds for every set of answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.thesis.before.assessment import EFFORT, FORM, MOVE, assess, judged
from allied.rooms.thesis.before.effort import Effort, effort_of
from allied.rooms.thesis.before.form import Form, form_of
from allied.rooms.thesis.before.limits import limits, move_questions, move_words
from allied.rooms.thesis.before.verdict import CAUTIONS, REASONS, Bar, Verdict, judge
from tests.rooms.thesis.before import stage

ASKED = move_questions()
FRIENDLY = {Verdict.ALLY: 2, Verdict.NOT_YET: 1}
BAR = Bar(reason_points=2, most_left_open=2)


def choices_of(part):
    """Any full set of answers to one part."""
    return st.fixed_dictionaries(
        {one.key: st.sampled_from([c.key for c in one.choices]) for one in ASKED.of_part(part)}
    )


def some_of(part):
    """Any set of answers to one part, open questions among them."""
    return st.fixed_dictionaries(
        {
            one.key: st.sampled_from(["", *(c.key for c in one.choices)])
            for one in ASKED.of_part(part)
        }
    )


def verdict(**changed):
    return judged(stage.ALLY | changed).verdict


NO_REASON = {"market": "none", "capability": "none", "innovation": "none", "risk": "none"}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, Verdict.ALLY),
        (NO_REASON, Verdict.NOT_YET),
        (NO_REASON | {"market": "partly"}, Verdict.NOT_YET),
        (NO_REASON | {"market": "partly", "risk": "partly"}, Verdict.ALLY),
        (NO_REASON | {"innovation": "clear"}, Verdict.ALLY),
        ({"supply": "delivery"}, Verdict.SUPPLIER),
        ({"supply": "mostly"}, Verdict.ALLY),
        ({"build": "ready"}, Verdict.BUILD),
        ({"build": "ready", "buy": "ready"}, Verdict.BUILD),
        ({"buy": "ready"}, Verdict.BUY),
        ({"build": "ready", "innovation": "clear"}, Verdict.ALLY),
        ({"buy": "ready", "risk": "clear"}, Verdict.ALLY),
        ({"build": "ready", "supply": "delivery"}, Verdict.SUPPLIER),
        ({"integration": "refused"}, Verdict.NOT_YET),
        ({"integration": "unsaid"}, Verdict.ALLY),
        ({"competition": "unresolved"}, Verdict.NOT_YET),
        ({"competition": "bounded"}, Verdict.ALLY),
        ({"sponsor": "missing"}, Verdict.NOT_YET),
        ({"sponsor": "ours", "competition": "talked"}, Verdict.ALLY),
        ({"sponsor": "ours", "competition": "talked", "plan": "later"}, Verdict.NOT_YET),
        ({"plan": "memorandum"}, Verdict.NOT_YET),
        ({"venture": "ungoverned"}, Verdict.NOT_YET),
        ({"venture": "governed"}, Verdict.ALLY),
        ({"market": ""}, Verdict.OPEN),
        ({"supply": "delivery", "plan": ""}, Verdict.OPEN),
    ],
)
def test_the_verdict(changed, says):
    assert verdict(**changed) is says


def test_everything_in_the_way_is_named_with_the_answers_it_rests_on():
    found = judged(stage.ALLY | NO_REASON | {"sponsor": "missing", "plan": "memorandum"})
    assert [(one.rule, one.questions) for one in found.because] == [
        ("no_reason", REASONS),
        ("cautions", ("sponsor",)),
        ("memorandum", ("plan",)),
    ]


def test_an_alliance_names_what_is_to_be_settled_first():
    found = judged(stage.ALLY | {"sponsor": "ours", "plan": "later"})
    assert (found.verdict, found.settle) == (Verdict.ALLY, ("sponsor", "plan"))


@given(some_of(MOVE))
def test_every_combination_has_exactly_one_verdict_and_open_ones_are_named(answers):
    found = judged(answers)
    left = tuple(one.key for one in ASKED.of_part(MOVE) if not answers[one.key])
    assert (found.verdict is Verdict.OPEN) == bool(left)
    assert found.missing == left
    assert bool(found.because) == (not left)
    assert all(answers[key] for one in found.because for key in one.questions)


@given(choices_of(MOVE), st.data())
def test_a_worse_caution_never_makes_the_verdict_friendlier(answers, data):
    key = data.draw(st.sampled_from([*CAUTIONS, "plan", "venture"]))
    now = ASKED.level(answers, key)
    worse = [c.key for c in ASKED.by_key[key].choices if c.level >= now]
    then = judged(answers | {key: data.draw(st.sampled_from(worse))}).verdict
    assert FRIENDLY.get(then, 0) <= FRIENDLY.get(judged(answers).verdict, 0)


@given(choices_of(MOVE), st.sampled_from(REASONS), st.data())
def test_a_better_reason_never_makes_it_less_friendly(answers, key, data):
    now = ASKED.level(answers, key)
    better = [c.key for c in ASKED.by_key[key].choices if c.level >= now]
    then = judged(answers | {key: data.draw(st.sampled_from(better))}).verdict
    assert FRIENDLY.get(then, 0) >= FRIENDLY.get(judged(answers).verdict, 0)


@given(choices_of(MOVE))
def test_what_is_said_to_change_it_does_change_it(answers):
    found = assess(answers)
    assert found.flips, "some single answer always changes the verdict"
    for flip in found.flips:
        ((question, choice),) = flip.answers
        then = judged(answers | {question.key: choice.key}).verdict
        assert then == flip.verdict != found.judgement.verdict


@given(choices_of(MOVE))
def test_the_shortest_way_leads_to_an_alliance_and_no_shorter_one_does(answers):
    found = assess(answers)
    if found.judgement.verdict is Verdict.ALLY:
        assert found.way is None
        return
    steps = {question.key: choice.key for question, choice in found.way.answers}
    assert judged(answers | steps).verdict is Verdict.ALLY
    for left_out in steps:
        fewer = {key: value for key, value in steps.items() if key != left_out}
        assert judged(answers | fewer).verdict is not Verdict.ALLY, left_out


def test_a_single_step_is_found_where_one_is_enough():
    found = assess(stage.ALLY | {"sponsor": "missing"})
    assert [(q.key, c.key) for q, c in found.way.answers] == [("sponsor", "both")]


def test_half_a_reason_is_asked_for_where_half_is_enough():
    found = assess(stage.ALLY | NO_REASON | {"innovation": "partly"})
    assert [(q.key, c.key) for q, c in found.way.answers] == [("market", "partly")]


def test_nothing_is_said_to_change_a_verdict_that_is_a_guess():
    found = assess({"market": "clear"})
    assert (found.flips, found.way, found.form_flips) == ((), None, ())
    assert len(found.missing) == len(ASKED.by_key) - 1


@pytest.mark.parametrize(
    ("equity", "assets", "depth", "says"),
    [
        (0, 0, 0, Form.PARTNERSHIP),
        (1, 1, 1, Form.PARTNERSHIP),
        (0, 2, 1, Form.PARTNERSHIP),
        (0, 1, 2, Form.PARTNERSHIP),
        (0, 2, 2, Form.JOINT_VENTURE),
        (2, 0, 0, Form.JOINT_VENTURE),
        (2, 2, 2, Form.JOINT_VENTURE),
    ],
)
def test_which_form(equity, assets, depth, says):
    levels = {"equity": equity, "assets": assets, "depth": depth}
    found = form_of(levels, ())
    assert found.form is says
    assert (found.risk, found.control) == (max(equity, assets), depth)


@given(choices_of(FORM), st.data())
def test_sharing_more_never_leads_away_from_a_joint_venture(answers, data):
    levels = ASKED.levels(answers, FORM)
    key = data.draw(st.sampled_from(sorted(levels)))
    more = levels | {key: data.draw(st.integers(levels[key], 2))}
    if form_of(levels, ()).form is Form.JOINT_VENTURE:
        assert form_of(more, ()).form is Form.JOINT_VENTURE
    carried = form_of(levels, ()).carried
    assert carried
    assert set(carried) <= set(levels)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"equity": "shared"}, "unplanned_venture"),
        ({"venture": "governed"}, "needless_venture"),
        ({"equity": "perhaps"}, "later_venture"),
        ({"equity": "shared", "venture": "governed"}, ""),
        ({}, ""),
    ],
)
def test_a_form_that_does_not_fit_what_was_said_of_a_joint_company_is_remarked(changed, says):
    assert assess(stage.WHOLE | changed).form.remark == says


@pytest.mark.parametrize(
    ("changed", "says", "helps"),
    [
        ({}, Effort.OWN, ()),
        ({"size": "large"}, Effort.HELP, ("practice",)),
        ({"experience": "none", "size": "small"}, Effort.OWN, ()),
        ({"critical": "central"}, Effort.HELP, ("critical",)),
        ({"regulated": "crosses"}, Effort.HELP, ("regulated",)),
        ({"partners": "several"}, Effort.HELP, ("partners",)),
        ({"model": "none"}, Effort.HELP, ("model",)),
        ({"model": "none", "exposure": "high"}, Effort.HELP, ("model", "practice")),
    ],
)
def test_own_effort_or_help(changed, says, helps):
    found = assess(stage.WHOLE | changed).effort
    assert (found.effort, found.helps) == (says, helps)


@given(choices_of(EFFORT), st.data())
def test_a_heavier_answer_never_takes_help_away(answers, data):
    levels = ASKED.levels(answers, EFFORT)
    key = data.draw(st.sampled_from(sorted(levels)))
    heavier = levels | {key: data.draw(st.integers(levels[key], 2))}
    most = limits().own_effort_points
    assert set(effort_of(levels, (), most).helps) <= set(effort_of(heavier, (), most).helps)


def test_every_word_that_the_rules_use_is_in_the_catalogue():
    words = move_words()
    assert set(words["verdicts"]) == {one.value for one in Verdict}
    assert set(words["forms"]) == {one.value for one in Form}
    assert set(words["efforts"]) == {one.value for one in Effort}
    assert {"reasons", "no_reason", "cautions", "memorandum", "ungoverned", "too_open"} < set(
        words["because"]
    )
    assert set(words["helps"]) == {"critical", "regulated", "partners", "model", "practice"}


def test_the_questions_are_short_concrete_and_unmistakable():
    assert len(ASKED.of_part(MOVE)) == 12
    assert [len(ASKED.of_part(part)) for part in (FORM, EFFORT)] == [3, 7]
    for question in ASKED.by_key.values():
        keys = [choice.key for choice in question.choices]
        assert 2 <= len(keys) == len(set(keys)) <= 4, question.key
        assert {choice.level for choice in question.choices} <= {0, 1, 2}
        assert question.ask.endswith("?")
        assert len(question.ask) <= 120, question.key
        assert all(len(choice.says) <= 70 for choice in question.choices), question.key


def test_the_bar_is_a_judgement_that_can_be_moved():
    levels = ASKED.levels(stage.ALLY | NO_REASON | {"market": "clear"}, MOVE)
    assert judge(levels, (), BAR).verdict is Verdict.ALLY
    assert judge(levels, (), Bar(reason_points=3, most_left_open=2)).verdict is Verdict.NOT_YET
