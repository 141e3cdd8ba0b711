"""Signing in: password, code, recovery code, sessions, a new password by mail, proving it again."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from allied.people.demo import demo_people, renew_common_password
from allied.people.models import Installation, Organisation, Person
from tests.web.soundness import faults_of

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def forgotten_attempts():
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def maya(cast) -> Person:
    cast.maya.set_password(PASSWORD)
    cast.maya.save()
    return cast.maya


def sign_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def signed_in(person: Person) -> Client:
    client = Client()
    assert sign_in(client, person.email).status_code == 302
    return client


def prove(client: Client, next_page: str):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": next_page})


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


class TestSecondFactor:
    """A code from an app, or a recovery code, after the password."""

    @pytest.fixture
    def secret(self, maya) -> str:
        client = signed_in(maya)
        page = "/accounts/2fa/totp/activate/"
        assert client.get(page).headers["Location"].startswith("/accounts/reauthenticate/")
        prove(client, page)
        secret = re.search(r'value="([A-Z2-7]{32})"', client.get(page).content.decode()).group(1)
        answer = client.post(page, {"code": code_of(secret)})
        assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
        return secret

    def test_the_code_is_asked_after_the_password(self, maya, secret, client):
        answer = sign_in(client, maya.email)
        assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/portfolio").status_code == 302
        page = client.get("/accounts/2fa/authenticate/").content.decode()
        assert faults_of(page) == []
        cache.clear()  # the code that switched the app on counts as used until it changes
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/portfolio").status_code == 200

    def test_a_wrong_code_says_so(self, maya, secret, client):
        sign_in(client, maya.email)
        answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        assert "This code is not the one." in answer.content.decode()
        assert client.get("/portfolio").status_code == 302

    def test_a_recovery_code_works_once(self, maya, secret):
        code = codes_of(maya)[0]
        for works in (True, False):
            client = Client()
            sign_in(client, maya.email)
            client.post("/accounts/2fa/authenticate/", {"code": code})
            assert (client.get("/portfolio").status_code == 200) is works

    def test_every_page_about_it_is_sound(self, maya, secret):
        client = signed_in_with(maya, codes_of(maya)[1])
        prove(client, "/")
        for address in (
            "/accounts/2fa/",
            "/accounts/2fa/totp/deactivate/",
            "/accounts/2fa/recovery-codes/",
            "/accounts/2fa/recovery-codes/generate/",
            "/accounts/2fa/webauthn/",
            "/accounts/2fa/webauthn/add/",
            "/accounts/password/change/",
            "/accounts/sessions/",
            "/accounts/logout/",
            "/tokens",
        ):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert faults_of(answer.content.decode()) == [], address

    def test_turning_it_off_takes_the_recovery_codes_along(self, maya, secret):
        client = signed_in_with(maya, codes_of(maya)[1])
        prove(client, "/")
        client.post("/accounts/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(user=maya).exists()


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def codes_of(person: Person) -> list[str]:
    row = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return RecoveryCodes(row).get_unused_codes()


def signed_in_with(person: Person, code: str) -> Client:
    client = Client()
    sign_in(client, person.email)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/portfolio").status_code == 200
    return client


class TestSessions:
    """Where one is signed in, and ending it."""

    def test_one_session_is_ended_and_its_next_request_refused(self, maya):
        here, there = signed_in(maya), signed_in(maya)
        assert "You are signed in at 2 places." in here.get("/accounts/sessions/").content.decode()
        other = UserSession.objects.get(session_key=there.session.session_key)
        here.post("/accounts/sessions/", {"session": other.pk})
        assert there.get("/portfolio").status_code == 302
        assert here.get("/portfolio").status_code == 200

    def test_all_others_are_ended_at_once(self, maya):
        here, others = signed_in(maya), [signed_in(maya), signed_in(maya)]
        here.post("/accounts/sessions/")
        assert [other.get("/portfolio").status_code for other in others] == [302, 302]
        assert here.get("/portfolio").status_code == 200

    def test_nobody_ends_the_session_of_somebody_else(self, maya, cast):
        cast.daniel.set_password(PASSWORD)
        cast.daniel.save()
        theirs, mine = signed_in(cast.daniel), signed_in(maya)
        other = UserSession.objects.get(session_key=theirs.session.session_key)
        mine.post("/accounts/sessions/", {"session": other.pk})
        assert theirs.get("/portfolio").status_code == 200

    def test_the_session_one_is_in_ends_by_signing_out(self, maya):
        here = signed_in(maya)
        mine = UserSession.objects.get(session_key=here.session.session_key)
        answer = here.post("/accounts/sessions/", {"session": mine.pk})
        assert answer.headers["Location"] == "/accounts/logout/"
        assert here.get("/portfolio").status_code == 200

    @pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "one"])
    def test_what_is_no_number_ends_nothing(self, maya, number):
        here = signed_in(maya)
        answer = here.post("/accounts/sessions/", {"session": number}, follow=True)
        assert "had ended already" in answer.content.decode()

    def test_a_new_password_ends_every_other_session(self, maya):
        here, there = signed_in(maya), signed_in(maya)
        words = {"oldpassword": PASSWORD, "password1": "another horse battery"}
        here.post("/accounts/password/change/", words | {"password2": words["password1"]})
        assert there.get("/portfolio").status_code == 302
        assert here.get("/portfolio").status_code == 200


class TestNewPasswordByMail:
    """The link goes to the account's own address, works once, and for one hour."""

    def link(self, client, email: str) -> str:
        answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
        assert "Look into your mail" in answer.content.decode()
        [letter] = mail.outbox
        assert letter.to == [email]
        assert letter.subject == "A new password for Allied"
        return re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", letter.body).group(1)

    def test_the_link_sets_a_new_password_once(self, maya, client):
        address = self.link(client, maya.email)
        form = client.get(address, follow=True)
        assert faults_of(form.content.decode()) == []
        chosen = form.redirect_chain[-1][0]
        words = {"password1": "another horse battery", "password2": "another horse battery"}
        done = client.post(chosen, words, follow=True)
        assert "Your password is set" in done.content.decode()
        assert sign_in(client, maya.email, "another horse battery").status_code == 302
        again = Client().get(address, follow=True)
        assert "This link is used up" in again.content.decode()

    def test_the_link_dies_after_an_hour(self, maya, client, time_machine):
        address = self.link(client, maya.email)
        time_machine.move_to(timezone.now() + timedelta(minutes=61))
        assert "This link is used up" in Client().get(address, follow=True).content.decode()

    def test_the_letter_leads_here_whatever_name_the_server_was_called_by(self, maya, client):
        words = {"email": maya.email}
        client.post("/accounts/password/reset/", words, headers={"host": "elsewhere.example"})
        [letter] = mail.outbox
        assert "elsewhere.example" not in letter.body
        assert f"{settings.BASE_URL}/accounts/password/reset/key/" in letter.body

    def test_an_unknown_address_reads_the_same_and_gets_no_mail(self, cast, client):
        words = {"email": "nobody@nowhere.example"}
        answer = client.post("/accounts/password/reset/", words, follow=True)
        assert "Look into your mail" in answer.content.decode()
        assert mail.outbox == []

    def test_a_reset_ends_every_session(self, maya, client):
        there = signed_in(maya)
        chosen = client.get(self.link(client, maya.email), follow=True).redirect_chain[-1][0]
        words = {"password1": "another horse battery", "password2": "another horse battery"}
        client.post(chosen, words)
        assert there.get("/portfolio").status_code == 302


class TestTokens:
    """Tokens are made after proving again who one is; the secret is shown once and kept nowhere."""

    def test_the_page_asks_who_it_is_first(self, maya):
        client = signed_in(maya)
        assert client.get("/tokens").headers["Location"].startswith("/accounts/reauthenticate/")
        assert prove(client, "/tokens").headers["Location"] == "/tokens"
        assert client.get("/tokens").status_code == 200

    def test_a_token_is_shown_once_and_a_repeated_form_makes_no_second_one(self, maya):
        client = signed_in(maya)
        prove(client, "/tokens")
        words = {"name": "nightly", "scope": "read", "days": "7", "once": "k1"}
        first = client.post("/tokens", words)
        secret = re.search(r"allied_[\w-]+", first.content.decode()).group(0)
        assert first.status_code == 201
        assert (
            Client().get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).json()["name"]
            == maya.name
        )
        again = client.post("/tokens", words)
        assert again.status_code == 409
        assert secret not in again.content.decode()
        assert secret not in client.get("/tokens").content.decode()
        assert maya.tokens.count() == 1

    def test_a_revoked_token_opens_nothing(self, maya):
        client = signed_in(maya)
        prove(client, "/tokens")
        page = client.post("/tokens", {"name": "nightly", "scope": "write", "days": "7"})
        secret = re.search(r"allied_[\w-]+", page.content.decode()).group(0)
        client.post(f"/tokens/{maya.tokens.get().pk}/revocation")
        assert (
            Client().get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).status_code
            == 401
        )

    def test_nobody_reaches_the_tokens_of_somebody_else(self, maya, cast):
        from allied.people.tokens import make_token

        token, _ = make_token(by=cast.daniel, name="his", scopes=["read"], now=timezone.now())
        client = signed_in(maya)
        prove(client, "/tokens")
        assert client.post(f"/tokens/{token.pk}/revocation").status_code == 404
        token.refresh_from_db()
        assert token.revoked_at is None


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
