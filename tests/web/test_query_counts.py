"""How many questions the pages of an alliance ask, the first time after a write as well."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.alliances.gates import KEPT, asked_stages

MOST = 12


def asked(person, path: str) -> int:
    client = Client()
    client.force_login(person, backend="allied.people.backends.WithHome")
    caches[KEPT].clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200, path
    # What begins the transaction and says for whom it reads (PostgreSQL) asks for nothing.
    return sum(" FROM " in each["sql"] for each in seen)


@pytest.mark.parametrize("stage", asked_stages())
def test_the_overview_asks_little_when_no_gate_is_kept(cast, stage):
    for person in (cast.maya, cast.daniel):
        assert asked(person, f"/alliances/{cast.alliance.pk}/?gate={stage}") <= MOST


@pytest.mark.parametrize("page", ["thesis", "selection", "record", "decisions", "governance"])
def test_a_page_asks_little(cast, page):
    assert asked(cast.maya, f"/alliances/{cast.alliance.pk}/{page}") <= MOST
