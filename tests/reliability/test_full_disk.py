"""No room to write: a clear answer, nothing half-written, reading goes on, and it recovers."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from allied.alliances.models import PrivateNote
from allied.people.models import Once
from allied.record.models import Entry
from allied.web import errors

ROOMY = 1_073_741_823


def pragma(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")
        return int(cursor.fetchone()[0])


def stored() -> tuple[int, ...]:
    tables = PrivateNote.objects.in_system_scope("test"), Entry.objects.in_system_scope("test")
    return (*(rows.count() for rows in tables), Once.objects.count())


@pytest.fixture
def small_disk(committed_cast):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be limited for one connection")
    pragma(f"max_page_count={pragma('page_count')}")
    yield committed_cast
    pragma(f"max_page_count={ROOMY}")


def write(client: Client, cast, number: int):
    return client.post(
        f"/api/v1/alliances/{cast.alliance.pk}/notes",
        {"title": f"note {number}", "text": "Margins under 31 % are a no. " * 600},
        content_type="application/json",
        headers={"Idempotency-Key": f"key {number}"},
    )


def test_a_full_disk_refuses_what_is_sent_whole_and_goes_on_when_there_is_room(small_disk):
    cast, client = small_disk, Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=cast.maya.pk))
    answer, number = SimpleNamespace(status_code=201), 0
    while answer.status_code == 201:
        number += 1
        before = stored()
        answer = write(client, cast, number)
        assert number < 200, "the disk never was full"
    assert answer.status_code == 507
    assert answer.json()["code"] == "disk_full"
    assert stored() == before
    assert client.get(f"/api/v1/alliances/{cast.alliance.pk}/notes").status_code == 200
    assert write(client, cast, number).status_code == 507
    pragma(f"max_page_count={ROOMY}")
    assert write(client, cast, number).status_code == 201
    assert stored() == (before[0] + 1, before[1] + 1, before[2] + 1)


class Lost(Exception):
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database or disk is full"), 507),
        (OperationalError("could not extend file"), 503),
        (OperationalError("server closed the connection unexpectedly"), 503),
        (InterfaceError("the connection is closed"), 503),
    ],
)
def test_each_way_in_which_a_database_gives_up_has_its_page(error, status):
    answer = errors.database_gave_up(RequestFactory().get("/"), error)
    assert answer is not None
    assert answer.status_code == status


def test_postgresql_names_a_full_disk_by_its_state():
    error = OperationalError("could not extend file")
    error.__cause__ = Lost()
    answer = errors.database_gave_up(RequestFactory().get("/"), error)
    assert answer is not None
    assert answer.status_code == 507
    assert "The disk of the server is full" in answer.content.decode()


def test_an_error_of_our_own_is_no_matter_of_the_database():
    assert errors.database_gave_up(RequestFactory().get("/"), ValueError("x")) is None
