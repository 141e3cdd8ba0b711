"""Weights: four methods and percent, fixed before names are known, and versioned after."""

from itertools import combinations

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.selection import commands
from allied.rooms.selection.models import PairComparison, RobustnessRun, Weighting
from allied.rooms.selection.queries.judges import judges_of
from allied.rooms.selection.weighing import pair_key, times
from tests.rooms.selection.stage import (
    closed,
    criteria,
    every,
    fixed,
    lines,
    prepared,
    revising,
    started,
)


def keys_of(screening):
    return [one.key for one in criteria(screening)]


def fix(cast, screening, now, method, said, **more):
    return commands.fix_weights(
        by=cast.maya, screening=screening, method=method, said=said, now=now, **more
    )


def test_equal_weights_are_a_seventh_each(cast, now):
    screening = fixed(cast, now)
    weighting = every(Weighting).get()
    assert all(w == pytest.approx(1 / 7) for w in weighting.weights.values())
    assert (weighting.revision, weighting.names_known) == (1, False)
    (entry,) = lines("selection.weights.fixed")
    assert entry.subject_id == screening.pk


def test_an_order_gives_rank_order_centroids(cast, now):
    screening = started(cast, now)
    order = list(reversed(keys_of(screening)))
    found = fix(cast, screening, now, "ranked", {"order": order}).weights
    given = [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]  # methods.md 1.4
    assert [found[key] for key in order] == pytest.approx(given, abs=0.001)


def test_points_and_percent_become_shares(cast, now):
    screening = started(cast, now)
    points = dict.fromkeys(keys_of(screening), 50) | {"strategic": 100}
    found = fix(cast, screening, now, "swing", {"points": points}).weights
    assert found["strategic"] == pytest.approx(0.25)
    percents = dict.fromkeys(keys_of(screening), 10) | {"strategic": 40}
    found = fix(cast, screening, now, "given", {"percents": percents}).weights
    assert found["strategic"] == pytest.approx(0.4)
    assert every(Weighting).count() == 2


def all_pairs(screening, value=1.0, **others):
    pairs = {pair_key(*pair): value for pair in combinations(keys_of(screening), 2)}
    return pairs | others


def test_pairs_that_agree_are_taken_without_a_warning(cast, now):
    screening = started(cast, now)
    weighting = fix(cast, screening, now, "pairwise", {"judges": [all_pairs(screening)]})
    assert weighting.ratio == pytest.approx(0, abs=1e-9)
    assert weighting.warning == ""


def test_pairs_that_contradict_themselves_are_taken_with_the_worst_pair(cast, now):
    screening = started(cast, now)
    a, b, c = keys_of(screening)[:3]
    judge = all_pairs(screening) | {pair_key(a, b): 9, pair_key(b, c): 9, pair_key(a, c): 1 / 9}
    weighting = fix(cast, screening, now, "pairwise", {"judges": [judge]})
    assert weighting.ratio > 0.10
    assert "contradict" in weighting.warning
    assert "Strategic fit" in weighting.warning


def test_several_judges_count_by_their_geometric_mean(cast, now):
    screening = started(cast, now)
    a, b = keys_of(screening)[:2]
    one = all_pairs(screening) | {pair_key(a, b): 4.0}
    two = all_pairs(screening) | {pair_key(a, b): 0.25}
    weighting = fix(cast, screening, now, "pairwise", {"judges": [one, two]})
    assert all(w == pytest.approx(1 / 7) for w in weighting.weights.values())


@pytest.mark.parametrize(
    ("method", "said", "problem"),
    [
        ("magic", {}, ("method", "equal, ranked, swing, pairwise or given")),
        ("ranked", {}, ("order", "one place")),
        ("ranked", {"order": ["strategic"]}, ("order", "one place")),
        ("swing", {"points": {"strategic": 100}}, ("points", "each criterion")),
        ("swing", {"points": "all"}, ("points", "each criterion")),
        ("given", {"percents": {}}, ("percents", "each criterion")),
        ("pairwise", {}, ("pairs", "one judge")),
        ("pairwise", {"judges": [{}]}, ("pairs", "Compare")),
        ("pairwise", {"judges": ["x"]}, ("pairs", "each pair")),
    ],
)
def test_what_is_missing_is_said(cast, now, method, said, problem):
    field, words = problem
    screening = started(cast, now)
    with pytest.raises(Refused) as refused:
        fix(cast, screening, now, method, said)
    assert refused.value.field == field
    assert words in refused.value.sentence
    assert not every(Weighting).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"strategic": 41}, "100"),
        ({"strategic": -1}, "0 to 100"),
        ({"strategic": "x"}, "number"),
    ],
)
def test_weights_that_do_not_add_up_are_refused(cast, now, change, words):
    screening = started(cast, now)
    percents = dict.fromkeys(keys_of(screening), 10) | change
    with pytest.raises(Refused) as refused:
        fix(cast, screening, now, "given", {"percents": percents})
    assert words in refused.value.sentence
    assert refused.value.field == "percents"


def test_a_later_version_says_that_names_were_known_and_why(cast, now):
    screening = prepared(cast, now)
    with pytest.raises(Refused) as refused:
        fix(cast, screening, now, "equal", {})
    assert refused.value.field == "reason"
    made = fix(cast, screening, now, "equal", {}, reason="The board asked for it")
    assert (made.revision, made.names_known) == (2, True)
    assert len(lines("selection.weights.fixed")) == 2


def test_other_weights_are_simulated_anew_and_the_same_ones_are_not(cast, now):
    screening = revising(cast, now)
    assert every(RobustnessRun).count() == 1
    fix(cast, screening, now, "equal", {}, reason="The same again")
    assert every(RobustnessRun).count() == 1
    fix(
        cast, screening, now, "ranked", {"order": keys_of(screening)}, reason="We agree on an order"
    )
    assert every(RobustnessRun).count() == 2


def test_weights_stand_once_the_screening_is_closed(cast, now):
    screening = closed(cast, now)
    with pytest.raises(Refused) as refused:
        fix(cast, screening, now, "equal", {}, reason="Too late")
    assert refused.value.code == "wrong_state"


def compared(cast, screening, now, who="maya", **others):
    pairs = all_pairs(screening) | others
    return commands.compare_pairs(by=getattr(cast, who), screening=screening, pairs=pairs, now=now)


def test_each_colleague_compares_alone_and_the_weights_come_from_all(cast, now):
    screening = started(cast, now)
    a, b = keys_of(screening)[:2]
    compared(cast, screening, now, "tomas", **{pair_key(a, b): 9.0})
    compared(cast, screening, now, "ingrid", **{pair_key(a, b): 1 / 9})
    weighting = fix(cast, screening, now, "pairwise", {})
    assert all(w == pytest.approx(1 / 7) for w in weighting.weights.values())
    assert weighting.said["by"] == ["Ingrid Vos", "Tomas Reijnders"]
    assert len(weighting.said["judges"]) == 2
    assert len(lines("selection.pairs.compared")) == 2


def test_comparing_again_replaces_what_one_said_and_leaves_the_others(cast, now):
    screening = started(cast, now)
    a, b = keys_of(screening)[:2]
    compared(cast, screening, now, "tomas")
    first = compared(cast, screening, now)
    again = compared(cast, screening, now, **{pair_key(a, b): 3.0})
    assert (first.pk, again.version, again.pairs[pair_key(a, b)]) == (again.pk, 2, 3.0)
    assert every(PairComparison).count() == 2
    with pytest.raises(Outdated):
        commands.compare_pairs(
            by=cast.maya, screening=screening, pairs=all_pairs(screening), now=now, version=1
        )


def test_a_comparison_that_was_taken_back_counts_no_longer(cast, now):
    screening = started(cast, now)
    compared(cast, screening, now)
    commands.take_pairs_back(by=cast.maya, screening=screening, now=now)
    assert every(PairComparison).get().pairs == {}
    with pytest.raises(Refused) as refused:
        fix(cast, screening, now, "pairwise", {})
    assert "at least one judge" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        commands.take_pairs_back(by=cast.maya, screening=screening, now=now)
    assert refused.value.code == "no_comparison"
    commands.compare_pairs(
        by=cast.maya, screening=screening, pairs=all_pairs(screening), now=now, version=0
    )
    assert every(PairComparison).get().pairs


def test_a_comparison_of_criteria_that_changed_since_does_not_count(cast, now):
    screening = started(cast, now)
    compared(cast, screening, now, "tomas")
    commands.remove_criterion(by=cast.maya, criterion=criteria(screening)[-1], now=now)
    compared(cast, screening, now)
    weighting = fix(cast, screening, now, "pairwise", {})
    assert weighting.said["by"] == ["Maya Lindqvist"]
    found = judges_of(cast.maya, screening, criteria(screening))
    assert [one.weighed is None for one in found.rows] == [False, True]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"strategic:capability": 10}, "1/9 to 9"),
        ({"strategic:capability": 0}, "1/9 to 9"),
        ({"strategic:capability": "much"}, "needs a number"),
        ({"strategic:capability": None}, "needs a number"),
    ],
)
def test_a_pair_that_cannot_be_is_refused_and_named(cast, now, change, words):
    screening = started(cast, now)
    with pytest.raises(Refused) as refused:
        compared(cast, screening, now, **change)
    assert words in refused.value.sentence
    assert refused.value.field == "pairs"
    assert not every(PairComparison).exists()


def test_a_pair_that_is_missing_is_named(cast, now):
    screening = started(cast, now)
    pairs = all_pairs(screening)
    pairs.popitem()
    with pytest.raises(Refused, match=r"Compare .+ with .+"):
        commands.compare_pairs(by=cast.maya, screening=screening, pairs=pairs, now=now)


@pytest.mark.parametrize("who", ["olga", "carl", "daniel", "zed"])
def test_only_colleagues_who_may_score_compare(cast, now, who):
    screening = started(cast, now)
    before = len(lines("selection.pairs.compared"))
    with pytest.raises((NotAllowed, Refused)):
        compared(cast, screening, now, who)
    assert len(lines("selection.pairs.compared")) == before


def test_pairs_of_a_closed_screening_stand(cast, now):
    screening = closed(cast, now)
    with pytest.raises(Refused) as refused:
        compared(cast, screening, now)
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("value", "words"),
    [(9, "9"), (3, "3"), (1, "1"), (2.5, "2.5"), (1 / 3, "1/3"), (1 / 2.5, "1/2.5")],
)
def test_a_judgement_is_said_as_people_say_it(value, words):
    assert times(value) == words
