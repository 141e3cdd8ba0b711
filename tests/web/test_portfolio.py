"""The portfolio: what needs attention on top, the stage, what is late, what waits for oneself."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from allied.alliances import commands as alliances
from tests.rooms.governance.cases import raised, started
from tests.web.html import read

BACKEND = "allied.people.backends.WithHome"


def portfolio(person, query=""):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return read(client.get(f"/portfolio{query}").content.decode())


def lines(page):
    return [row.text for row in page.find("tbody")[0].find("tr")]


def test_what_is_late_or_waits_for_me_stands_on_top(cast, now):
    alliances.start_alliance(by=cast.ingrid, name="A calm one", now=now)
    started(cast, now)
    raised(cast, timezone.now() - timedelta(days=200), by=cast.daniel, title="Long ago")
    page = portfolio(cast.ingrid)
    (said,) = page.find("p", class_="answer")
    assert said.text == "Two alliances: one needs attention."
    first, late, second, calm = lines(page)
    assert first == "Needs attention"
    assert "Cold Brew Venture" in late
    assert "Brightleaf" in late
    assert "1 of 1 late" in late
    assert "1 waits for you" in late
    assert second == "Nothing waits"
    assert "A calm one" in calm
    assert "No partner yet" in calm
    assert "none open" in calm


def test_what_waits_for_a_colleague_is_not_counted_as_mine(cast, now):
    started(cast, now)
    raised(cast, timezone.now(), by=cast.daniel, title="In time")
    (line,) = lines(portfolio(cast.olga))
    assert "1 open" in line
    assert "for you" not in line
    (said,) = portfolio(cast.olga).find("p", class_="answer")
    assert said.text == "One alliance. Nothing is late and nothing waits for you."


def test_a_search_does_not_pretend_to_know_the_whole(cast):
    page = portfolio(cast.maya, "?q=cold")
    (said,) = page.find("p", class_="answer")
    assert said.text.startswith("All alliances in which you have a seat.")
    assert len(lines(page)) == 1
