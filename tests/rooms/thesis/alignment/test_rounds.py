"""Rounds by their commands: started, opened for all at once, held again."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from allied.alliances import commands as alliances
from allied.alliances.models import Role
from allied.clock.timers import fire_due
from allied.kit.errors import NotAllowed
from allied.record.models import Disclosure, Entry
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.envelope import commitment
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentEnvelope,
    AlignmentRound,
    RoundState,
)
from allied.rooms.thesis.alignment.queries import rounds_read
from tests.rooms.thesis import stage as theses
from tests.rooms.thesis.alignment.stage import (
    DEADLINE,
    OUTCOMES,
    UNTIL,
    answer,
    awaited,
    begun,
    fresh,
    hand_in,
    kinds,
    opened,
    refusal,
    thesis_of,
)


class TestStarting:
    def test_both_managers_are_asked_and_the_record_says_so(self, cast, now):
        row = begun(cast, now)
        assert (row.number, row.revision, row.occasion) == (1, 1, "asked")
        assert row.due_at == DEADLINE
        assert awaited("weigh") == ["Daniel", "Maya"]
        assert kinds(cast) == ["thesis.alignment.started"]

    def test_the_list_stands_still_when_the_thesis_changes(self, cast, now):
        row = begun(cast, now)
        thesis = row.thesis
        theses.change(cast, thesis, now, section="outcomes", new=[])
        assert [one.text for one in rounds_read(cast.maya, cast.alliance)[0].asked.outcomes] == [
            name for _, name in OUTCOMES
        ]

    @pytest.mark.parametrize(
        ("many", "code", "says"),
        [
            (0, "few_outcomes", "there are none"),
            (1, "few_outcomes", "there is 1 outcome"),
            (2, "few_outcomes", "4 to 8 outcomes, 3 at least"),
            (9, "many_outcomes", "over 9 outcomes"),
        ],
    )
    def test_too_few_and_too_many_outcomes(self, cast, now, many, code, says):
        thesis_of(cast, now, outcomes=[(f"o{k}", f"Outcome {k}") for k in range(many)])
        refused = refusal(
            commands.start_round, by=cast.maya, alliance=cast.alliance, until=UNTIL, now=now
        )
        assert (refused.code, refused.field) == (code, "outcomes")
        assert says in refused.sentence

    def test_of_many_outcomes_some_are_chosen(self, cast, now):
        thesis_of(cast, now, outcomes=[(f"o{k}", f"Outcome {k}") for k in range(9)])
        chosen = ["o7", "o1", "o3", "o5"]
        row = commands.start_round(
            by=cast.daniel, alliance=cast.alliance, until=UNTIL, outcomes=chosen, now=now
        )
        asked = json.loads(row.asked)["outcomes"]
        assert [one["id"] for one in asked] == ["o1", "o3", "o5", "o7"]

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"until": date(2026, 3, 2)}, "deadline"),
            ({"until": date(2026, 6, 1)}, "deadline"),
            ({"outcomes": ["o1", "o2", "nothing"]}, "unknown_outcome"),
        ],
    )
    def test_what_is_refused(self, cast, now, more, code):
        thesis_of(cast, now)
        known = {"until": UNTIL} | more
        refused = refusal(
            commands.start_round, by=cast.maya, alliance=cast.alliance, now=now, **known
        )
        assert refused.code == code

    def test_one_round_at_a_time_and_only_over_a_joint_thesis(self, cast, now):
        start = {"by": cast.maya, "alliance": cast.alliance, "until": UNTIL, "now": now}
        assert refusal(commands.start_round, **start).code == "no_thesis"
        begun(cast, now)
        assert refusal(commands.start_round, **start).code == "running"

    @pytest.mark.parametrize("who", ["tomas", "ingrid", "olga", "carl", "zed", "nobody", "host"])
    def test_only_an_alliance_manager_of_either_side_starts(self, cast, now, who):
        thesis_of(cast, now)
        before = kinds(cast)
        with pytest.raises(NotAllowed):
            commands.start_round(
                by=getattr(cast, who), alliance=cast.alliance, until=UNTIL, now=now
            )
        assert kinds(cast) == before

    def test_a_round_is_called_off_with_a_reason_and_stays_sealed(self, cast, now):
        row = begun(cast, now)
        hand_in(row, cast.maya, now)
        assert refusal(commands.call_off_round, by=cast.daniel, round=row, reason=" ", now=now).code
        done = commands.call_off_round(
            by=cast.daniel, round=row, reason="The outcomes are not agreed yet", now=now
        )
        assert done.state == RoundState.ENDED
        assert not AlignmentAnswer.objects.in_system_scope("test").exists()
        assert awaited("weigh") == []
        assert refusal(hand_in, row, cast.daniel, now).code == "ended"
        assert fire_due(DEADLINE + timedelta(days=1)) == 0


class TestOpening:
    def test_everything_opens_at_once_with_one_line_that_proves_the_commitments(self, cast, now):
        row = opened(cast, now, answer(more="our depots"), answer((10, 20, 30, 40), (4, 3, 2, 1)))
        assert row.state == RoundState.OPEN
        assert kinds(cast) == [
            "thesis.alignment.started",
            "thesis.alignment.sealed",
            "thesis.alignment.sealed",
            "thesis.alignment.opened",
        ]
        entry = Entry.objects.in_system_scope("test").get(kind="thesis.alignment.opened")
        shown = Disclosure.objects.in_system_scope("test").get(entry=entry, path="data.answers")
        sealed = Entry.objects.in_system_scope("test").filter(kind="thesis.alignment.sealed")
        promised = [json.loads(e.raw)["data"]["commitment"] for e in sealed.order_by("seq")]
        assert [commitment(text) for text in shown.value] == promised
        for who in (cast.maya, cast.daniel, cast.olga, cast.carl):
            assert AlignmentAnswer.objects.visible_to(who).count() == 2
        assert awaited("weigh") == []

    def test_at_the_deadline_it_opens_for_those_who_answered(self, cast, now):
        row = begun(cast, now)
        hand_in(row, cast.maya, now)
        commands.save_answer(by=cast.daniel, round=row, content=answer(more="draft"), now=now)
        assert fire_due(DEADLINE - timedelta(seconds=1)) == 0
        assert fire_due(DEADLINE) == 1
        assert fresh(row).state == RoundState.OPEN
        found = AlignmentAnswer.objects.in_system_scope("test").get()
        assert found.person == cast.maya, "what was not handed in never opens"
        assert fire_due(DEADLINE + timedelta(days=1)) == 0

    def test_who_handed_in_counts_although_a_colleague_did_not(self, cast, now):
        row = begun(cast, now)
        commands.ask_colleagues(by=cast.maya, round=row, people=[cast.tomas], now=now)
        hand_in(row, cast.maya, now)
        hand_in(row, cast.daniel, now)
        assert fresh(row).state == RoundState.ANSWERING
        fire_due(DEADLINE)
        assert AlignmentAnswer.objects.in_system_scope("test").count() == 2

    def test_when_nobody_answered_it_ends(self, cast, now):
        row = begun(cast, now)
        fire_due(DEADLINE)
        assert fresh(row).state == RoundState.ENDED
        assert kinds(cast)[-1] == "thesis.alignment.ended"

    def test_an_opened_round_stands_still(self, cast, now):
        row = opened(cast, now)
        with pytest.raises(Exception, match="never changes"):
            AlignmentRound.objects.in_system_scope("test").filter(pk=row.pk).update(asked="{}")

    def test_sealed_rows_are_not_swapped(self, cast, now):
        row = begun(cast, now)
        hand_in(row, cast.maya, now)
        with pytest.raises(Exception, match="append-only"):
            AlignmentEnvelope.objects.in_system_scope("test").update(content="{}")


def moved(cast, launch, now):
    """Maya plans the launch for another day."""
    row = cast.alliance
    row.refresh_from_db()
    alliances.change_alliance(
        by=cast.maya,
        alliance=row,
        now=now,
        version=row.version,
        name=row.name,
        purpose=row.purpose,
        kind=row.kind,
        start_date=row.start_date,
        launch_date=launch,
        currency=row.currency,
    )


class TestRepeating:
    def test_a_signed_thesis_asks_both_managers_for_a_round(self, cast, now):
        thesis = thesis_of(cast, now)
        theses.sign_both(cast, thesis, now)
        assert awaited("align") == ["Daniel", "Maya"]
        row = commands.start_round(by=cast.daniel, alliance=cast.alliance, until=UNTIL, now=now)
        assert row.occasion == "signature"
        assert awaited("align") == []

    def test_fresh_answers_count_for_the_signature_and_the_next_is_asked_for_in_time(
        self, cast, now
    ):
        row = opened(cast, now)
        theses.sign_both(cast, row.thesis, now + timedelta(days=1))
        assert awaited("align") == []
        day_90 = datetime(2026, 6, 1, 6, tzinfo=UTC)
        fire_due(day_90 - timedelta(hours=1))
        assert awaited("align") == []
        fire_due(day_90)
        assert awaited("align") == ["Daniel", "Maya"]

    @pytest.mark.parametrize(
        ("launch", "asked"),
        [
            (date(2026, 4, 1), datetime(2026, 6, 30, 6, tzinfo=UTC)),  # later than at first
            (date(2026, 2, 20), datetime(2026, 5, 21, 6, tzinfo=UTC)),  # earlier
        ],
    )
    def test_the_ninetieth_day_moves_with_the_launch(self, cast, now, launch, asked):
        row = opened(cast, now)
        theses.sign_both(cast, row.thesis, now + timedelta(days=1))
        moved(cast, launch, now + timedelta(days=2))
        fire_due(asked - timedelta(days=1))
        assert awaited("align") == []
        fire_due(asked)
        assert awaited("align") == ["Daniel", "Maya"]

    def test_a_launch_that_moves_later_takes_the_question_back(self, cast, now):
        row = opened(cast, now)
        theses.sign_both(cast, row.thesis, now + timedelta(days=1))
        fire_due(datetime(2026, 6, 1, 6, tzinfo=UTC))
        assert awaited("align") == ["Daniel", "Maya"]
        moved(cast, date(2026, 6, 1), datetime(2026, 6, 2, 6, tzinfo=UTC))
        assert awaited("align") == []
        fire_due(datetime(2026, 8, 30, 6, tzinfo=UTC))
        assert awaited("align") == ["Daniel", "Maya"]

    def test_a_new_sponsor_calls_for_a_round(self, cast, now):
        row = opened(cast, now)
        theses.sign_both(cast, row.thesis, now + timedelta(hours=3))
        later = now + timedelta(days=20)
        alliances.place_in_seat(
            by=cast.ben, alliance=cast.alliance, person=cast.ben, role=Role.SPONSOR, now=later
        )
        from allied.alliances.reseating import look_again

        look_again(cast.alliance, by=cast.daniel, now=later)
        assert awaited("align") == ["Daniel", "Maya"]
