"""An organisation's own matters: only its administrators change them."""

from dataclasses import replace
from datetime import time

import pytest

from allied.alliances import organisations, security
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.homes import Home
from allied.people.models import Person
from allied.record.models import Entry

HOME = Home(
    name="Northwind Foods", short_name="Northwind", time_zone="Europe/Amsterdam", country="NL"
)


@pytest.fixture
def admin(cast):
    """Nora administers Northwind."""
    cast.nobody.administers_organisation = True
    cast.nobody.save()
    return cast.nobody


def entries(**conditions) -> list[str]:
    rows = Entry.objects.in_system_scope("test").filter(**conditions)
    return list(rows.order_by("at", "seq").values_list("kind", flat=True))


def test_an_administrator_changes_the_calendar_for_the_organisation_alone(cast, admin, now):
    joint = entries(audience="joint")
    home = replace(
        HOME,
        workdays=(0, 1, 2, 3),
        closes=time(16, 30),
        country="DE",
        subdivision="BY",
        closures=({"date": "2026-12-28", "name": "Between the years"},),
    )
    row = organisations.change_organisation(by=admin, home=home, version=1, now=now)
    row.refresh_from_db()
    assert (row.workdays, row.closes, row.subdivision, row.version) == (
        [0, 1, 2, 3],
        time(16, 30),
        "BY",
        2,
    )
    assert row.closures == [{"date": "2026-12-28", "name": "Between the years"}]
    assert entries(audience="ours", owner=cast.north) == ["people.organisation.changed"]
    assert entries(audience="joint") == joint


def test_a_new_name_is_told_to_every_alliance(cast, admin, now):
    organisations.change_organisation(
        by=admin, home=replace(HOME, name="Northwind Group"), version=1, now=now
    )
    assert entries(alliance=cast.alliance, kind="alliance.party.renamed") == [
        "alliance.party.renamed"
    ]
    assert entries(alliance=cast.other, kind="alliance.party.renamed") == []


def test_changing_against_an_outdated_version_is_refused(cast, admin, now):
    organisations.change_organisation(by=admin, home=replace(HOME, colour=3), version=1, now=now)
    with pytest.raises(Outdated):
        organisations.change_organisation(
            by=admin, home=replace(HOME, colour=4), version=1, now=now
        )


def test_changing_nothing_writes_nothing(cast, admin, now):
    before = entries()
    row = organisations.change_organisation(by=admin, home=HOME, version=1, now=now)
    assert row.version == 1
    assert entries() == before


@pytest.mark.parametrize("who", ["maya", "tomas", "carl", "daniel", "zed", "host"])
def test_nobody_else_changes_the_organisation_or_its_people(cast, now, who):
    by, before = getattr(cast, who), entries()
    calls = [
        lambda: organisations.change_organisation(by=by, home=HOME, version=1, now=now),
        lambda: organisations.name_administrator(by=by, person=cast.carl, now=now),
        lambda: organisations.end_administration(by=by, person=cast.carl, now=now),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert entries() == before


def test_administrators_name_each_other_and_the_last_one_stays(cast, admin, now):
    organisations.name_administrator(by=admin, person=cast.maya, now=now)
    cast.maya.refresh_from_db()
    assert cast.maya.administers_organisation
    organisations.end_administration(by=cast.maya, person=admin, now=now)
    with pytest.raises(Refused) as refusal:
        organisations.end_administration(by=cast.maya, person=cast.maya, now=now)
    assert refusal.value.code == "last_administrator"
    assert entries(owner=cast.north, audience="ours") == [
        "people.administrator.named",
        "people.administrator.ended",
    ]


def test_an_administrator_of_one_organisation_has_no_say_in_another(cast, admin, now):
    for command in (organisations.name_administrator, organisations.end_administration):
        with pytest.raises(Refused) as refusal:
            command(by=admin, person=cast.daniel, now=now)
        assert refusal.value.code == "not_a_colleague"
    cast.daniel.refresh_from_db()
    assert not cast.daniel.administers_organisation


def test_tokens_leave_a_line_in_the_own_log_only(cast, now):
    joint = entries(audience="joint")
    token, secret = security.make_token(
        by=cast.maya, name="nightly export", scopes=["read"], now=now
    )
    security.revoke_token(by=cast.maya, token=token, now=now)
    security.revoke_token(by=cast.maya, token=token, now=now)
    assert entries(owner=cast.north, audience="ours") == [
        "people.token.made",
        "people.token.revoked",
    ]
    assert entries(audience="joint") == joint
    raw = " ".join(Entry.objects.in_system_scope("test").values_list("raw", flat=True))
    assert secret not in raw
    assert "nightly" not in raw


def test_the_host_without_a_home_keeps_no_log(cast, now):
    before = entries()
    security.make_token(by=cast.host, name="monitor", scopes=["read"], now=now)
    assert entries() == before
    assert Person.objects.get(pk=cast.host.pk).tokens.count() == 1


@pytest.mark.parametrize("colour", ["0", "7", "-1", "abc", ""])
def test_a_colour_that_is_none_of_the_six_comes_back_with_the_page(admin, client, colour):
    client.force_login(admin, backend="allied.people.backends.WithHome")
    said = {"name": "Northwind Foods", "short_name": "Northwind", "colour": colour}
    answer = client.post("/organisation", said)
    assert answer.status_code == 422
    assert "Northwind Foods" in answer.content.decode()
