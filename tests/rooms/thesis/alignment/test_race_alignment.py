"""Two sides at the same instant: each is sealed once, and everything opens once."""

from collections import Counter
from datetime import timedelta

import pytest

from allied.clock.timers import fire_due
from allied.record.models import Entry
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.models import AlignmentAnswer, AlignmentRound, AlignmentSeal
from tests.rooms.thesis.alignment.stage import answer, hand_in, thesis_of
from tests.rooms.thesis.test_races import together

PAIRS = 40


def start(cast, now):
    until = (now + timedelta(days=10)).date()
    return commands.start_round(by=cast.maya, alliance=cast.alliance, until=until, now=now)


def kinds(cast):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience="joint")
    return Counter(rows.values_list("kind", flat=True))


@pytest.mark.slow
def test_both_sides_hand_in_at_the_same_moment_and_it_opens_once(committed_cast, now):
    cast = committed_cast
    thesis_of(cast, now)
    for pair in range(PAIRS):
        at = now + timedelta(minutes=pair)
        row = start(cast, at)
        said = together(
            *(
                lambda who=who, at=at, row=row: hand_in(row, who, at)
                for who in (cast.maya, cast.daniel)
            )
        )
        assert said == ["done", "done"]
        assert AlignmentRound.objects.in_system_scope("test").get(pk=row.pk).state == "open"
        assert AlignmentAnswer.objects.in_system_scope("test").filter(round=row).count() == 2
    found = kinds(cast)
    assert found["thesis.alignment.opened"] == PAIRS
    assert found["thesis.alignment.sealed"] == 2 * PAIRS


def test_one_person_in_two_windows_hands_in_once(committed_cast, now):
    cast = committed_cast
    thesis_of(cast, now)
    row = start(cast, now)
    said = together(
        lambda: hand_in(row, cast.maya, now),
        lambda: hand_in(row, cast.maya, now, answer((10, 20, 30, 40), (4, 3, 2, 1))),
    )
    assert sorted(said) == ["done", "handed_in"]
    assert AlignmentSeal.objects.in_system_scope("test").count() == 1


def test_the_last_answer_races_the_deadline_and_it_opens_once(committed_cast, now):
    cast = committed_cast
    thesis_of(cast, now)
    seen = Counter()
    for pair in range(6):
        at = now + timedelta(days=30 * pair)
        row = start(cast, at)
        hand_in(row, cast.maya, at)
        last = row.due_at - timedelta(seconds=1)
        said = together(
            lambda row=row, last=last: hand_in(row, cast.daniel, last),
            lambda row=row: fire_due(row.due_at),
        )
        fire_due(row.due_at + timedelta(minutes=5))
        assert said[0] in {"done", "opened"}
        assert AlignmentRound.objects.in_system_scope("test").get(pk=row.pk).state == "open"
        many = AlignmentAnswer.objects.in_system_scope("test").filter(round=row).count()
        assert many == (2 if said[0] == "done" else 1)
        seen[said[0]] += 1
    assert kinds(cast)["thesis.alignment.opened"] == 6


def test_two_who_start_at_the_same_moment_start_one(committed_cast, now):
    cast = committed_cast
    thesis_of(cast, now)
    until = (now + timedelta(days=5)).date()
    said = together(
        *(
            lambda who=who: commands.start_round(
                by=who, alliance=cast.alliance, until=until, now=now
            )
            for who in (cast.maya, cast.daniel)
        )
    )
    assert sorted(said) == ["done", "running"]
