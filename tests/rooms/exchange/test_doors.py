"""Import, export and patterns in the browser and for scripts."""

import json
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from allied.alliances.models import Alliance
from allied.rooms.exchange.models import StagedWorkbook
from allied.rooms.governance.models import Blueprint
from allied.rooms.thesis.models import Thesis
from tests.rooms.exchange.stage import BROKEN, CLEAN, book_of, bring, entries, raw_of

BACKEND = "allied.people.backends.WithHome"


def signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    return client


def upload(name=CLEAN, raw=None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw_of(name) if raw is None else raw)


def check(person, name=CLEAN):
    return signed_in(person).post("/import", {"file": upload(name), "once": str(uuid4())})


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def harbours(cast) -> int:
    rows = Alliance.objects.visible_to(cast.maya)
    return rows.filter(name="Harbour Cold Chain").count()


def test_the_page_offers_a_file_field_and_an_empty_workbook(cast):
    page = signed_in(cast.maya).get("/import").content.decode()
    assert 'type="file"' in page
    assert 'enctype="multipart/form-data"' in page
    taken = signed_in(cast.maya).get("/import/template")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="alliance-workbook.xlsx"'
    assert body(taken)[:2] == b"PK"


def test_a_checked_workbook_says_what_it_would_create_and_then_creates_it(cast):
    before = entries()
    checked = check(cast.maya)
    assert checked.status_code == 303
    assert entries() == before
    client = signed_in(cast.maya)
    page = client.get(checked.headers["Location"]).content.decode()
    assert "are invited to your organisation" in page
    assert harbours(cast) == 0
    done = client.post(checked.headers["Location"], {"once": "x1"})
    assert (done.status_code, harbours(cast)) == (303, 1)
    assert "Open Harbour Cold Chain" in client.get(done.headers["Location"]).content.decode()


def test_importing_twice_leads_to_the_same_alliance(cast):
    address = check(cast.maya).headers["Location"]
    client = signed_in(cast.maya)
    assert client.post(address, {"once": "a"}).status_code == 303
    assert client.post(address, {"once": "b"}).status_code == 303
    assert harbours(cast) == 1


def test_every_problem_stands_in_the_table_with_its_cell(cast):
    before = entries()
    refused = check(cast.maya, BROKEN)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "14 problems; nothing was written" in page
    assert page.count('<th scope="row">') == 14
    assert "six million" in page
    assert (entries(), StagedWorkbook.objects.in_system_scope("test").count()) == (before, 0)


@pytest.mark.parametrize(
    ("file", "says"),
    [(None, "Choose a file."), (SimpleUploadedFile("a.xlsx", b""), "The file is empty.")],
)
def test_a_missing_or_empty_file_is_said_at_the_field(cast, file, says):
    response = signed_in(cast.maya).post("/import", {"file": file} if file else {})
    assert response.status_code == 422
    assert says in response.content.decode()


def test_a_file_that_is_too_large_is_not_read(cast, monkeypatch):
    monkeypatch.setattr("allied.rooms.exchange.forms.MAX_FILE", 100)
    response = check(cast.maya)
    assert response.status_code == 422
    assert "larger than" in response.content.decode()


@pytest.mark.parametrize("name", ["tomas", "daniel", "zed"])
def test_nobody_else_opens_or_imports_a_staged_workbook(cast, name):
    address = check(cast.maya).headers["Location"]
    client = signed_in(getattr(cast, name))
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert harbours(cast) == 0


def test_a_staged_workbook_is_thrown_away_after_a_day(cast, now):
    check(cast.maya)
    StagedWorkbook.objects.in_system_scope("test").update(at=now.replace(year=2020))
    check(cast.daniel, BROKEN)
    assert StagedWorkbook.objects.in_system_scope("test").count() == 1
    check(cast.maya)
    assert StagedWorkbook.objects.in_system_scope("test").get().at > now


def test_portfolio_and_overview_lead_in_and_out(cast):
    assert 'href="/import"' in signed_in(cast.maya).get("/portfolio").content.decode()
    overview = f"/alliances/{cast.alliance.pk}/"
    page = signed_in(cast.daniel).get(overview).content.decode()
    assert f'href="/alliances/{cast.alliance.pk}/export">' in page
    assert "Take it out" in page
    assert "Take it out" not in signed_in(cast.olga).get(overview).content.decode()


@pytest.mark.parametrize(
    ("form", "ending"), [("xlsx", "xlsx"), ("json", "json"), ("bundle", "zip")]
)
def test_the_export_is_saved_and_never_shown(cast, form, ending):
    address = f"/alliances/{cast.alliance.pk}/export"
    taken = signed_in(cast.maya).post(address, {"format": form})
    assert taken.status_code == 200
    assert taken.headers["Content-Disposition"] == (
        f'attachment; filename="cold-brew-venture.{ending}"'
    )
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    api = signed_in(cast.maya).get(f"/api/v1{address}?format={form}")
    assert body(api) == body(taken)


def test_each_format_says_what_it_contains_and_who_verifies_it(cast):
    page = signed_in(cast.maya).get(f"/alliances/{cast.alliance.pk}/export").content.decode()
    assert "Anybody who holds it can verify it offline" in page
    assert page.count('name="format"') == 3


@pytest.mark.parametrize(("name", "status"), [("carl", 403), ("olga", 403), ("zed", 404)])
def test_who_may_not_take_out_is_told_so_or_sees_nothing(cast, name, status):
    address = f"/alliances/{cast.alliance.pk}/export"
    client = signed_in(getattr(cast, name))
    assert client.get(address).status_code == status
    assert client.post(address, {"format": "xlsx"}).status_code == status
    assert client.get(f"/api/v1{address}").status_code == status


def call(person, address, **values):
    return signed_in(person).post(address, values, headers={"Idempotency-Key": str(uuid4())})


def test_a_script_imports_a_workbook(cast):
    dry = call(cast.maya, "/api/v1/imports", file=upload(), dry_run="true")
    assert (dry.status_code, dry.json()["alliance"]) == (200, None)
    assert harbours(cast) == 0
    made = call(cast.maya, "/api/v1/imports", file=upload())
    assert made.status_code == 201
    assert Alliance.objects.visible_to(cast.maya).filter(pk=UUID(made.json()["alliance"])).exists()


def test_a_script_gets_every_problem(cast):
    before = entries()
    refused = call(cast.maya, "/api/v1/imports", file=upload(BROKEN))
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    plain = refused.json()
    assert (len(plain["problems"]), plain["detail"]) == (14, "14 problems; nothing was written.")
    assert plain["problems"][0].keys() == {"sheet", "cell", "what", "accepted"}
    assert entries() == before


def test_an_export_of_a_script_comes_in_again(cast):
    alliance = bring(cast.maya).alliance
    taken = signed_in(cast.maya).get(f"/api/v1/alliances/{alliance.pk}/export?format=xlsx")
    assert book_of(body(taken)).alliance.name == "Harbour Cold Chain"
    unknown = signed_in(cast.maya).get(f"/api/v1/alliances/{alliance.pk}/export?format=pdf")
    assert unknown.status_code == 409


def test_a_pattern_is_chosen_on_its_page(cast):
    address = f"/alliances/{cast.alliance.pk}/patterns"
    client = signed_in(cast.maya)
    page = client.get(address).content.decode()
    assert "Start from Brand meets distribution" in page
    assert "Seattle Times" in page
    assert client.post(address, {"pattern": "research-platform"}).status_code == 303
    assert Thesis.objects.visible_to(cast.daniel).filter(alliance=cast.alliance).exists()
    again = client.post(address, {"pattern": "research-platform"})
    assert again.status_code == 422
    assert "begun already" in again.content.decode()


def test_a_contributor_reads_patterns_and_starts_none(cast):
    address = f"/alliances/{cast.alliance.pk}/patterns"
    client = signed_in(cast.carl)
    assert "Start from Brand" not in client.get(address).content.decode()
    assert client.post(address, {"pattern": "research-platform"}).status_code == 403
    assert signed_in(cast.zed).get(address).status_code == 404


def test_a_script_reads_and_uses_patterns(cast):
    client = signed_in(cast.maya)
    keys = [one["key"] for one in client.get("/api/v1/patterns").json()]
    assert keys == ["brand-and-distribution", "research-platform"]
    assert client.get(f"/api/v1/patterns/{keys[0]}").json()["facts"][0]["year"] == "1994"
    begun = client.post(
        f"/api/v1/alliances/{cast.alliance.pk}/patterns",
        json.dumps({"pattern": keys[0]}),
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )
    assert begun.status_code == 201
    assert Blueprint.objects.visible_to(cast.daniel).get().pk == UUID(begun.json()["governance"])
