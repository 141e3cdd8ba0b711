"""The same form or call sent twenty times at the same moment has one effect, on both databases."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from allied.alliances.models import PrivateNote
from allied.record.models import Entry

CLICKS = 20


def all_at_once(person, send) -> list:
    """Each click has a browser and a connection of its own; all let go at the barrier."""
    barrier, answers = Barrier(CLICKS), []
    first = Client()
    first.force_login(person)

    def click() -> None:
        client = Client(raise_request_exception=False)
        client.cookies.load({name: each.value for name, each in first.cookies.items()})
        try:
            barrier.wait(timeout=60)
            answers.append(send(client))
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(CLICKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def notes_and_lines() -> tuple[int, int]:
    lines = Entry.objects.in_system_scope("test").filter(kind__endswith="note.written")
    return PrivateNote.objects.in_system_scope("test").count(), lines.count()


@pytest.mark.slow
def test_twenty_clicks_on_one_form_write_one_note(committed_cast):
    address = f"/alliances/{committed_cast.alliance.pk}/notes/new"
    form = {"title": "Floor", "text": "Under 31 % is a no.", "once": "the form's key"}
    answers = all_at_once(committed_cast.maya, lambda client: client.post(address, form))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert notes_and_lines() == (1, 1)


@pytest.mark.slow
def test_twenty_calls_with_one_key_write_one_note_and_get_one_answer(committed_cast):
    address = f"/api/v1/alliances/{committed_cast.alliance.pk}/notes"
    said = {"title": "Floor", "text": "Under 31 % is a no."}
    key = {"Idempotency-Key": "the call's key"}
    answers = all_at_once(
        committed_cast.maya,
        lambda client: client.post(address, said, content_type="application/json", headers=key),
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert notes_and_lines() == (1, 1)


@pytest.mark.slow
def test_twenty_first_notes_at_the_same_moment_are_twenty_notes_in_one_log(committed_cast):
    address = f"/alliances/{committed_cast.alliance.pk}/notes/new"
    form = {"title": "Floor", "text": "Under 31 % is a no."}
    answers = all_at_once(committed_cast.maya, lambda client: client.post(address, form))
    assert {answer.status_code for answer in answers} == {303}
    assert notes_and_lines() == (CLICKS, CLICKS)
