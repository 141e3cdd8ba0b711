"""Signing in: a password, too many attempts, an ended account, the demo people."""

import pytest
from django.utils import timezone

from allied.people.demo import demo_people, renew_common_password
from allied.people.models import Installation, Organisation, Person
from tests.people.signing_in import LOGIN, PASSWORD, sign_in, signed_in
from tests.web.soundness import faults_of


def test_an_empty_server_leads_to_the_first_run(client, db):
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/start"
    assert answer.status_code == 200
    assert "Your organisation" in answer.content.decode()


def test_nobody_is_led_to_the_sign_in_page(client, cast):
    Installation.objects.create(host=cast.north, opened_at=timezone.now())
    answer = client.get("/", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/"
    assert "Northwind Foods hosts this server." in page
    assert faults_of(page) == []


def test_a_password_signs_in_whatever_the_case_of_the_address(maya, client):
    answer = sign_in(client, maya.email.upper(), next="/portfolio")
    assert answer.headers["Location"] == "/portfolio"
    assert client.get("/portfolio").status_code == 200


def test_going_on_leads_nowhere_else(maya, client):
    answer = sign_in(client, maya.email, next="https://evil.example/")
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["maya.lindqvist@northwind.example", "nobody@nowhere.example"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(maya, client, email):
    answer = sign_in(client, email, "wrong horse battery")
    page = answer.content.decode()
    assert "This address and this password do not belong together." in page
    assert "_auth_user_id" not in client.session
    assert faults_of(page) == []


def test_too_many_attempts_are_refused_for_a_while(maya, client):
    for _ in range(5):
        sign_in(client, maya.email, "wrong horse battery")
    answer = sign_in(client, maya.email)
    assert "Too many attempts." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_ended_account_does_not_sign_in(maya, client):
    Person.objects.filter(pk=maya.pk).update(is_active=False)
    sign_in(client, maya.email)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_or_changes_an_address_on_their_own(maya):
    client = signed_in(maya)
    for address in ("/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": "other@x.example"}).status_code == 404


def test_signing_out_takes_a_button(maya):
    client = signed_in(maya)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/portfolio").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/portfolio").status_code == 302


class TestDemo:
    """The demo people, one click each, in demo mode only."""

    @pytest.fixture
    def demo(self, settings, monkeypatch, cast, maya):
        settings.DEMO = True
        cast.daniel.password = maya.password
        cast.daniel.save()
        monkeypatch.setenv("ALLIED_DEMO_PASSWORD", PASSWORD)
        return maya

    def test_the_people_are_offered_by_name_and_company(self, demo, client):
        page = client.get(LOGIN).content.decode()
        assert "Enter as Maya Lindqvist" in page
        assert "Brightleaf Coffee" in page
        assert faults_of(page) == []

    def test_one_click_enters(self, demo, client):
        answer = client.post("/accounts/demo", {"person": demo.pk})
        assert answer.headers["Location"] == "/"
        assert client.get("/portfolio").status_code == 200

    def test_nobody_enters_whose_password_is_their_own(self, demo, cast, client):
        cast.daniel.set_password("something else entirely")
        cast.daniel.save()
        assert client.post("/accounts/demo", {"person": cast.daniel.pk}).status_code == 404

    def test_nobody_is_offered_who_cannot_enter_by_password(self, demo, cast, client):
        assert "Enter as Daniel Okafor" in client.get(LOGIN).content.decode()
        assert "Enter as Rachel Kim" not in client.get(LOGIN).content.decode()

    @pytest.mark.parametrize("before", [PASSWORD, ""])
    def test_another_common_password_reaches_whoever_still_has_the_old_one(
        self, demo, cast, client, monkeypatch, before
    ):
        cast.tomas.set_password("something else entirely")
        cast.tomas.save()
        monkeypatch.setenv("ALLIED_DEMO_PASSWORD", "another one 1234")
        assert renew_common_password(before, "another one 1234") == 2
        assert client.post("/accounts/demo", {"person": demo.pk}).status_code == 302
        assert client.post("/accounts/demo", {"person": cast.daniel.pk}).status_code == 302
        cast.tomas.refresh_from_db()
        assert cast.tomas.check_password("something else entirely")
        assert renew_common_password("another one 1234", "another one 1234") == 0

    def test_a_single_demo_person_gets_it_when_the_old_one_is_known(self, demo, cast):
        cast.daniel.set_unusable_password()
        cast.daniel.save()
        assert renew_common_password("not that one", "another one 1234") == 0
        assert renew_common_password(PASSWORD, "another one 1234") == 1

    def test_a_real_address_keeps_its_password(self, demo, db):
        home = Organisation.objects.create(
            name="Real", short_name="Real", created_at=timezone.now()
        )
        real = Person.objects.create_user(
            "a@real.com", PASSWORD, name="Real", organisation=home, joined_at=timezone.now()
        )
        renew_common_password(PASSWORD, "another one 1234")
        real.refresh_from_db()
        assert real.check_password(PASSWORD)

    def test_a_real_address_is_never_offered(self, demo, db, client):
        home = Organisation.objects.create(
            name="Real", short_name="Real", created_at=timezone.now()
        )
        real = Person.objects.create_user(
            "a@real.com", PASSWORD, name="Real", organisation=home, joined_at=timezone.now()
        )
        assert client.post("/accounts/demo", {"person": real.pk}).status_code == 404

    def test_without_demo_mode_there_is_no_such_address(self, maya, client, monkeypatch):
        monkeypatch.setenv("ALLIED_DEMO_PASSWORD", PASSWORD)
        assert demo_people() == []
        assert "Enter as" not in client.get(LOGIN).content.decode()
        assert client.post("/accounts/demo", {"person": maya.pk}).status_code == 404
