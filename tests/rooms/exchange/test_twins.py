"""The same workbook a second time: noticed through every door, and possible on purpose."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from allied.alliances import commands as alliances
from allied.alliances.models import Alliance, Seat
from allied.cli.main import main
from allied.people.doors import acting_as
from allied.rooms.exchange.outcome import report_of
from allied.rooms.exchange.twins import ImportedAlready
from tests.rooms.exchange.stage import BOOKS, CLEAN, as_raw, book_of, bring, entries, raw_of

SAYS = "Maya Lindqvist imported this file on Mon 2 Mar: it is the alliance “Harbour Cold Chain”."
BACKEND = "allied.people.backends.WithHome"


def harbours() -> int:
    return Alliance.objects.in_system_scope("test").filter(name="Harbour Cold Chain").count()


@pytest.fixture(autouse=True)
def other_name(cast):
    """The cast has an alliance of that name, of another company; it must not matter."""
    assert harbours() == 1


def changed(**values):
    book = book_of(raw_of(CLEAN))
    return as_raw(replace(book, alliance=replace(book.alliance, **values)))


def test_the_same_file_is_refused_and_says_which_alliance_it_is(cast):
    bring(cast.maya)
    before = entries()
    with pytest.raises(ImportedAlready) as refusal:
        bring(cast.maya)
    assert str(refusal.value).startswith(f"{SAYS} Nothing was written. To make a second one")
    assert (refusal.value.code, refusal.value.field) == ("imported_already", "again")
    assert (entries(), harbours()) == (before, 2)


def test_on_purpose_there_are_two_and_the_report_says_so(cast):
    bring(cast.maya)
    done = bring(cast.maya, again=True)
    assert f"{SAYS} This makes a second one." in report_of(done)
    assert harbours() == 3


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"purpose": "Another one"}, "The alliance “Harbour Cold Chain” with Kestrel Logistics"),
        (
            {"name": "HARBOUR cold chain"},
            "The alliance “Harbour Cold Chain” with Kestrel Logistics",
        ),
        ({"name": "Harbour Cold Chain II"}, ""),
    ],
)
def test_another_file_of_the_same_name_with_the_same_partner(cast, values, said):
    bring(cast.maya)
    if not said:
        assert bring(cast.maya, changed(**values)).alliance
        return
    with pytest.raises(ImportedAlready, match=f"{said} exists already"):
        bring(cast.maya, changed(**values))


def test_the_same_name_with_another_partner_is_another_alliance(cast):
    bring(cast.maya)
    book = book_of(raw_of(CLEAN))
    said = replace(book.alliance, partner_organisations=("Polarweg",))
    people = tuple(
        replace(row, organisation="Polarweg") if row.organisation == "Kestrel Logistics" else row
        for row in book.people
    )
    swapped = replace(book, alliance=said, people=people)
    raw = as_raw(swapped).replace(b"Kestrel Logistics", b"Polarweg")
    from allied.rooms.exchange.twins import twin_of

    assert not twin_of(swapped, raw, by=cast.maya, now=cast.alliance.created_at)


def test_an_alliance_that_one_does_not_sit_in_does_not_exist(cast, now):
    done = bring(cast.maya)
    seats = Seat.objects.in_system_scope("test").filter(alliance=done.alliance, person=cast.maya)
    alliances.give_seat(
        by=cast.maya, alliance=done.alliance, person=cast.carl, role="alliance manager", now=now
    )
    for seat in seats:
        alliances.end_seat(by=cast.maya, seat=seat, now=now)
    assert bring(cast.maya).twin == ""


def test_demo_data_takes_it_again_and_says_so(cast, demo):
    bring(cast.maya, activate_demo=True)
    assert bring(cast.maya, activate_demo=True).twin == SAYS


class TestTheDoors:
    """Command line, JSON and pages."""

    @pytest.fixture(autouse=True)
    def once_in(self, cast, monkeypatch):
        monkeypatch.setattr("allied.cli.exchange.start", lambda: None)
        bring(cast.maya)

    def signed_in(self, person):
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    def verb(self, cast, *more):
        return main(["import", str(BOOKS / CLEAN), "--as", cast.maya.email, *more])

    def test_the_command_line(self, cast, capsys):
        for more in ([], ["--dry-run"]):
            assert self.verb(cast, *more) == 1
            assert "--again on the command line" in capsys.readouterr().err
        assert harbours() == 2
        assert self.verb(cast, "--again") == 0
        assert "This makes a second one." in capsys.readouterr().out
        assert harbours() == 3

    def test_the_json_door(self, cast):
        def call(**values):
            file = SimpleUploadedFile("harbour.xlsx", raw_of(CLEAN))
            key = {"Idempotency-Key": str(uuid4())}
            client = self.signed_in(cast.maya)
            return client.post("/api/v1/imports", {"file": file, **values}, headers=key)

        refused = call()
        assert (refused.status_code, refused.json()["code"]) == (409, "imported_already")
        assert SAYS in refused.json()["detail"]
        assert call(again="true").status_code == 201
        assert harbours() == 3

    def test_the_pages(self, cast):
        client = self.signed_in(cast.maya)
        file = SimpleUploadedFile("harbour.xlsx", raw_of(CLEAN))
        staged = client.post("/import", {"file": file}).headers["Location"]
        assert f"{SAYS} This makes a second one." in client.get(staged).content.decode()
        refused = client.post(staged)
        page = refused.content.decode()
        assert refused.status_code == 422
        assert f"{SAYS} Nothing was written." in page
        assert 'name="again"' in page
        assert harbours() == 2
        assert client.post(staged, {"again": "yes"}).status_code == 303
        assert harbours() == 3


def test_under_the_second_wall(cast):
    with acting_as(cast.maya):
        bring(cast.maya)
        with pytest.raises(ImportedAlready):
            bring(cast.maya)
