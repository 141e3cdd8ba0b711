"""Rounds by their commands: answered blind by managers and colleagues, and sealed."""

from datetime import timedelta

import pytest

from allied.kit.errors import NotAllowed, Outdated
from allied.record.models import Disclosure, Entry
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.envelope import commitment
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentEnvelope,
    AlignmentSeal,
    AlignmentSheet,
    RoundState,
)
from tests.rooms.thesis.alignment.stage import (
    DEADLINE,
    answer,
    awaited,
    begun,
    fresh,
    hand_in,
    kinds,
    opened,
    refusal,
)


class TestAnswering:
    def test_what_is_begun_is_kept_for_oneself_and_told_nowhere(self, cast, now):
        row = begun(cast, now)
        size = Entry.objects.in_system_scope("test").count()
        sheet = commands.save_answer(
            by=cast.maya, round=row, content={"points": {"o1": 60}}, version=0, now=now
        )
        assert sheet.version == 1
        assert Entry.objects.in_system_scope("test").count() == size
        for who in (cast.tomas, cast.daniel, cast.rachel, cast.ingrid):
            assert not AlignmentSheet.objects.visible_to(who).exists()
        assert AlignmentSheet.objects.visible_to(cast.maya).get().content

    def test_two_windows_of_one_person(self, cast, now):
        row = begun(cast, now)
        save = {"by": cast.maya, "round": row, "content": answer(), "now": now}
        commands.save_answer(version=0, **save)
        with pytest.raises(Outdated):
            commands.save_answer(version=0, **save)
        with pytest.raises(Outdated):
            hand_in(row, cast.maya, now, version=0)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (answer((50, 30, 20, 10)), "add up to 110"),
            (answer((40, 30, 20, -10)), "“-10” must be a whole number"),
            (answer(places=(1, 1, 2, 3)), "give each place once"),
            ({}, "add up to 0"),
            (answer(success={"o1": {"target": "plenty"}}), "“plenty” is not a number"),
            (answer(points=(40, 30, 20, 10)) | {"scope": {"x": "in"}}, "is not asked about"),
        ],
    )
    def test_what_cannot_be_handed_in_leaves_nothing_behind(self, cast, now, content, says):
        row = begun(cast, now)
        assert says in refusal(hand_in, row, cast.maya, now, content).sentence
        assert kinds(cast) == ["thesis.alignment.started"]
        assert not AlignmentSheet.objects.in_system_scope("test").exists()

    def test_a_side_is_sealed_with_a_commitment_and_nothing_else(self, cast, now):
        row = begun(cast, now)
        hand_in(row, cast.maya, now, answer(more="canary words"))
        assert fresh(row).state == RoundState.ANSWERING
        assert kinds(cast) == ["thesis.alignment.started", "thesis.alignment.sealed"]
        assert kinds(cast, "ours") == ["thesis.alignment.handed_in"]
        assert awaited("weigh") == ["Daniel"]
        seal = AlignmentSeal.objects.visible_to(cast.daniel).get()
        envelope = AlignmentEnvelope.objects.in_system_scope("test").get()
        assert seal.commitment == commitment(envelope.content)
        texts = [e.raw for e in Entry.objects.in_system_scope("test").filter(audience="joint")]
        texts += [str(d.value) for d in Disclosure.objects.in_system_scope("test")]
        assert not any("canary words" in text for text in texts)
        for who in cast.everybody().values():
            assert not AlignmentEnvelope.objects.visible_to(who).exists()

    def test_an_answer_is_given_once(self, cast, now):
        row = begun(cast, now)
        hand_in(row, cast.maya, now)
        assert refusal(hand_in, row, cast.maya, now).code == "handed_in"
        again = refusal(commands.save_answer, by=cast.maya, round=row, content={}, now=now)
        assert again.code == "handed_in"
        assert refusal(hand_in, row, cast.tomas, now).code == "sealed"

    def test_after_opening_it_is_refused_with_the_reason(self, cast, now):
        row = opened(cast, now)
        for who in (cast.maya, cast.daniel, cast.tomas):
            refused = refusal(hand_in, row, who, now)
            assert refused.code == "opened"
            assert "everybody has read the answers" in refused.sentence

    def test_after_the_deadline_it_is_refused_even_before_the_timer_came(self, cast, now):
        row = begun(cast, now)
        assert refusal(hand_in, row, cast.maya, DEADLINE).code == "too_late"
        hand_in(row, cast.maya, DEADLINE - timedelta(seconds=1))

    @pytest.mark.parametrize("who", ["olga", "carl", "zed", "nobody", "host"])
    def test_who_may_not_answer(self, cast, now, who):
        row = begun(cast, now)
        with pytest.raises(NotAllowed):
            hand_in(row, getattr(cast, who), now)

    def test_who_was_not_asked_is_told_whom_to_ask(self, cast, now):
        row = begun(cast, now)
        refused = refusal(hand_in, row, cast.tomas, now)
        assert (refused.code, kinds(cast)) == ("not_asked", ["thesis.alignment.started"])


class TestColleagues:
    def ask(self, cast, row, now, *people):
        return commands.ask_colleagues(by=cast.maya, round=row, people=people, now=now)

    def test_a_side_is_in_when_its_last_person_has_handed_in(self, cast, now):
        row = begun(cast, now)
        self.ask(cast, row, now, cast.tomas, cast.ingrid)
        assert awaited("weigh") == ["Daniel", "Ingrid", "Maya", "Tomas"]
        hand_in(row, cast.maya, now)
        hand_in(row, cast.tomas, now, answer((10, 20, 30, 40), (4, 3, 2, 1)))
        assert kinds(cast) == ["thesis.alignment.started"]
        assert "Maya" in awaited("weigh"), "what is joint says nothing about a side half in"
        hand_in(row, cast.ingrid, now)
        assert kinds(cast)[-1] == "thesis.alignment.sealed"
        assert awaited("weigh") == ["Daniel"]

    def test_a_released_colleague_no_longer_holds_the_side_up(self, cast, now):
        row = begun(cast, now)
        self.ask(cast, row, now, cast.tomas)
        commands.save_answer(by=cast.tomas, round=row, content=answer(more="half"), now=now)
        hand_in(row, cast.maya, now)
        commands.release_colleague(by=cast.maya, round=row, person=cast.tomas, now=now)
        assert kinds(cast)[-1] == "thesis.alignment.sealed"
        hand_in(row, cast.daniel, now)
        assert {a.person_id for a in AlignmentAnswer.objects.in_system_scope("test")} == {
            cast.maya.pk,
            cast.daniel.pk,
        }

    def test_what_is_refused(self, cast, now):
        row = begun(cast, now)
        assert refusal(self.ask, cast, row, now, cast.rachel).code == "no_seat"
        assert refusal(self.ask, cast, row, now, cast.olga).code == "no_seat"
        release = {"by": cast.maya, "round": row, "now": now}
        assert refusal(commands.release_colleague, person=cast.maya, **release).code == "last_one"
        assert refusal(commands.release_colleague, person=cast.tomas, **release).code == "not_asked"
        with pytest.raises(NotAllowed):
            commands.ask_colleagues(by=cast.tomas, round=row, people=[cast.ingrid], now=now)
        hand_in(row, cast.maya, now)
        assert refusal(self.ask, cast, row, now, cast.tomas).code == "sealed"

    def test_asking_again_changes_nothing(self, cast, now):
        row = begun(cast, now)
        self.ask(cast, row, now, cast.tomas)
        assert len(self.ask(cast, row, now, cast.tomas, cast.maya)) == 2
