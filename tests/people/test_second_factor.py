"""Signing in with a second factor: codes, recovery codes, turning it on and off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from allied.people.models import Person
from tests.people.signing_in import prove, sign_in, signed_in
from tests.web.soundness import faults_of


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
