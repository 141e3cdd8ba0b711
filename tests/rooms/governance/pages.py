"""Addresses of the pages of this room, and a script at its JSON door."""

import json

from django.test import Client
from django.utils import timezone

from allied.people import tokens


def one(decision, rest=""):
    return f"/decisions/{decision.pk}{rest}"


class Api:
    """A script that bears a person's token."""

    def __init__(self, person, cast):
        _, secret = tokens.make_token(
            by=person, name="script", scopes=["read", "write"], now=timezone.now()
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})
        self.base = f"/api/v1/alliances/{cast.alliance.pk}"

    def get(self, path):
        return self.client.get(self.base + path)

    def post(self, path, body=None, **headers):
        return self.send("post", path, body, headers)

    def put(self, path, body, **headers):
        return self.send("put", path, body, headers)

    def send(self, method, path, body, headers):
        call = getattr(self.client, method)
        text = json.dumps(body or {})
        return call(self.base + path, text, content_type="application/json", headers=headers)
