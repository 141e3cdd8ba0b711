"""My week: the mark, the clock and who has acted; whom one waits for; the rooms in the sidebar."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from allied.alliances import awaiting
from allied.alliances import commands as alliances
from allied.alliances.queries import awaited_from_others
from allied.rooms.governance import commands
from allied.rooms.thesis import commands as theses
from tests.rooms.governance.cases import answer, raised, started
from tests.rooms.thesis.stage import joint_thesis, newest, put_up
from tests.web.html import read

BACKEND = "allied.people.backends.WithHome"


class Browser:
    """A signed-in person who opens pages."""

    def __init__(self, person):
        self.client = Client()
        self.client.force_login(person, backend=BACKEND)

    def open(self, path="/"):
        found = self.client.get(path)
        assert found.status_code == 200, path
        return read(found.content.decode())

    def rows(self, heading, path="/"):
        """The texts of the rows under one heading; none without that heading."""
        for section in self.open(path).find("section"):
            if section.find("h2")[0].text == heading:
                return [row.text for row in section.find("li")]
        return []


@pytest.fixture
def asked(cast, now):
    """Daniel asked for the sell-out data yesterday, and both approvers of his side said yes."""
    started(cast, now)
    yesterday = timezone.now() - timedelta(days=1)
    decision = raised(cast, yesterday, by=cast.daniel, title="Share the data")
    for who in (cast.hannah, cast.ben):
        answer(who, decision, yesterday)
    return decision


def test_a_decision_says_its_kind_who_approved_and_how_long_is_left(cast, asked):
    (row,) = Browser(cast.ingrid).rows("Waiting for your approval")
    assert "Share the data" in row
    assert f"Cold Brew Venture · D-{asked.number}, {asked.right.name} · Brightleaf approved" in row
    assert "Northwind not yet; Brightleaf approved" in row
    assert "working days left" in row
    assert "Review" in row


def test_who_asked_sees_who_has_not_answered_and_nobody_else_does(cast, asked):
    (row,) = Browser(cast.daniel).rows("You wait for others")
    assert "Share the data" in row
    assert "and 1 more" in row
    for who in (cast.maya, cast.ingrid, cast.rachel, cast.zed, cast.nobody):
        assert Browser(who).rows("You wait for others") == []
        assert not awaited_from_others(who).exists()


def test_what_was_answered_is_no_longer_waited_for(cast, asked):
    answer(cast.ingrid, asked, timezone.now())
    (row,) = Browser(cast.daniel).rows("You wait for others")
    assert "Jonas Weber" in row
    assert "more" not in row
    answer(cast.jonas, asked, timezone.now())
    assert Browser(cast.daniel).rows("You wait for others") == []


def test_who_left_the_alliance_waits_for_nobody_there(cast, asked, now):
    seat = cast.daniel.seats.get(alliance=cast.alliance)
    alliances.close_seat(seat=seat, by=cast.daniel, now=now)
    assert Browser(cast.daniel).rows("You wait for others") == []


def test_a_signature_shows_who_signed_already(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    theses.sign_thesis(by=cast.rachel, thesis=thesis, digest=newest(thesis).digest, now=now)
    (row,) = Browser(cast.tomas).rows("To sign")
    assert "Northwind not yet; Brightleaf signed" in row
    assert "Brightleaf signed" in row
    assert "Read and sign" in row


def test_an_alliance_says_what_is_late_there(cast, now):
    started(cast, now)
    long_ago = timezone.now() - timedelta(days=200)
    late = raised(cast, long_ago, title="Long ago")
    (row,) = Browser(cast.olga).rows("Your alliances")
    assert "Cold Brew Venture" in row
    assert "1 late" in row
    commands.withdraw_decision(by=cast.maya, decision=late, reason="No more", now=timezone.now())
    assert "Nothing open" in Browser(cast.olga).rows("Your alliances")[0]


def test_the_queries_do_not_grow_with_what_waits(cast, now, asked, django_assert_max_num_queries):
    # Inside a test PostgreSQL adds savepoints and the words that restore the scope around it.
    most = 12 if connection.vendor == "sqlite" else 17
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    for who in (cast.ingrid, cast.daniel, cast.tomas):
        browser = Browser(who)
        with django_assert_max_num_queries(most) as first:
            browser.open()
        for n in range(4):
            raised(cast, timezone.now(), by=cast.daniel, title=f"More {n}")
        with django_assert_max_num_queries(most) as second:
            browser.open()
        assert len(second) <= len(first) + 3  # what is about decisions is read once any waits


def side(page):
    """The links of the sidebar."""
    (nav,) = page.find("nav", id="nav")
    return [link.attrs["href"] for link in nav.find("a", class_="nav-a")]


def test_outside_of_an_alliance_the_sidebar_shows_the_one_used_last(cast, now):
    second = alliances.start_alliance(by=cast.maya, name="Second", now=now + timedelta(days=1))
    maya = Browser(cast.maya)
    assert f"/alliances/{second.pk}/thesis" in side(maya.open("/"))
    maya.open(f"/alliances/{cast.alliance.pk}/")
    assert f"/alliances/{cast.alliance.pk}/thesis" in side(maya.open("/portfolio"))


@pytest.mark.parametrize("remembered", ["nonsense", "00000000-0000-4000-8000-00000000dead", ""])
def test_a_foreign_cookie_names_no_alliance(cast, remembered):
    maya = Browser(cast.maya)
    maya.client.cookies["alliance"] = remembered or str(cast.other.pk)
    links = side(maya.open("/"))
    assert f"/alliances/{cast.alliance.pk}/thesis" in links
    assert not [link for link in links if str(cast.other.pk) in link]


def test_the_api_names_whom_one_waits_for(cast, asked):
    daniel = Browser(cast.daniel).client.get("/api/v1/awaited/others").json()["items"]
    owed = {(one["person"], one["act"]) for one in daniel}
    assert owed == {("Ingrid Vos", "answer"), ("Jonas Weber", "answer")}
    assert Browser(cast.maya).client.get("/api/v1/awaited/others").json()["items"] == []


def test_a_full_week_is_read_in_pages_the_nearest_deadline_first(cast, now):
    acts = [
        awaiting.Act(
            verb="sign", subject_kind="alliance", subject_id=uuid4(), title=f"Paper {n:02}",
            due_at=now + timedelta(days=n) if n < 40 else None,
        )
        for n in range(45)
    ]  # fmt: skip
    for act in acts:
        awaiting.await_act(
            act, of=[cast.maya], alliance=cast.alliance, asked_by=cast.daniel, now=now
        )
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    seen = []
    for address in ("/", "/?skip=20", "/?skip=40"):
        page = client.get(address).content.decode()
        assert "45 things need you" in page or "Forty-five things need you" in page
        seen.append(list(dict.fromkeys(re.findall(r"Paper \d\d", page))))
    assert [len(each) for each in seen] == [20, 20, 5]
    assert [*seen[0], *seen[1], *sorted(seen[2])] == [f"Paper {n:02}" for n in range(45)]
    for odd in ("/?skip=-1", "/?skip=x", "/?skip=99999", "/?skip=7"):
        assert client.get(odd).status_code == 200
