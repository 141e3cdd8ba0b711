"""What somebody sees whose installation or alliance has just begun: nothing twice, nothing in vain."""

import re

import pytest
from django.test import Client

from allied.alliances import commands, invitation_links, invitations
from allied.alliances.models import Invitation
from allied.rooms.governance import commands as governance
from allied.rooms.thesis import commands as thesis
from tests.rooms.governance import cases
from tests.rooms.thesis import stage

BACKEND = "allied.people.backends.WithHome"


@pytest.fixture
def alone(cast, now):
    """A new alliance of Maya's, without a partner."""
    return commands.start_alliance(by=cast.maya, name="Butter Pilot", now=now)


def page(person, address: str) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get(address).content.decode()


def test_the_people_page_says_who_is_invited(cast, alone, now):
    address = f"/alliances/{alone.pk}/people"
    before = page(cast.maya, address)
    assert "Nobody else knows of this alliance yet." in before
    assert "No partner yet" in before
    invitations.invite_partner(
        by=cast.maya,
        alliance=alone,
        organisation_name="Montclair",
        address="paul@montclair.test",
        name="Paul Renard",
        role="alliance manager",
        now=now,
    )
    Invitation.objects.in_system_scope("test").update(expires_at=now.replace(year=2090))
    after = page(cast.maya, address)
    assert "The partner is invited and has not come yet." in after
    assert "Montclair is invited" in after
    assert "No partner yet" not in after


def test_the_portfolio_offers_its_first_steps_once(cast, now):
    assert page(cast.nobody, "/portfolio").count('class="btn" href="/import"') == 1
    assert page(cast.maya, "/portfolio").count('class="btn" href="/import"') == 1


def test_whoever_keeps_a_workbook_finds_the_door_for_it_at_once(cast):
    assert 'href="/import"' in page(cast.nobody, "/")
    assert 'href="/import"' in page(cast.nobody, "/start/alliance")
    assert 'class="btn" href="/import"' not in page(cast.maya, "/")


def test_the_last_administrator_is_not_offered_to_step_down(cast):
    cast.maya.administers_organisation = True
    cast.maya.save()
    own = f"/organisation/people/{cast.maya.pk}"
    assert own not in page(cast.maya, "/organisation/people")
    cast.carl.administers_organisation = True
    cast.carl.save()
    assert own in page(cast.maya, "/organisation/people")


def test_a_thesis_that_nobody_wrote_has_no_errors(cast, alone, now):
    assert "The lint finds no error" in page(cast.maya, f"/alliances/{alone.pk}/")
    thin = stage.content(cast, scope=[])
    thesis.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="joint", content=thin, now=now
    )
    assert "The lint finds no error" not in page(cast.maya, f"/alliances/{cast.alliance.pk}/")


def test_filters_come_with_the_first_decision(cast, now):
    address = f"/alliances/{cast.alliance.pk}/decisions"
    cases.started(cast, now)
    assert "Late only" not in page(cast.maya, address)
    decision = cases.raised(cast, now)
    assert "Late only" in page(cast.maya, address)
    governance.withdraw_decision(by=cast.maya, decision=decision, reason="Asked twice", now=now)
    assert "Late only" in page(cast.maya, address)


def test_the_partner_is_offered_another_colour_than_the_first(cast, alone, now):
    row = invitations.invite_partner(
        by=cast.maya,
        alliance=alone,
        organisation_name="Montclair",
        address="paul@montclair.test",
        name="",
        role="alliance manager",
        now=now,
    )
    Invitation.objects.in_system_scope("test").update(expires_at=now.replace(year=2090))
    link = invitation_links.invitation_link(row)
    shown = Client().get("/" + link.split("/", 3)[3]).content.decode()
    assert re.search(r'name="colour"[^>]*value="2"[^>]* checked', shown)
    assert "never share one: Northwind has Cobalt." in shown
    cast.north.colour = 2
    cast.north.save()
    shown = Client().get("/" + link.split("/", 3)[3]).content.decode()
    assert re.search(r'name="colour"[^>]*value="1"[^>]* checked', shown)
    assert "never share one: Northwind has Teal." in shown


def test_the_first_run_shows_everything_that_is_wrong_at_once(db):
    words = {
        "name": "Harbour Foods",
        "short_name": "Harbour",
        "colour": 1,
        "workdays": [0, 1, 2, 3, 4],
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "subdivision": "Nowhere",
        "person_name": "Ida Holm",
        "email": "ida@harbour.example",
        "password": "short",
    }
    answer = Client().post("/start", words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is no region with holidays of its own" in page
    assert "too short" in page
    right = words | {"subdivision": "BY", "password": "correct horse battery"}
    assert Client().post("/start", right).status_code in {302, 303}


def test_only_the_first_alliance_is_called_the_first(cast, alone):
    assert "<h1>First alliance</h1>" in page(cast.nobody, "/start/alliance")
    later = page(cast.maya, "/start/alliance")
    assert "<h1>New alliance</h1>" in later
    assert "First alliance" not in later
    assert "First alliance" not in page(cast.maya, f"/start/alliances/{alone.pk}")


def test_the_overview_knows_our_own_draft(cast, alone, now):
    address = f"/alliances/{alone.pk}/"
    assert "No value thesis yet" in page(cast.maya, address)
    thesis.start_thesis(by=cast.maya, alliance=alone, now=now)
    said = page(cast.maya, address)
    assert "No value thesis yet" not in said
    assert f'href="/alliances/{alone.pk}/thesis/own"' in said


def test_the_overview_keeps_a_draft_from_the_partner(cast, now):
    address = f"/alliances/{cast.alliance.pk}/"
    before = page(cast.daniel, address)
    thesis.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    assert "Go to our draft" in page(cast.maya, address)
    assert "Go to our draft" not in page(cast.olga, address)
    assert page(cast.daniel, address).count("No value thesis yet") == before.count(
        "No value thesis yet"
    )


def test_an_address_that_only_takes_a_form_says_so(cast):
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    answer = client.get(f"/alliances/{cast.alliance.pk}/governance/sign-off")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address only takes a form" in answer.content.decode()
