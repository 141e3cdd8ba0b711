"""Red flags: what fires, with which numbers, and what only needs an answer."""

import pytest
from hypothesis import given

from allied.rooms.selection.criteria import default_rules
from allied.rooms.selection.flags import (
    Comparator,
    Consequence,
    Rule,
    Statistic,
    check_flags,
    say_flag,
)
from allied.rooms.selection.limits import limits
from tests.rooms.selection.cases import CRITERIA, EXAMPLE, candidates, scored, steady

RULES = default_rules(limits())


def rule(comparator="<=", level=2.0, statistic="median", consequence="veto", criterion="a"):
    return Rule(
        criterion,
        Comparator(comparator),
        level,
        Statistic(statistic),
        Consequence(consequence),
    )


def fires(each, *scores):
    found = check_flags({"a": scores}, [each])
    return bool(found.vetoes or found.contests)


def test_the_best_score_is_vetoed_on_compliance():
    found = check_flags(EXAMPLE["Delta"], RULES)
    assert found.is_vetoed
    assert [flag.rule.criterion for flag in found.vetoes] == ["compliance"]
    assert (found.vetoes[0].value, found.vetoes[0].scores) == (2, (2, 2, 2))
    assert not check_flags(EXAMPLE["Aster"], RULES).is_vetoed


def test_the_median_decides_not_one_rater():
    compliant = scored(*"444444", "4") | {"compliance": (1, 4, 5)}
    found = check_flags(compliant, RULES)
    assert not found.is_vetoed
    (contest,) = found.contests
    assert (contest.rule.criterion, contest.value, contest.hits) == ("compliance", 1, 1)


def test_vetoes_stand_on_two_criteria_and_contests_on_all():
    vetoes = [r.criterion for r in RULES if r.consequence is Consequence.VETO]
    contests = [r.criterion for r in RULES if r.consequence is Consequence.CONTEST]
    assert vetoes == ["compliance", "sponsorship"]
    assert contests == list(CRITERIA)


@pytest.mark.parametrize(
    ("comparator", "level", "yes", "no"),
    [
        ("<=", 2, (2, 1), (3, 2.5)),
        ("<", 2, (1, 1.5), (2, 3)),
        ("=", 3, (3, 3.0), (2, 4)),
        (">", 4, (5, 4.5), (4, 3)),
        (">=", 4, (4, 5), (3, 3.5)),
    ],
)
@pytest.mark.parametrize("statistic", list(Statistic))
def test_every_comparator_with_every_statistic(comparator, level, yes, no, statistic):
    each = rule(comparator, level, statistic)
    assert all(fires(each, score) for score in yes)
    assert not any(fires(each, score) for score in no)


def test_median_mean_and_any_see_the_same_scores_differently():
    scores = (1, 3, 5)
    assert not fires(rule(level=2, statistic="median"), *scores)
    assert not fires(rule(level=2, statistic="mean"), *scores)
    assert fires(rule(level=2, statistic="any"), *scores)
    assert fires(rule(level=2, statistic="median"), 2, 2, 5)
    assert not fires(rule(level=2, statistic="mean"), 2, 2, 5)


def test_a_mean_on_the_level_counts_as_on_it():
    assert fires(rule(level=2.2, statistic="mean"), 2, 2, 2, 2, 3)


def test_a_criterion_without_scores_is_neither_clean_nor_flagged():
    found = check_flags({"a": ()}, [rule(), rule(criterion="b")])
    assert len(found.unchecked) == 2
    assert not found.vetoes
    assert not found.contests


def test_a_flag_says_its_numbers():
    veto = check_flags({"a": (3, 2, 1)}, [rule()]).vetoes[0]
    assert say_flag(veto, "Compliance") == (
        "Compliance: the median of 3 raters is 2 (2 or less); scores 1, 2, 3."
    )
    contest = check_flags({"a": (1, 4)}, [rule(level=1, statistic="any", consequence="contest")])
    assert say_flag(contest.contests[0], "Economic fit") == (
        "Economic fit: 1 of 2 raters scores 1 or less; scores 1, 4. It needs a written answer."
    )
    lone = check_flags({"a": (1,)}, [rule(level=1)]).vetoes[0]
    assert say_flag(lone, "Sponsor") == "Sponsor: the median of 1 rater is 1 (1 or less)."


@steady
@given(candidates)
def test_better_scores_never_raise_a_default_flag(scores):
    better = {key: [min(5, score + 1) for score in given] for key, given in scores.items()}
    before, after = check_flags(scores, RULES), check_flags(better, RULES)
    assert {f.rule for f in after.vetoes} <= {f.rule for f in before.vetoes}
    assert after.contests == ()
    assert all(flag.hits == flag.scores.count(1) for flag in before.contests)


def test_bad_rules_and_scores_are_refused():
    with pytest.raises(ValueError, match="A score is a number from 1 to 5, not 0"):
        check_flags({"a": (3,)}, [rule(level=0)])
    with pytest.raises(ValueError, match="A score is a number from 1 to 5, not 7"):
        check_flags({"a": (7,)}, [rule()])
    with pytest.raises(ValueError, match="is not a valid Comparator"):
        check_flags({"a": (3,)}, [Rule("a", "about", 2, Statistic.MEAN, Consequence.VETO)])
    with pytest.raises(ValueError, match="is not a valid Statistic"):
        check_flags({"a": (3,)}, [Rule("a", Comparator.BELOW, 2, "mode", Consequence.VETO)])
