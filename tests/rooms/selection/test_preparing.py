"""Preparing: seven criteria, own ones, weights before names, candidates, raters."""

import pytest

from allied.alliances.models import Awaited
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.record.models import Entry
from allied.rooms.selection import commands
from allied.rooms.selection.criterion_words import CriterionSaid
from allied.rooms.selection.models import Candidate, Screening, ScreeningState, Weighting
from tests.rooms.selection.stage import (
    again,
    criteria,
    every,
    fixed,
    lines,
    opened,
    prepared,
    scored,
    started,
)

OWN = CriterionSaid(name="Cold chain", low="None", middle="Partly", high="All of it")


def refusal_of(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_a_screening_begins_with_the_seven_criteria(cast, now):
    screening = started(cast, now)
    found = criteria(screening)
    assert len(found) == 7
    assert all(one.low and one.middle and one.high for one in found)
    assert [one.short for one in found if one.veto_at] == ["Compliance", "Sponsorship"]
    assert all(one.contest_at == 1 for one in found)
    (entry,) = lines("selection.screening.started")
    assert (entry.owner_id, entry.audience) == (cast.north.pk, "ours")


def test_nothing_of_a_screening_enters_the_joint_record(cast, now):
    before = every(Entry, audience="joint").count()
    scored(cast, now)
    assert every(Entry, audience="joint").count() == before


@pytest.mark.parametrize("name", ["ingrid", "jonas", "carl", "olga", "daniel", "zed", "nobody"])
def test_only_sponsor_and_manager_prepare(cast, now, name):
    person = getattr(cast, name)
    if name == "daniel":  # the partner's manager prepares a screening of their own company
        mine = started(cast, now)
        theirs = commands.start_screening(by=person, alliance=cast.alliance, title="X", now=now)
        assert theirs.number == mine.number == 1
        return
    before = every(Entry).count()
    with pytest.raises(NotAllowed):
        commands.start_screening(by=person, alliance=cast.alliance, title="X", now=now)
    assert every(Entry).count() == before
    assert not every(Screening).exists()


def test_nobody_touches_a_screening_of_the_other_side(cast, now):
    screening = prepared(cast, now)
    refusal = refusal_of(
        lambda: commands.fix_weights(
            by=cast.daniel, screening=screening, method="equal", said={}, now=now
        )
    )
    assert refusal.code == "not_yours"
    refusal = refusal_of(
        lambda: commands.add_candidate(by=cast.daniel, screening=screening, name="X", now=now)
    )
    assert refusal.code == "not_yours"


def test_one_screening_is_under_way_at_a_time(cast, now):
    started(cast, now)
    refusal = refusal_of(lambda: started(cast, now, title="Another"))
    assert refusal.code == "under_way"
    assert "Ready-to-drink coffee" in refusal.sentence


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "bell\x07"])
def test_a_title_is_one_line(cast, now, title):
    assert refusal_of(lambda: started(cast, now, title=title)).field == "title"


def test_a_colleague_may_be_faster_in_renaming(cast, now):
    screening = started(cast, now)
    commands.rename_screening(by=cast.maya, screening=screening, title="Tea", version=1, now=now)
    with pytest.raises(Outdated):
        commands.rename_screening(
            by=cast.tomas, screening=screening, title="Milk", version=1, now=now
        )
    assert again(screening).title == "Tea"


def test_an_own_criterion_has_its_anchors(cast, now):
    screening = started(cast, now)
    made = commands.add_criterion(by=cast.maya, screening=screening, said=OWN, now=now)
    assert (made.key, made.own, made.position) == ("cold-chain", True, 8)
    assert made.anchors == {1: "None", 3: "Partly", 5: "All of it"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("low", ""),
        ("middle", " "),
        ("high", ""),
        ("name", "x" * 121),
        ("veto_at", 5),
        ("contest_at", 0),
    ],
)
def test_a_criterion_without_its_words_is_refused(cast, now, field, value):
    screening = started(cast, now)
    said = CriterionSaid(**(OWN.__dict__ | {field: value}))
    refusal = refusal_of(
        lambda: commands.add_criterion(by=cast.maya, screening=screening, said=said, now=now)
    )
    assert refusal.field == field


def test_a_criterion_is_there_once_and_ten_are_enough(cast, now):
    screening = started(cast, now)

    def add(name):
        said = CriterionSaid(**(OWN.__dict__ | {"name": name}))
        return commands.add_criterion(by=cast.maya, screening=screening, said=said, now=now)

    assert refusal_of(lambda: add("strategic FIT")).code == "criterion_twice"
    assert add("Fit!").key != add("Fit?").key
    add("Third")
    assert refusal_of(lambda: add("Fourth")).code == "too_many_criteria"


def test_a_built_in_criterion_comes_back_after_it_was_left_out(cast, now):
    screening = started(cast, now)
    gone = criteria(screening)[4]
    commands.remove_criterion(by=cast.maya, criterion=gone, now=now)
    assert len(criteria(screening)) == 6
    back = commands.add_criterion(
        by=cast.maya, screening=screening, said=OWN, key=gone.key, now=now
    )
    assert (back.name, back.own) == (gone.name, False)


def test_two_criteria_stay(cast, now):
    screening = started(cast, now)
    for one in criteria(screening)[2:]:
        commands.remove_criterion(by=cast.maya, criterion=one, now=now)
    last = criteria(screening)[0]
    refusal = refusal_of(lambda: commands.remove_criterion(by=cast.maya, criterion=last, now=now))
    assert refusal.code == "too_few_criteria"


def test_a_criterion_that_was_scored_is_frozen(cast, now):
    screening = scored(cast, now)
    one = criteria(screening)[0]
    for call in (
        lambda: commands.remove_criterion(by=cast.maya, criterion=one, now=now),
        lambda: commands.change_criterion(by=cast.maya, criterion=one, said=OWN, now=now),
        lambda: commands.add_criterion(by=cast.maya, screening=screening, said=OWN, now=now),
    ):
        refusal = refusal_of(call)
        assert refusal.code == "criterion_scored"
        assert "frozen once scoring has opened" in refusal.sentence
    assert criteria(screening)[0].name == one.name


def test_weights_lapse_when_the_criteria_change(cast, now):
    screening = fixed(cast, now)
    commands.add_criterion(by=cast.maya, screening=screening, said=OWN, now=now)
    assert every(Weighting).get().lapsed_at
    refusal = refusal_of(
        lambda: commands.add_candidate(by=cast.maya, screening=screening, name="X", now=now)
    )
    assert refusal.code == "weights_first"


def test_candidates_are_named_only_after_the_weights_are_fixed(cast, now):
    screening = started(cast, now)
    refusal = refusal_of(
        lambda: commands.add_candidate(by=cast.maya, screening=screening, name="X", now=now)
    )
    assert refusal.code == "weights_first"
    assert "before names are known" in refusal.sentence


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brightleaf Coffee", "already_party"),
        ("BRIGHTLEAF", "already_party"),
        ("Northwind Foods", "own_company"),
        ("halcyon", "candidate_twice"),
        ("", "empty"),
        ("x" * 121, "text"),
    ],
)
def test_some_are_no_candidates(cast, now, name, code):
    screening = prepared(cast, now)
    refusal = refusal_of(
        lambda: commands.add_candidate(by=cast.maya, screening=screening, name=name, now=now)
    )
    assert (refusal.code, refusal.field) == (code, "name")


def test_so_many_candidates_and_no_more(cast, now):
    screening = fixed(cast, now)
    for k in range(20):
        commands.add_candidate(by=cast.maya, screening=screening, name=f"C{k}", now=now)
    refusal = refusal_of(
        lambda: commands.add_candidate(by=cast.maya, screening=screening, name="One more", now=now)
    )
    assert refusal.code == "too_many_candidates"


def test_a_candidate_is_taken_out_with_a_reason(cast, now):
    screening = prepared(cast, now)
    one = every(Candidate, name="Halcyon").get()
    refusal = refusal_of(
        lambda: commands.withdraw_candidate(by=cast.maya, candidate=one, reason=" ", now=now)
    )
    assert refusal.field == "reason"
    commands.withdraw_candidate(by=cast.maya, candidate=one, reason="Bought by a rival", now=now)
    again_ = commands.add_candidate(by=cast.maya, screening=screening, name="Halcyon", now=now)
    assert again_.pk != one.pk


@pytest.mark.parametrize("name", ["olga", "carl", "nobody"])
def test_a_rater_reads_what_only_our_side_sees(cast, now, name):
    screening = fixed(cast, now)
    person = getattr(cast, name)
    refusal = refusal_of(
        lambda: commands.ask_raters(by=cast.maya, screening=screening, people=[person], now=now)
    )
    assert (refusal.code, refusal.field) == ("may_not_rate", "people")


def test_nobody_of_the_partner_is_a_rater(cast, now):
    screening = fixed(cast, now)
    refusal = refusal_of(
        lambda: commands.ask_raters(
            by=cast.maya, screening=screening, people=[cast.daniel], now=now
        )
    )
    assert refusal.code == "not_a_colleague"


def test_asking_twice_asks_once(cast, now):
    screening = prepared(cast, now)
    assert (
        commands.ask_raters(by=cast.maya, screening=screening, people=[cast.tomas], now=now) == []
    )


def test_opening_needs_weights_candidates_and_a_rater(cast, now):
    screening = started(cast, now)

    def open_():
        return commands.open_scoring(by=cast.maya, screening=screening, now=now)

    assert refusal_of(open_).code == "weights_first"
    commands.fix_weights(by=cast.maya, screening=screening, method="equal", said={}, now=now)
    assert refusal_of(open_).code == "too_few_candidates"
    for name in ("A", "B"):
        commands.add_candidate(by=cast.maya, screening=screening, name=name, now=now)
    assert refusal_of(open_).code == "no_raters"
    commands.ask_raters(by=cast.maya, screening=screening, people=[cast.tomas], now=now)
    assert open_().state == ScreeningState.RATING
    assert refusal_of(open_).code == "wrong_state"


def test_a_past_day_is_no_deadline(cast, now):
    screening = prepared(cast, now)
    refusal = refusal_of(
        lambda: commands.open_scoring(
            by=cast.maya,
            screening=screening,
            rate_by=now.date().replace(year=2025),
            now=now,
        )
    )
    assert refusal.field == "rate_by"


def test_each_rater_finds_the_sheet_in_their_week(cast, now):
    opened(cast, now)
    acts = every(Awaited, act="score")
    assert {act.person.name for act in acts} == {"Maya Lindqvist", "Tomas Reijnders", "Ingrid Vos"}
    assert {act.audience for act in acts} == {"ours"}


def test_a_rater_who_left_the_private_seats_is_no_longer_asked(cast, now):
    from allied.alliances.commands import close_seat, place_in_seat

    opened(cast, now)
    assert Awaited.objects.visible_to(cast.ingrid).filter(act="score").exists()
    for seat in cast.alliance.seats.filter(person=cast.ingrid):
        close_seat(seat=seat, by=cast.maya, now=now)
    place_in_seat(
        by=cast.maya, alliance=cast.alliance, person=cast.ingrid, role="observer", now=now
    )
    assert not Awaited.objects.visible_to(cast.ingrid).filter(act="score").exists()


def test_a_rater_is_released_until_they_submit(cast, now):
    from tests.rooms.selection.stage import rater, score

    screening = opened(cast, now)
    commands.release_rater(by=cast.maya, rater=rater(screening, cast.ingrid), now=now)
    assert not Awaited.objects.visible_to(cast.ingrid).filter(done_at__isnull=True).exists()
    score(cast, screening, "tomas", now)
    refusal = refusal_of(
        lambda: commands.release_rater(by=cast.maya, rater=rater(screening, cast.tomas), now=now)
    )
    assert refusal.code == "has_submitted"
