"""One key names one request: another body is refused, and a lost seat reads no old answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from allied.alliances.commands import close_seat, place_in_seat
from allied.alliances.models import PrivateNote
from tests.api.test_joint import bearer

KEY = {"Idempotency-Key": "one key"}


@pytest.fixture
def here(cast) -> str:
    return f"/api/v1/alliances/{cast.alliance.pk}"


def write(here: str, who: dict[str, str], body: str, kind: str = "application/json"):
    return Client().post(f"{here}/notes", body, content_type=kind, headers=who | KEY)


def test_an_answer_is_not_shown_again_to_whoever_lost_the_seat(cast, here):
    who, said = bearer(cast.tomas), '{"text": "Under 31 % is a no."}'
    assert write(here, who, said).status_code == 201
    assert write(here, who, said).status_code == 201
    now = timezone.now()
    seat = cast.alliance.seats.get(person=cast.tomas)
    close_seat(seat=seat, by=cast.tomas, now=now)
    place = {"alliance": cast.alliance, "person": cast.tomas, "role": "observer", "now": now}
    place_in_seat(by=cast.tomas, **place)
    again = write(here, who, said)
    assert (again.status_code, again.json()["code"]) == (409, "carried_out")
    assert b"31 %" not in again.content
    assert PrivateNote.objects.in_system_scope("test").count() == 1


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/octet-stream"])
def test_one_key_with_another_body_is_refused_whatever_it_calls_itself(cast, here, kind):
    who = bearer(cast.maya)
    assert write(here, who, '{"text": "one"}', kind).status_code == 201
    again = write(here, who, '{"text": "two"}', kind)
    assert (again.status_code, again.json()["code"]) == (422, "key_reused")


def test_one_key_with_another_file_of_the_same_length_is_refused(cast):
    client = Client()
    client.force_login(cast.maya)
    address = f"/alliances/{cast.alliance.pk}/notes/new"
    files = [SimpleUploadedFile("a.txt", raw) for raw in (b"one", b"two")]
    words = {"text": "Under 31 % is a no."}
    answers = [client.post(address, words | {"file": file}, headers=KEY) for file in files]
    assert [answer.status_code for answer in answers] == [303, 422]
