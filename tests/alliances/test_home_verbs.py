"""`allied people`, `invitations`, `organisations`, `seats change`: one's own house by command line."""

import json

import pytest

from allied.alliances.models import Invitation, Seat
from allied.cli.main import main
from allied.people.models import Organisation, Person
from allied.record.models import Entry

NAME = "Cold Brew Venture"


@pytest.fixture(autouse=True)
def no_new_start(monkeypatch):
    monkeypatch.setattr("allied.cli.alliances.start", lambda: None)


@pytest.fixture
def admin(cast):
    """Nora administers Northwind."""
    cast.nobody.administers_organisation = True
    cast.nobody.save()
    return cast.nobody


def entries() -> int:
    return Entry.objects.in_system_scope("test").count()


def by(person: Person, *words: str) -> int:
    return main([*words, "--as", person.email, "--json"])


def test_a_deputy_and_an_absence_are_named_and_taken_away(cast, capsys):
    seat = ("seats", "change", NAME, cast.maya.email, "alliance manager")
    away = ("--deputy", cast.tomas.email, "--absent-from", "2026-07-01")
    assert by(cast.maya, *seat, *away) == 1
    assert "first and a last day" in capsys.readouterr().err
    assert by(cast.maya, *seat, *away, "--absent-until", "2026-07-14") == 0
    row = Seat.objects.in_system_scope("test").get(person=cast.maya)
    assert (row.deputy, str(row.absent_until)) == (cast.tomas, "2026-07-14")
    assert by(cast.maya, *seat) == 0
    row.refresh_from_db()
    assert (row.deputy, row.absent_until) == (None, None)


def test_a_partner_changes_no_seat_of_ours(cast):
    before = entries()
    assert by(cast.daniel, "seats", "change", NAME, cast.maya.email, "alliance manager") == 1
    assert entries() == before


def test_a_newcomer_is_invited_and_the_link_made_anew(admin, capsys):
    assert by(admin, "invitations", "newcomer", "ann@northwind.example", "--name", "Ann") == 0
    first = json.loads(capsys.readouterr().out)["link"]
    assert by(admin, "invitations", "send", "ann@northwind.example") == 0
    assert json.loads(capsys.readouterr().out)["link"] != first
    assert by(admin, "invitations", "revoke", "ann@northwind.example") == 0
    row = Invitation.objects.in_system_scope("test").get(address="ann@northwind.example")
    assert row.times_sent == 2
    assert row.revoked_at


def test_only_an_administrator_invites_a_newcomer(cast):
    before = entries()
    assert by(cast.maya, "invitations", "newcomer", "ann@northwind.example") == 1
    assert entries() == before


def test_an_invitation_into_an_alliance_is_sent_again(cast, capsys):
    words = ("invitations", "partner", NAME, "Harbourline", "lena@harbourline.example")
    assert by(cast.maya, *words) == 0
    first = json.loads(capsys.readouterr().out)["link"]
    assert by(cast.maya, "invitations", "send", NAME, "lena@harbourline.example") == 0
    assert json.loads(capsys.readouterr().out)["link"] != first
    assert by(cast.daniel, "invitations", "send", NAME, "lena@harbourline.example") == 1


def test_an_administrator_is_named_and_ended(cast, admin):
    assert by(admin, "people", "administrator", cast.maya.email) == 0
    assert Person.objects.get(pk=cast.maya.pk).administers_organisation
    assert by(cast.tomas, "people", "administrator", cast.maya.email, "--end") == 1
    assert by(admin, "people", "administrator", cast.maya.email, "--end") == 0
    assert not Person.objects.get(pk=cast.maya.pk).administers_organisation


def test_the_calendar_changes_and_the_rest_stays(cast, admin, capsys):
    days = ("--workdays", "0", "1", "2", "3", "--closes", "16:30")
    own = ("--closures", "2026-12-28 Between the years")
    assert by(admin, "organisations", "change", *days, *own) == 0
    said = json.loads(capsys.readouterr().out)
    assert by(admin, "organisations", "show") == 0
    assert json.loads(capsys.readouterr().out) == said
    row = Organisation.objects.in_system_scope("test").get(pk=cast.north.pk)
    assert (row.workdays, f"{row.closes:%H:%M}", row.name) == (
        [0, 1, 2, 3],
        "16:30",
        cast.north.name,
    )
    assert row.closures == [{"date": "2026-12-28", "name": "Between the years"}]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--time-zone", "Mars/Base"), "time zone"),
        (("--workdays", "9"), "0 for Monday"),
        (("--closes", "08:00"), "opening"),
        (("--closures", "someday"), "2026-12-24"),
    ],
)
def test_a_wrong_calendar_is_refused_and_nothing_changes(admin, capsys, wrong, says):
    before = entries()
    assert by(admin, "organisations", "change", *wrong) == 1
    assert says.lower() in capsys.readouterr().err.lower()
    assert entries() == before


def test_only_an_administrator_changes_the_organisation(cast):
    assert by(cast.maya, "organisations", "change", "--name", "Mine") == 1
