"""Letters: at once only when somebody's act is awaited, else one digest per person and day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from allied.alliances import awaiting
from allied.alliances.commands import end_seat
from allied.alliances.models import Seat
from allied.kit.errors import Refused
from allied.notices import posting
from allied.notices.beat import Beat, worker_is_alive
from allied.notices.links import open_link, token_for, use_link
from allied.notices.models import Notice


def ask(cast, now, of=None, verb="answer", title="Enter Peru"):
    act = awaiting.Act(
        verb=verb,
        subject_kind="decision",
        subject_id=cast.alliance.pk,
        title=title,
        due_at=now + timedelta(days=4),
        blocking=True,
    )
    (row,) = awaiting.await_act(
        act, of=[of or cast.daniel], alliance=cast.alliance, asked_by=cast.maya, now=now
    )
    return row


def notices():
    return Notice.objects.in_system_scope("test")


def send_all(now):
    return [posting.deliver(str(pk), now=now) for pk in notices().values_list("pk", flat=True)]


@pytest.fixture
def today():
    """Links are signed with the real clock, so these tests live today."""
    return timezone.now()


def test_somebody_whose_act_is_awaited_is_written_to_at_once_and_once(cast, today):
    ask(cast, today)
    assert posting.announce(today) == 1
    assert posting.announce(today) == 0
    assert send_all(today) == [True]
    assert send_all(today) == [False]
    (letter,) = mail.outbox
    assert letter.to == ["daniel.okafor@brightleaf.example"]
    assert not letter.cc
    assert not letter.bcc
    assert "Enter Peru" in letter.subject
    assert "/acts/" in letter.body


def test_a_letter_is_not_sent_when_its_reason_is_gone(cast, today):
    ask(cast, today)
    posting.announce(today)
    awaiting.settle_acts(cast.alliance.pk, now=today)
    assert send_all(today) == [False]
    assert mail.outbox == []
    assert notices().get().dropped_at == today


def test_somebody_who_lost_the_seat_in_between_gets_nothing(cast, today):
    ask(cast, today, of=cast.ben)
    posting.announce(today)
    end_seat(by=cast.daniel, seat=cast.ben.seats.get(), now=today)
    assert send_all(today) == [False]
    assert mail.outbox == []


def test_what_is_not_blocking_waits_for_the_digest(cast, today):
    act = awaiting.Act(
        verb="judge", subject_kind="thesis", subject_id=cast.alliance.pk, title="Grocers reorder"
    )
    awaiting.await_act(act, of=[cast.daniel], alliance=cast.alliance, asked_by=cast.maya, now=today)
    assert posting.announce(today) == 0


def test_one_digest_per_person_and_day_in_their_zone(cast, now):
    # 11:00 UTC is noon in Amsterdam and six in New York: only Northwind's hour has come.
    assert posting.make_digests(now) == 8
    assert posting.make_digests(now) == 0
    later = now + timedelta(hours=1, minutes=5)
    assert posting.make_digests(later) == 4
    homes = {n.person.home.short_name for n in notices().filter(made_at=later)}
    assert homes == {"Brightleaf"}


def test_no_digest_on_a_day_off(cast, now):
    saturday = now + timedelta(days=5)
    assert saturday.weekday() == 5
    assert posting.make_digests(saturday) == 0


def test_a_digest_tells_what_others_did_in_the_readers_own_scope(cast, now):
    ask(cast, now)
    posting.make_digests(now + timedelta(hours=3))
    send_all(now + timedelta(hours=3))
    letters = {letter.to[0].split("@")[0]: letter for letter in mail.outbox}
    assert "Maya Lindqvist started the alliance" in letters["daniel.okafor"].body
    assert "Enter Peru" in letters["daniel.okafor"].body
    assert "Enter Peru" not in letters["rachel.kim"].body
    assert "zed.zimmer" not in letters
    assert "nora.nobody" not in letters


def test_nothing_to_say_is_no_mail(cast, now):
    posting.make_digests(now + timedelta(hours=3))
    nora = notices().get(person=cast.nobody)
    assert posting.deliver(str(nora.pk), now=now) is False
    assert mail.outbox == []


class TestMailIsAway:
    """A mail server that refuses loses nothing."""

    @pytest.fixture(autouse=True)
    def _refusing(self, monkeypatch):
        def refuse(self, *_):
            raise ConnectionRefusedError("connection refused")

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)

    def test_it_is_tried_again_and_says_why(self, cast, today):
        ask(cast, today)
        posting.announce(today)
        notice = notices().get()
        for attempt in (1, 2):
            with pytest.raises(ConnectionRefusedError):
                posting.deliver(str(notice.pk), now=today)
            notice.refresh_from_db()
            assert notice.attempts == attempt
            assert "refused" in notice.error
            assert notice.sent_at is None


def test_a_second_try_carries_the_same_message_id(cast, today):
    ask(cast, today)
    posting.announce(today)
    send_all(today)
    notices().update(sent_at=None)
    send_all(today)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_an_address_that_is_two_is_never_written_to(cast, today):
    ask(cast, today)
    posting.announce(today)
    notice = notices().select_related("person").get()
    notice.person.email = "daniel@brightleaf.example, eve@evil.example"
    with pytest.raises(ValueError, match="exactly one"):
        posting.post(notice, posting.Letter("s", "b"))


class TestLinks:
    """Acting from a mail."""

    def test_a_link_stands_for_one_act_of_one_person(self, cast, today):
        act = ask(cast, today)
        link = open_link(token_for(act, "approve"))
        assert (link.person, link.verdict, link.awaited) == (cast.daniel, "approve", act)

    def test_it_works_once(self, cast, today):
        token = token_for(ask(cast, today), "approve")
        use_link(open_link(token), now=today)
        with pytest.raises(Refused):
            open_link(token)

    @pytest.mark.parametrize("token", ["", "x", "eyJhIjoiMSJ9:1abc:def"])
    def test_a_forged_one_is_refused(self, db, token):
        with pytest.raises(Refused):
            open_link(token)

    def test_a_changed_verdict_is_refused(self, cast, today):
        act = ask(cast, today)
        approve, decline = token_for(act, "approve"), token_for(act, "decline")
        mixed = decline.split(":")[0] + ":" + ":".join(approve.split(":")[1:])
        with pytest.raises(Refused):
            open_link(mixed)

    def test_a_settled_act_a_lost_seat_and_a_leaver_close_it(self, cast, today):
        token = token_for(ask(cast, today, of=cast.ben), "approve")
        end_seat(by=cast.daniel, seat=cast.ben.seats.get(), now=today)
        with pytest.raises(Refused):
            open_link(token)


def test_the_beat_does_everything_once_and_shows_that_it_lives(cast, today):
    ask(cast, today)
    assert not worker_is_alive(today)
    first, second = Beat(), Beat()
    first.round(today)
    before = notices().count()
    second.round(today)
    assert notices().count() == before
    assert worker_is_alive(today)
    assert not worker_is_alive(today + timedelta(minutes=5))


@override_settings(BASE_URL="https://allied.example")
def test_letters_name_the_head_of_the_record(cast, today):
    ask(cast, today)
    posting.announce(today)
    send_all(today)
    assert cast.alliance.log.origin in mail.outbox[0].body


def test_a_round_that_fails_does_not_silence_the_worker(db, monkeypatch, caplog):
    beat, rounds = Beat(), []

    def broken(now):
        rounds.append(now)
        if len(rounds) > 1:
            beat.stopped.set()
        raise KeyError("a time zone that nobody knows")

    monkeypatch.setattr(beat, "round", broken)
    monkeypatch.setattr("allied.notices.beat.PAUSE", timedelta(0))
    beat.run()
    assert len(rounds) == 2
    assert "a round of the worker failed" in caplog.text


def test_the_inbox_forgets_what_one_may_no_longer_read(cast, now):
    ask(cast, now, of=cast.rachel)
    posting.announce(now)
    assert Notice.objects.visible_to(cast.rachel).count() == 1
    seat = Seat.objects.in_system_scope("test").get(person=cast.rachel)
    end_seat(by=cast.daniel, seat=seat, now=now)
    assert not Notice.objects.visible_to(cast.rachel).exists()
