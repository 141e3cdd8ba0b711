"""Forms opened before a colleague was faster: what they say, and that nothing was overwritten."""

import pytest

from allied.alliances import commands, gates, notes
from allied.alliances.models import PrivateNote, Seat, Stage

TEST = "test"


@pytest.fixture
def maya(client, cast):
    client.force_login(cast.maya, backend="allied.people.backends.WithHome")
    return client


def test_a_seat(cast, maya, now):
    row = Seat.objects.in_system_scope(TEST).get(person=cast.tomas)
    page = f"/alliances/{cast.alliance.pk}/seats/{row.pk}"
    assert 'name="version" value="1"' in maya.get(page).content.decode()
    commands.change_seat(by=cast.maya, seat=row, deputy=cast.jonas, now=now)
    answer = maya.post(page, {"deputy": str(cast.carl.pk), "version": "1"})
    assert answer.status_code == 422
    assert "The seat changed since you read it" in answer.content.decode()
    row.refresh_from_db()
    assert row.deputy == cast.jonas


def test_a_note(cast, maya, now):
    row = notes.write_note(by=cast.maya, alliance=cast.alliance, text="one", now=now)
    page = f"/alliances/{cast.alliance.pk}/notes/{row.pk}/removal"
    assert 'name="version" value="1"' in maya.get(page).content.decode()
    notes.change_note(by=cast.tomas, note=row, title="", text="two", version=1, now=now)
    answer = maya.post(page, {"version": "1"})
    assert answer.status_code == 422
    assert "The note changed since you read it" in answer.content.decode()
    assert PrivateNote.objects.in_system_scope(TEST).get().text == "two"
    assert maya.post(page, {"version": "2"}).status_code == 303


def test_the_stage(cast, maya, now):
    page = f"/alliances/{cast.alliance.pk}/stage"
    gates.reach_stage(by=cast.daniel, alliance=cast.alliance, stage=Stage.SELECTION, now=now)
    answer = maya.post(page, {"stage": "launch", "version": "1"})
    assert answer.status_code == 422
    assert "The alliance changed since you read it" in answer.content.decode()
    cast.alliance.refresh_from_db()
    assert cast.alliance.stage == Stage.SELECTION
