"""Risks of the cast, written by the real commands, and what tests ask about them."""

import re
from dataclasses import replace
from decimal import Decimal

from django.test import Client

from allied.people.scope import JOINT, OURS
from allied.record.models import Entry
from allied.rooms.diligence import commands
from allied.rooms.diligence.content import ControlContent, RiskContent
from allied.rooms.diligence.exposure import read_assessment
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import scales_of
from tests.conftest import NOON
from tests.web.soundness import faults_of

BACKEND = "allied.people.backends.WithHome"


def assessed(cast, probability="3", impact="4", **more):
    return read_assessment(
        probability=probability,
        impact=impact,
        scales=scales_of(cast.alliance),
        limits=limits(),
        **more,
    )


def content(cast, title="Cold chain breaks in winter", **changed):
    said = RiskContent(title=title, category="Delivery capacity", assessment=assessed(cast))
    return replace(said, **changed)


def risk(cast, title="Cold chain breaks in winter", *, by=None, now=NOON, **known) -> Risk:
    """A joint risk of Northwind's manager."""
    said = {name: known.pop(name) for name in list(known) if name in RiskContent.__annotations__}
    return commands.register_risk(
        by=by or cast.maya,
        alliance=cast.alliance,
        said=content(cast, title, **said),
        now=now,
        **known,
    )


def private(cast, title="They may sell direct", *, by=None, **known) -> Risk:
    return risk(cast, title, by=by, audience=OURS, **known)


def control(cast, on, *, by=None, now=NOON, holder=None, **said) -> Control:
    half = {"text": "Loggers on each route", "less_probability": Decimal("0.5")} | said
    return commands.add_control(
        by=by or cast.maya, risk=on, said=ControlContent(**half), holder=holder, now=now
    )


def fresh(row):
    return type(row).objects.in_system_scope("test").get(pk=row.pk)


def entries(audience=JOINT):
    return Entry.objects.in_system_scope("test").filter(audience=audience).order_by("at", "seq")


def size() -> int:
    return Entry.objects.in_system_scope("test").count()


def kinds(audience=JOINT) -> list[str]:
    found = entries(audience).values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith("diligence.")]


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
    text = answer if isinstance(answer, str) else answer.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
