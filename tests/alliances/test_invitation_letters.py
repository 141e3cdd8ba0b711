"""The letter of an invitation: written when it leaves, and only while there is a reason for it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django_ox.models import OxTask

from allied.alliances import acceptance, invitation_links, invitations
from allied.alliances.invitation_letters import deliver, mail_invitation
from allied.alliances.models import Seat
from allied.alliances.rules import INVITATION_LIVES

ADDRESS = "lena.holt@harbourline.example"


@pytest.fixture
def row(cast, now, settings):
    settings.MAIL_LEAVES = True
    return invitations.invite_partner(
        by=cast.maya,
        alliance=cast.alliance,
        address=ADDRESS,
        name="Lena Holt",
        organisation_name="Harbourline",
        now=now,
    )


def queued() -> list[list[object]]:
    rows = OxTask.objects.filter(task_path=mail_invitation.module_path).order_by("enqueued_at")
    return [each.args for each in rows]


def test_an_invitation_queues_one_letter_without_its_secret(row):
    assert queued() == [[str(row.pk), 1]]
    secret = invitation_links.invitation_link(row).rsplit("/", 1)[1]
    assert secret not in str(list(OxTask.objects.values()))


def test_a_server_whose_letters_are_printed_queues_none(cast, now):
    invitations.invite_colleague(
        by=cast.maya,
        alliance=cast.alliance,
        address="ann@northwind.example",
        role="observer",
        now=now,
    )
    assert queued() == []


def test_the_letter_says_who_invites_into_what_and_until_when(cast, row, now):
    assert deliver(str(row.pk), 1, now=now)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert (
        letter.subject == "Maya Lindqvist of Northwind Foods invites you to work together on Allied"
    )
    for said in ("Lena Holt", "“Cold Brew Venture”, as alliance manager", "Thu 5 Mar"):
        assert said in letter.body
    assert invitation_links.invitation_link(row) in letter.body


def test_the_link_of_the_letter_opens_the_invitation(row, now):
    deliver(str(row.pk), 1, now=now)
    link = next(word for word in mail.outbox[0].body.split() if "/invitations/" in word)
    assert acceptance.opened(link.rsplit("/", 1)[1], person=None, now=now) == row


def test_sending_it_again_queues_a_letter_and_silences_the_older_one(cast, row, now):
    invitations.send_again(by=cast.maya, invitation=row, now=now)
    assert queued() == [[str(row.pk), 1], [str(row.pk), 2]]
    assert not deliver(str(row.pk), 1, now=now)
    assert deliver(str(row.pk), 2, now=now)


def test_nothing_is_sent_once_it_is_taken_back_or_too_old(cast, row, now):
    assert not deliver(str(row.pk), 1, now=now + INVITATION_LIVES + timedelta(seconds=1))
    invitations.revoke_invitation(by=cast.maya, invitation=row, now=now)
    assert not deliver(str(row.pk), 1, now=now)
    assert mail.outbox == []


def test_nothing_is_sent_for_somebody_who_may_no_longer_invite(cast, row, now):
    Seat.objects.in_system_scope("test").filter(person=cast.maya).update(ended_at=now)
    assert not deliver(str(row.pk), 1, now=now)


def test_a_second_try_carries_the_same_message_id(row, now):
    deliver(str(row.pk), 1, now=now)
    deliver(str(row.pk), 1, now=now)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_the_page_of_the_link_says_whether_a_letter_goes_out(cast, now, settings):
    client = Client()
    client.force_login(cast.maya)
    words = {"organisation_name": "Harbourline", "role": "alliance manager"}
    for leaves, says in (
        (False, "this server sends no mail"),
        (True, "opening it proves the address"),
    ):
        settings.MAIL_LEAVES = leaves
        address = f"lena.{leaves}@harbourline.example".lower()
        there = client.post(f"/alliances/{cast.alliance.pk}/partners", words | {"address": address})
        page = client.get(there.headers["Location"]).content.decode()
        assert says in page
        assert (f"Allied writes to {address}" in page) is leaves
        assert ("/invitations/" in page) is not leaves


def test_whoever_invites_cannot_open_the_letter_of_somebody_else(cast, settings):
    settings.MAIL_LEAVES = True
    client = Client()
    client.force_login(cast.maya)
    words = {"organisation_name": "Harbourline", "address": ADDRESS}
    here = f"/api/v1/alliances/{cast.alliance.pk}"
    answer = client.post(f"{here}/partners", words, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["link"] == ""
