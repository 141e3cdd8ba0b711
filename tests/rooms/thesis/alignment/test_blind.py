"""Before a round opens nothing that one side says changes a byte of what the other side receives."""

import io
import random
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from allied.kit import identity
from allied.people import models as people
from allied.people.tokens import make_token
from allied.record import commitments
from allied.rooms.thesis.alignment import commands, opening
from tests.conftest import cast_of_two
from tests.rooms.thesis.alignment.stage import answer, thesis_of
from tests.security.test_non_interference import NOISE, same_ids

__all__ = ["same_ids"]

BACKEND = "allied.people.backends.WithHome"
SECRET = "canarynorth7x"
LITTLE = answer((25, 25, 25, 25))
MUCH = answer(
    (97, 1, 1, 1),
    (4, 3, 2, 1),
    more=SECRET * 50,
    success={"o1": {"metric": SECRET, "target": "5", "date": "2028-01-01"}},
    scope={"s1": "out"},
    critical=["a1"],
)
STEPS = {
    "nothing": lambda step: None,
    "a draft": lambda step: step.draft(MUCH),
    "a draft, then handed in, a colleague still writes": lambda step: step.half(MUCH),
}


class Steps:
    """What Northwind does on its own."""

    def __init__(self, cast, row, now):
        self.cast, self.row, self.now = cast, row, now

    def draft(self, content):
        commands.save_answer(by=self.cast.maya, round=self.row, content=content, now=self.now)

    def half(self, content):
        asked = [self.cast.tomas, self.cast.ingrid]
        commands.ask_colleagues(by=self.cast.maya, round=self.row, people=asked, now=self.now)
        self.draft(content)
        commands.hand_in_answer(by=self.cast.maya, round=self.row, now=self.now)
        commands.save_answer(by=self.cast.tomas, round=self.row, content=LITTLE, now=self.now)

    def sealed(self, content):
        commands.hand_in_answer(by=self.cast.maya, round=self.row, content=content, now=self.now)


def received(same_ids, now, act) -> dict[str, str]:
    """Everything Brightleaf's people get after Northwind did this, in a world that is undone."""
    pages: dict[str, str] = {}
    with transaction.atomic():
        same_ids()
        cast = cast_of_two()
        thesis_of(cast, now)
        row = commands.start_round(
            by=cast.maya, alliance=cast.alliance, until=now.date().replace(day=28), now=now
        )
        same_ids.private(True)
        act(Steps(cast, row, now))
        same_ids.private(False)
        root = f"/alliances/{cast.alliance.pk}"
        places = ("", "/thesis", "/thesis/alignment", "/thesis/alignment/rounds/1", "/record")
        places += ("/thesis/alignment/rounds/1/answer", "/thesis/alignment/rounds/1/people")
        for who in (cast.daniel, cast.rachel, cast.hannah):
            client = Client()
            client.force_login(who, backend=BACKEND)
            for place in places:
                pages[f"{who.name} {place}"] = shown(client, root + place)
            for place in ("/", "/inbox", "/search?q=canarynorth"):
                pages[f"{who.name} {place}"] = shown(client, place)
            script = script_of(who)
            api = f"/api/v1/alliances/{cast.alliance.pk}/thesis/alignment"
            for place in ("", "/rounds/1", "/rounds/1/answer", "/rounds/1/people"):
                pages[f"{who.name} api {place}"] = shown(script, api + place)
        transaction.set_rollback(True)
    return pages


def script_of(who) -> Client:
    _, secret = make_token(by=who, name="t", scopes=["read"], now=timezone.now())
    return Client(headers={"authorization": f"Bearer {secret}"})


def shown(client, address) -> str:
    answer = client.get(address)
    return NOISE.sub("", f"{answer.status_code} {answer.content.decode(errors='replace')}")


@pytest.fixture
def quiet(same_ids, monkeypatch):
    """Salts of envelopes come from the same seed, so that only what was said can make a difference."""
    drawn = random.Random(3)
    monkeypatch.setattr(opening, "new_salt", lambda: f"{drawn.getrandbits(256):064x}")
    return same_ids


@pytest.fixture
def soon():
    """The pages read the clock of the machine, so the round must still take answers."""
    return timezone.now()


@pytest.fixture
def worlds(quiet, soon, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: soon)
    at = soon.replace(day=1)
    return lambda act: received(quiet, at, act)


def test_until_a_side_is_sealed_nothing_of_it_is_known(db, worlds):
    first, *others = (worlds(act) for act in STEPS.values())
    for other in others:
        assert {k for k in first if first[k] != other[k]} == set()
    assert len(first) > 20


def test_when_it_is_sealed_only_that_and_its_commitment_is_known(db, worlds, monkeypatch):
    monkeypatch.setattr(opening, "commitment", lambda content: "c" * 44)
    little = worlds(lambda step: step.sealed(LITTLE))
    much = worlds(lambda step: step.sealed(MUCH))
    assert {k for k in little if little[k] != much[k]} == set()
    page = next(text for place, text in much.items() if place.endswith("/thesis/alignment"))
    assert "Northwind has answered, Brightleaf not yet." in page
    assert not any(SECRET in text for text in much.values())


def test_files_carry_opened_rounds_only(cast, now):
    thesis_of(cast, now)
    row = commands.start_round(
        by=cast.maya, alliance=cast.alliance, until=now.date().replace(day=12), now=now
    )
    commands.hand_in_answer(by=cast.maya, round=row, content=MUCH, now=now)

    def taken(form) -> str:
        client = Client()
        client.force_login(cast.daniel, backend=BACKEND)
        address = f"/api/v1/alliances/{cast.alliance.pk}/export?format={form}"
        answer = client.get(address)
        assert answer.status_code == 200, answer.content[:200]
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if form == "json":
            return body.decode()
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            return "\n".join(box.read(name).decode(errors="replace") for name in box.namelist())

    for form in ("bundle", "json", "xlsx"):
        assert SECRET not in taken(form)
    assert "thesis.alignment.sealed" in taken("bundle")
    commands.hand_in_answer(by=cast.daniel, round=row, content=LITTLE, now=now)
    assert SECRET in taken("bundle")


def test_ids_and_secrets_of_the_world_are_seeded_where_this_test_says():
    """The fixture replaces these three sources; a fourth would make the comparison blind."""
    assert {identity.__name__, people.__name__, commitments.__name__} == {
        "allied.kit.identity",
        "allied.people.models",
        "allied.record.commitments",
    }
    assert re.search(r"\w", SECRET)
