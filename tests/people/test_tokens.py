"""Tokens: made after proving again who one is."""

import re

from django.test import Client
from django.utils import timezone

from tests.people.signing_in import prove, signed_in


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
