"""Obligations and dates on the pages and in the week of their owner."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.clock import timers
from allied.rooms.agreement.reading.models import Obligation
from tests.rooms.agreement.reading.stage import (
    A,
    at,
    facts,
    fresh,
    judge,
    owe,
    own,
    read,
    record,
)
from tests.rooms.diligence.stage import Browser, plain

pytestmark = pytest.mark.django_db


def test_obligations_on_screen(cast, browse):
    maya = browse(cast.maya)
    maya.open(f"{A}/obligations/new")
    assert "What is owed is missing." in plain(maya.send(f"{A}/obligations/new", {"due": "x"}, 422))
    said = {
        "text": "Send the forecast",
        "owner": str(cast.ben.pk),
        "due": "2026-01-10",
        "clause": "Clause 4.2",
    }
    maya.send(f"{A}/obligations/new", said)
    row = Obligation.objects.visible_to(cast.maya).get()
    where = f"{A}/obligations/{row.pk}"
    listed = plain(browse(cast.daniel).open(A))
    assert "Send the forecast" in listed
    assert "overdue" in listed
    maya.open(where)
    maya.open(f"{where}/words")
    maya.send(f"{where}/words", said | {"text": "Send the forecast by mail", "version": 1})
    ben = browse(cast.ben)
    ben.open(f"{where}/fulfilment")
    assert "is missing" in plain(ben.send(f"{where}/fulfilment", {"version": 2}, 422))
    ben.send(f"{where}/fulfilment", {"version": 2, "reason": "Mail of today"})
    assert "Mail of today" in plain(maya.open(where))
    assert "fulfilled O-1" in plain(maya.open(where))
    maya.send(f"{where}/reopening", {"version": 3, "reason": "It was empty"})
    maya.send(f"{where}/removal", {"version": 4, "reason": "The portal does it"})
    assert fresh(row).state == "dropped"
    browse(cast.carl).open(f"{where}/words", 403)
    browse(cast.carl).open(f"{where}/removal", 403)
    browse(cast.zed).open(where, 404)


def test_a_date_that_comes_near_stands_on_the_page_and_in_the_week(cast, browse):
    soon = timezone.now().date() + timedelta(days=60)
    record(cast, replace_end(soon), now=timezone.now())
    daniel = browse(cast.daniel)
    assert "I took note" in plain(daniel.open(A))
    week = Client()
    week.force_login(cast.daniel, backend="allied.people.backends.WithHome")
    assert "Dates of the agreement" in plain(week.get("/"))
    daniel.send(f"{A}/dates")
    assert "I took note" not in plain(daniel.open(A))
    assert "Dates of the agreement" not in plain(week.get("/"))
    assert "No date of the agreement waits for you" in plain(
        browse(cast.olga).client.post(f"/alliances/{cast.alliance.pk}{A}/dates", follow=True)
    )


def replace_end(day):
    from dataclasses import replace

    from tests.rooms.agreement.reading.stage import CONTENT

    return replace(CONTENT, ends_on=day, notice="30 days")


def test_an_obligation_that_is_due_stands_in_the_week_of_its_owner(cast):
    owe(cast, due=timezone.now().date(), holder=cast.ben, now=timezone.now())
    timers.fire_due(timezone.now() + timedelta(days=1))
    week = Client()
    week.force_login(cast.ben, backend="allied.people.backends.WithHome")
    page = plain(week.get("/"))
    assert "Obligations that are due" in page
    assert "O-1 Send the forecast" in page


def queries(cast, path):
    client = Browser(cast.maya, cast)
    client.open(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.open(path)
    return len(found)


def test_as_many_queries_for_thirty_rows_as_for_one(cast):
    record(cast)
    made = read(cast)
    own(cast)
    owe(cast, holder=cast.ben)
    few, few_facts = queries(cast, A), queries(cast, at(made))
    for number in range(29):
        row = owe(cast, f"Send forecast {number}", holder=[cast.ben, cast.carl, None][number % 3])
        if number < 5:
            read(cast, name=f"a{number}.txt")
            own(cast, name=f"b{number}.txt")
    assert row.number == 30
    for one in facts(made)[:6]:
        one.alliance = cast.alliance
        judge(one, by=[cast.maya, cast.daniel][one.number % 2])
    assert queries(cast, A) == few
    assert queries(cast, at(made)) == few_facts
