"""Weights: four methods and percent, fixed before names are known, and versioned after."""

from itertools import combinations

import pytest

from allied.kit.errors import Refused
from allied.rooms.selection import commands
from allied.rooms.selection.models import RobustnessRun, Weighting
from allied.rooms.selection.weighing import pair_key
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
