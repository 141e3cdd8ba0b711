"""What no honest script sends: each is refused with a problem document and changes nothing."""

import base64
import json
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone
from ninja import Schema

from allied.alliances import notes
from allied.alliances.models import PrivateNote
from tests.api.test_joint import bearer

PROBLEM = "application/problem+json"
NOON = "2026-03-02T11:00:00"
LISTS = [
    "alliances",
    "people",
    "awaited",
    "{here}/notes",
    "{here}/decisions",
    "{here}/shared-texts",
]


@pytest.fixture
def here(cast):
    return f"alliances/{cast.alliance.pk}"


@pytest.fixture
def ask(cast):
    def knock(method, path, body=None, **headers):
        given = {**bearer(cast.maya), **{k.replace("_", "-"): v for k, v in headers.items()}}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().generic(
            method, f"/api/v1/{path}", raw, content_type="application/json", headers=given
        )

    return knock


def cursor(*words: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode()


def refused(answer, status: int, code: str) -> str:
    found = answer.json()
    assert (answer.status_code, found["code"]) == (status, code)
    assert answer.headers["Content-Type"] == PROBLEM
    assert set(found) == {"type", "title", "status", "code", "detail"}
    return found["detail"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "given",
    ["x", "e30=", cursor("x", "y"), cursor(NOON, "y"), cursor("0001-01-01T00:00:00+14:00", "y"),
     cursor(1, 2), cursor(NOON + "+00:00", "a" * 400)],
)  # fmt: skip
def test_a_cursor_that_no_list_gave(ask, here, path, given):
    refused(ask("GET", f"{path.format(here=here)}?cursor={given}"), 409, "cursor")


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b'{"title": "\\ud800", "text": "b"}', 422, "a character that nobody can read"),
        (b'{"title": "a\\u0000", "text": "b"}', 422, "a character that nobody can read"),
        (b'{"title": "a", "title": "b", "text": "c"}', 422, "names a field twice"),
        (b'{"title":', 400, "Cannot parse"),
        (b"[" * 100_000, 400, "Cannot parse"),
        (b"\xff\xfe\xfd", 400, "Cannot parse"),
    ],
)
def test_a_body_that_cannot_be_read(ask, here, body, status, says):
    assert says in refused(ask("POST", f"{here}/notes", body), status, "unreadable")
    assert not PrivateNote.objects.in_system_scope("test").exists()


def test_a_backslash_before_a_zero_is_only_text(ask, here):
    said = {"title": "C:\\u0000", "text": "b"}
    assert ask("POST", f"{here}/notes", said).json()["title"] == said["title"]


def test_a_wrong_field_is_named_as_the_script_named_it(ask):
    assert refused(ask("POST", "alliances", {"name": 7}), 422, "invalid").startswith("name: ")
    assert refused(ask("POST", "alliances", 7), 422, "invalid")


def test_a_method_that_the_address_does_not_take(ask, here):
    answer = ask("PATCH", here, {})
    refused(answer, 405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "PUT"}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/search?q=%00", 400), ("/api/v1/alliances?cursor=%00", 400), ("/x%00y", 404)],
)
def test_a_nul_in_the_address_reaches_no_database(cast, client, address, status):
    client.force_login(cast.maya, backend="allied.people.backends.WithHome")
    assert client.get(address).status_code == status


def test_two_long_keys_that_begin_alike_are_two_keys(ask, here):
    for end in ("a", "b", "a"):
        said = {"title": "Once", "text": "b"}
        assert (
            ask("POST", f"{here}/notes", said, Idempotency_Key="k" * 200 + end).status_code == 201
        )
    assert PrivateNote.objects.in_system_scope("test").count() == 2


def test_the_description_names_headers_and_problems(client, db):
    document = client.get("/api/v1/openapi.json").json()
    for operations in document["paths"].values():
        for method, operation in operations.items():
            named = [one["name"] for one in operation["parameters"] if one["in"] == "header"]
            changes = {key: ["If-Match"] for key in ("put", "patch", "delete")}
            assert named == ({"post": ["Idempotency-Key"]} | changes).get(method, [])
            assert {"400", "401"} <= set(operation["responses"])
            assert list(operation["responses"]["401"]["content"]) == [PROBLEM]


def test_two_things_in_the_description_never_share_a_name():
    def below(kind):
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    ours = {each for each in below(Schema) if each.__module__.startswith("allied.")}
    names = Counter(each.__name__ for each in ours if "[" not in each.__name__)
    assert [name for name, count in names.items() if count > 1] == []


def test_hours_of_the_day_have_no_zone(cast, ask):
    said = ask("GET", "organisation").json()
    assert (said["opens"], said["closes"]) == ("09:00", "17:00")
    said["closes"] = "17:00:00Z"
    answer = ask("PUT", "organisation", said, If_Match='"1"')
    assert refused(answer, 422, "invalid").startswith("closes: ")
    cast.maya.administers_organisation = True
    cast.maya.save()
    said |= {"closes": "18:30", "closures": [{"date": "2026-12-24", "name": "Winter break"}]}
    assert ask("PUT", "organisation", said, If_Match='"1"').json()["closes"] == "18:30"
    assert ask("GET", "organisation").json() == said


def test_decomposed_letters_are_the_same_words_to_the_record(cast, ask, here):
    cafe = "Cafe\u0301 in Ma\u0308rz"
    note = ask("POST", f"{here}/notes", {"title": cafe, "text": cafe}).json()
    said = {"title": cafe, "text": cafe}
    assert ask("POST", f"{here}/notes/{note['id']}/copies", said).json()["title"] == "Café in März"
    typed = notes.write_note(
        by=cast.maya, alliance=cast.alliance, title=cafe, text=cafe, now=timezone.now()
    )
    notes.share_copy(by=cast.maya, note=typed, title=cafe, text=cafe, now=timezone.now())
    told = [entry["sentence"] for entry in ask("GET", f"{here}/record").json()["items"]]
    assert sum(line.endswith("Café in März") for line in told) == 2


@pytest.mark.parametrize("name", ["\u200b", "North\u202ewind", "--", "\u2066Kestrel\u2069"])
def test_a_name_that_nobody_can_read(cast, ask, name):
    assert refused(ask("POST", "alliances", {"name": name}), 409, "illegible")
    cast.maya.administers_organisation = True
    cast.maya.save()
    home = ask("GET", "organisation").json() | {"name": name}
    refused(ask("PUT", "organisation", home, If_Match='"1"'), 409, "illegible")
