"""The overview: what stands in the way, the thesis in brief, open decisions, the gate, people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from allied.alliances import gates
from allied.alliances.models import Stage
from allied.clock.timers import fire_due
from allied.record.models import Entry
from tests.rooms.governance.cases import answer, at, raised, started
from tests.rooms.thesis.stage import joint_thesis, put_up, sign_both
from tests.web.html import read
from tests.web.soundness import faults_of

BACKEND = "allied.people.backends.WithHome"


class Page:
    """The overview of the cast's alliance as one person sees it."""

    def __init__(self, cast, person):
        client = Client()
        client.force_login(person, backend=BACKEND)
        text = client.get(f"/alliances/{cast.alliance.pk}/").content.decode()
        assert faults_of(text) == []
        self.tree = read(text)
        (self.answer,) = (p.text for p in self.tree.find("p", class_="answer"))
        (self.main,) = self.tree.find("main")
        self.text = self.main.text

    def section(self, heading):
        return next(
            s for s in self.tree.find("section") if s.find("h2")[0].text.startswith(heading)
        )


def test_a_new_alliance_names_its_first_step(cast):
    page = Page(cast, cast.maya)
    assert page.answer.startswith("Nothing is agreed yet: the first step is the value thesis.")
    assert "Begin the value thesis" in page.section("Value thesis in brief").text
    assert "Nothing waits to be decided." in page.section("Open decisions").text


def test_what_waits_for_a_signature_stands_first(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    page = Page(cast, cast.daniel)
    assert "waits for the signature of Northwind and Brightleaf." in page.answer
    brief = page.section("Value thesis in brief").text
    assert "Cold brew in 6,000 chilled stores" in brief
    assert "from 40 to 6,000 stores" in brief
    assert "Hot coffee, beans and capsules · Own-label coffee" in brief
    assert "Northwind not yet; Brightleaf not yet" in brief


def test_what_is_in_force_is_shown_while_a_change_is_drafted(cast, now):
    thesis = joint_thesis(cast, now)
    sign_both(cast, thesis, now)
    brief = Page(cast, cast.olga).section("Value thesis in brief").text
    assert "Version 1, signed by Northwind and Brightleaf" in brief


def test_open_decisions_stand_with_their_clocks_the_late_one_first(cast, now):
    started(cast, now)
    raised(cast, timezone.now(), title="In time")
    late = raised(cast, timezone.now() - timedelta(days=100), title="Long ago")
    answer(cast.ingrid, late, timezone.now())
    for who in (cast.maya, cast.daniel):
        page = Page(cast, who)
        assert page.answer.startswith("One of two open decisions is late. The next closes")
        first, second = (row.text for row in page.section("Open decisions").find("li"))
        assert "Long ago" in first
        assert "working days late" in first
        assert "In time" in second
        assert "waits for Northwind and Brightleaf" in second


def test_reminders_are_no_news(cast):
    started(cast, at(2))
    raised(cast, at(2), title="Slow")
    fire_due(at(20))
    kinds = Entry.objects.in_system_scope("test").filter(kind="governance.decision.reminded")
    assert kinds.exists()
    lately = Page(cast, cast.daniel).section("Lately").text
    assert "asked for the decision D-1: Slow" in lately
    assert "of the time" not in lately


def test_the_gate_leads_to_where_each_check_is_mended(cast, now):
    joint_thesis(cast, now)
    gate = Page(cast, cast.maya).section("Gate: Value thesis")
    links = {link.text: link.attrs["href"] for link in gate.find("a")}
    assert links["Every party signed the value thesis"].endswith("/thesis")
    assert links["Every party has a sponsor"].endswith("/people")


def test_people_of_both_sides_are_shown_and_ones_own_seat(cast):
    people = Page(cast, cast.ingrid).section("People")
    labels = [face.attrs["aria-label"] for face in people.find("span", class_="av")]
    assert labels[0] == "Tomas Reijnders, sponsor, Northwind"
    assert "Rachel Kim, sponsor, Brightleaf" in labels
    assert "You sit here as approver (legal)." in people.text


@pytest.mark.parametrize("name", ["olga", "carl", "ingrid"])
def test_only_who_may_is_offered_to_move_the_stage_or_to_waive(cast, name):
    page = Page(cast, getattr(cast, name))
    assert "Move the alliance to another stage" not in page.text
    assert "Waive for both companies" not in page.text
    assert "Move the alliance to another stage" in Page(cast, cast.maya).text


@pytest.mark.parametrize("stage", Stage.values)
def test_the_queries_do_not_grow_with_rows(cast, now, stage, django_assert_max_num_queries):
    # Inside a test PostgreSQL adds savepoints and the words that restore the scope around it.
    most = 12 if connection.vendor == "sqlite" else 17
    started(cast, now)
    joint_thesis(cast, now)
    if stage != "strategy":
        gates.reach_stage(by=cast.maya, alliance=cast.alliance, stage=stage, now=now)
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    address = f"/alliances/{cast.alliance.pk}/"
    raised(cast, timezone.now(), title="First")
    client.get(address)
    with django_assert_max_num_queries(most) as first:
        client.get(address)
    for n in range(29):
        raised(cast, timezone.now(), title=f"More {n}")
    client.get(address)
    with django_assert_max_num_queries(most) as second:
        client.get(address)
    assert len(first) == len(second)


def test_a_waiver_keeps_what_was_typed_and_says_what_is_missing(cast):
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    address = f"/alliances/{cast.alliance.pk}/waivers"
    said = {
        "stage": "strategy",
        "check": "thesis.written",
        "reason": "Signed on paper",
        "until": "",
    }
    answer = client.post(address, said)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert faults_of(text) == []
    assert "Signed on paper" in text
    assert "Name the day until which it may wait." in text
    (opened,) = [d for d in read(text).find("details", class_="waive") if "open" in d.attrs]
    assert "thesis.written" in [i.attrs.get("value") for i in opened.find("input")]


def test_what_is_waived_stays_in_sight_with_its_reason(cast):
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    address = f"/alliances/{cast.alliance.pk}/waivers"
    said = {
        "stage": "strategy",
        "check": "thesis.written",
        "reason": "On paper",
        "until": "2090-01-01",
    }
    assert client.post(address, said).status_code == 303
    gate = Page(cast, cast.daniel).section("Gate: Value thesis")
    assert "Waived: On paper" in gate.text
