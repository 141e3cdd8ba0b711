"""People who open the pages of this room and send their forms."""

import re

from django.test import Client

from tests.web.soundness import faults_of

BACKEND = "allied.people.backends.WithHome"


class Browser:
    """A signed-in person who opens pages and sends forms."""

    def __init__(self, person, cast):
        self.client = Client()
        self.client.force_login(person, backend=BACKEND)
        self.base = f"/alliances/{cast.alliance.pk}"

    def open(self, path, status=200):
        answer = self.client.get(self.base + path)
        assert answer.status_code == status, (path, answer.status_code)
        text = answer.content.decode()
        if status == 200:
            assert faults_of(text) == [], path
        return text

    def send(self, path, said=None, status=303):
        answer = self.client.post(self.base + path, said or {})
        assert answer.status_code == status, (path, answer.status_code, plain(answer))
        if status == 422:
            assert faults_of(answer.content.decode()) == [], path
        return answer


def plain(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def one(decision, rest=""):
    return f"/decisions/{decision.pk}{rest}"
