"""A review that is due stands in My week, in the digest and in search, for those who may know of it."""

from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from allied.clock import timers
from allied.notices import posting
from allied.notices.models import Notice
from allied.rooms.diligence import commands
from tests.rooms.diligence.stage import BACKEND, plain, private, risk


def opened(person, path="/") -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return plain(client.get(path))


def long_ago():
    return timezone.now() - timedelta(days=100)


def test_a_late_review_stands_in_the_week_of_its_owner_until_it_is_done(cast):
    made = risk(cast, holder=cast.ben, now=long_ago())
    timers.fire_due(timezone.now())
    week = opened(cast.ben)
    assert "Risks to review" in week
    assert "R-1 Cold chain breaks in winter" in week
    assert "R-1 Cold chain" not in opened(cast.hannah)
    next_on = (timezone.now() + timedelta(days=20)).date()
    commands.review_risk(by=cast.ben, risk=made, next_on=next_on, now=timezone.now())
    assert "R-1 Cold chain" not in opened(cast.ben)


def test_the_digest_names_the_review_to_its_owner_alone(cast):
    risk(cast, holder=cast.ben, now=long_ago())
    private(cast, "They may sell direct", holder=cast.tomas, now=long_ago())
    timers.fire_due(timezone.now())
    noon = timezone.now().replace(hour=20)
    while noon.weekday() > 4:
        noon += timedelta(days=1)
    posting.make_digests(noon)
    for pk in Notice.objects.in_system_scope("test").values_list("pk", flat=True):
        posting.deliver(str(pk), now=noon)
    sent = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "R-1 Cold chain breaks in winter" in sent[cast.ben.email]
    assert "P-1 They may sell direct" in sent[cast.tomas.email]
    others = [body for address, body in sent.items() if address != cast.tomas.email]
    assert not [body for body in others if "They may sell direct" in body]


def test_search_finds_joint_risks_for_both_and_private_ones_for_their_side(cast):
    risk(cast, "Cold chain breaks")
    private(cast, "Cold feet of their board")
    mine, theirs = (opened(who, "/search?q=cold") for who in (cast.maya, cast.daniel))
    assert "R-1 Cold chain breaks" in mine
    assert "P-1 Cold feet of their board" in mine
    assert "Only Northwind" in mine
    assert "R-1 Cold chain breaks" in theirs
    assert "Cold feet" not in theirs
    assert "Cold feet" not in opened(cast.carl, "/search?q=cold")
