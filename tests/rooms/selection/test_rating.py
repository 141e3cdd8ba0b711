"""Scoring: blind, once, on the scale; talked through; revised once, with both values kept."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from allied.alliances.models import Awaited
from allied.clock.timers import fire_due
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.rooms.selection import commands
from allied.rooms.selection.cells import CellScore, Unscorable
from allied.rooms.selection.models import Rating, RobustnessRun, ScreeningState
from tests.rooms.selection.stage import (
    SCORES,
    again,
    candidates,
    cells,
    criteria,
    every,
    lines,
    opened,
    prepared,
    rater,
    ratings_seen,
    revising,
    score,
    scored,
)


def test_nobody_reads_scores_before_both_have_submitted(cast, now):
    screening = opened(cast, now)
    score(cast, screening, "maya", now)
    score(cast, screening, "tomas", now, submit=False)
    assert ratings_seen(cast.maya, screening).count() == 21  # her own
    assert ratings_seen(cast.tomas, screening).count() == 21  # his own draft
    assert ratings_seen(cast.jonas, screening).count() == 0  # no rater: waits for the end
    commands.submit_scores(by=cast.tomas, screening=screening, now=now)
    assert ratings_seen(cast.maya, screening).count() == 42
    assert ratings_seen(cast.ingrid, screening).count() == 0
    score(cast, screening, "ingrid", now)
    assert ratings_seen(cast.ingrid, screening).count() == 63
    assert ratings_seen(cast.jonas, screening).count() == 0
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert ratings_seen(cast.jonas, screening).count() == 63


def test_a_draft_that_was_never_submitted_stays_its_raters_own(cast, now):
    screening = opened(cast, now)
    score(cast, screening, "maya", now)
    score(cast, screening, "tomas", now, submit=False)
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert ratings_seen(cast.maya, screening).count() == 21
    assert ratings_seen(cast.tomas, screening).count() == 42


@pytest.mark.parametrize("name", ["olga", "carl", "nobody", "daniel", "zed"])
def test_others_never_read_a_score(cast, now, name):
    screening = revising(cast, now)
    assert not ratings_seen(getattr(cast, name), screening).exists()


@pytest.mark.parametrize("name", ["olga", "carl", "nobody", "zed"])
def test_others_do_not_score(cast, now, name):
    screening = opened(cast, now)
    with pytest.raises(NotAllowed):
        commands.save_scores(by=getattr(cast, name), screening=screening, scores=[], now=now)


def test_who_was_not_asked_does_not_score(cast, now):
    screening = opened(cast, now)
    with pytest.raises(Refused) as refused:
        commands.submit_scores(by=cast.jonas, screening=screening, now=now)
    assert refused.value.code == "not_asked"


@pytest.mark.parametrize("value", [0, 6, -1, 3.5, True, "4", 10**9])
def test_a_score_off_the_scale_is_refused_with_its_cell(cast, now, value):
    screening = opened(cast, now)
    given = cells(screening, [(value, 4, 3, 4, 4, 4, 5)])
    with pytest.raises(Unscorable) as refused:
        commands.save_scores(by=cast.tomas, screening=screening, scores=given, now=now)
    assert "Brightwater, Strategic fit" in refused.value.sentence
    assert "from 1 to 5" in refused.value.sentence
    assert not every(Rating).exists()


def test_the_database_holds_no_score_off_the_scale(cast, now):
    screening = opened(cast, now)
    score(cast, screening, "tomas", now)
    with pytest.raises(IntegrityError), transaction.atomic():
        every(Rating).update(score=6)


def test_a_cell_scored_twice_in_one_go_is_refused(cast, now):
    screening = opened(cast, now)
    given = cells(screening, [(5,)]) * 2
    with pytest.raises(Unscorable) as refused:
        commands.save_scores(by=cast.tomas, screening=screening, scores=given, now=now)
    assert "twice" in refused.value.sentence


def test_a_cell_of_nowhere_is_refused(cast, now):
    screening = opened(cast, now)
    known = cells(screening, [(5,)])[0]
    for cell in (
        CellScore(candidate=screening.pk, criterion=known.criterion, score=3),
        CellScore(candidate=known.candidate, criterion="luck", score=3),
    ):
        with pytest.raises(Unscorable):
            commands.save_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)


def test_a_red_flag_and_a_text_need_their_score_and_their_words(cast, now):
    screening = opened(cast, now)
    one, two = candidates(screening)[0].pk, criteria(screening)[0].key
    for cell in (
        CellScore(candidate=one, criterion=two, score=None, evidence="seen it"),
        CellScore(candidate=one, criterion=two, score=4, red_flag=True),
        CellScore(candidate=one, criterion=two, score=4, evidence="x" * 2001),
    ):
        with pytest.raises(Unscorable):
            commands.save_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)


def test_kept_scores_change_until_they_are_submitted_and_then_never(cast, now):
    screening = opened(cast, now)
    score(cast, screening, "tomas", now, submit=False)
    one = cells(screening, [(1,)])[0]
    commands.save_scores(by=cast.tomas, screening=screening, scores=[one], now=now)
    assert every(Rating, candidate=one.candidate, criterion__key=one.criterion).get().score == 1
    empty = CellScore(candidate=one.candidate, criterion=one.criterion, score=None)
    commands.save_scores(by=cast.tomas, screening=screening, scores=[empty], now=now)
    assert every(Rating).count() == 20
    commands.submit_scores(by=cast.tomas, screening=screening, now=now)
    for again_ in (
        lambda: commands.save_scores(by=cast.tomas, screening=screening, scores=[one], now=now),
        lambda: commands.submit_scores(by=cast.tomas, screening=screening, now=now),
    ):
        with pytest.raises(Refused) as refused:
            again_()
        assert refused.value.code == "scored_already"


def test_another_window_is_noticed(cast, now):
    screening = opened(cast, now)
    given = cells(screening, [(5,)])
    commands.save_scores(by=cast.tomas, screening=screening, scores=given, version=1, now=now)
    with pytest.raises(Outdated):
        commands.save_scores(by=cast.tomas, screening=screening, scores=given, version=1, now=now)


def test_an_empty_sheet_is_not_submitted(cast, now):
    screening = opened(cast, now)
    with pytest.raises(Refused) as refused:
        commands.submit_scores(by=cast.tomas, screening=screening, now=now)
    assert refused.value.code == "nothing_scored"


def test_no_log_tells_a_score(cast, now):
    screening = scored(cast, now)
    assert len(lines("selection.scores.submitted")) == 3
    for entry in every(type(lines("selection.scores.submitted")[0]), subject_id=screening.pk):
        assert "why" not in entry.raw


def test_the_last_rater_lets_who_opened_it_know(cast, now):
    screening = scored(cast, now)
    (act,) = every(Awaited, act="discuss", done_at=None)
    assert (act.person, act.audience) == (cast.maya, "ours")
    assert not every(Awaited, act="score", done_at=None).exists()
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert not every(Awaited, act="discuss", done_at=None).exists()


def test_when_the_day_is_over_who_opened_it_is_told(cast, now):
    from datetime import timedelta

    screening = prepared(cast, now)
    day = now.date() + timedelta(days=3)
    commands.open_scoring(by=cast.maya, screening=screening, rate_by=day, now=now)
    due = {act.due_at for act in every(Awaited, act="score")}
    assert {at.date() for at in due} == {day}
    assert fire_due(now + timedelta(days=2)) == 0
    assert fire_due(now + timedelta(days=4)) == 1
    (act,) = every(Awaited, act="discuss", done_at=None)
    assert "the day for scores is over" in act.title


def test_scoring_ends_with_at_least_one_sheet(cast, now):
    screening = opened(cast, now)
    with pytest.raises(Refused) as refused:
        commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert refused.value.code == "nobody_submitted"


def cell_on(screening, candidate, criterion, value):
    one = next(c for c in candidates(screening) if c.name == candidate)
    two = next(c for c in criteria(screening) if c.short == criterion)
    return CellScore(candidate=one.pk, criterion=two.key, score=value, evidence="after the talk")


def test_a_score_that_was_talked_through_is_revised_once_and_both_values_stay(cast, now):
    screening = revising(cast, now)
    cell = cell_on(screening, "Brightwater", "Operating", 4)
    commands.revise_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)
    row = every(
        Rating, rater__person=cast.tomas, candidate=cell.candidate, criterion__key=cell.criterion
    ).get()
    assert (row.score, row.revised_score, row.counts) == (2, 4, 4)
    assert row.revised_evidence == "after the talk"
    with pytest.raises(Refused) as refused:
        commands.revise_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)
    assert refused.value.code == "revised_already"
    assert every(RobustnessRun).count() == 2


def test_only_what_was_talked_through_is_revised(cast, now):
    screening = revising(cast, now)
    cell = cell_on(screening, "Brightwater", "Strategic", 1)
    with pytest.raises(Unscorable) as refused:
        commands.revise_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)
    assert "discussion list" in refused.value.sentence


def test_a_revised_score_stays_on_the_scale(cast, now):
    screening = revising(cast, now)
    for value in (0, 6, None):
        cell = cell_on(screening, "Brightwater", "Operating", value)
        with pytest.raises(Unscorable):
            commands.revise_scores(by=cast.tomas, screening=screening, scores=[cell], now=now)
    assert rater(screening, cast.tomas).revised_at is None


def test_a_closed_screening_is_not_scored_any_more(cast, now):
    screening = revising(cast, now)
    commands.close_screening(by=cast.maya, screening=screening, now=now)
    assert again(screening).state == ScreeningState.CLOSED
    for call in (
        lambda: commands.revise_scores(by=cast.tomas, screening=screening, scores=[], now=now),
        lambda: commands.end_scoring(by=cast.maya, screening=screening, now=now),
        lambda: commands.close_screening(by=cast.maya, screening=screening, now=now),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "wrong_state"


def test_every_score_came_from_its_rater(cast, now):
    screening = scored(cast, now)
    for name, table in SCORES.items():
        rows = every(Rating, rater__person=getattr(cast, name), screening=screening)
        given = [value for row in table for value in row]
        assert [row.score for row in rows.order_by("position")] == given


def test_a_score_is_cleared_before_the_sheet_is_submitted(cast, now):
    screening = opened(cast, now)
    score(cast, screening, "tomas", now, submit=False)
    kept = every(Rating).count()
    first = [replace(one, evidence="") for one in cells(screening, [(None,)])]
    with acting_as(cast.tomas):
        commands.save_scores(by=cast.tomas, screening=screening, scores=first, now=now)
    assert every(Rating).count() == kept - 1
