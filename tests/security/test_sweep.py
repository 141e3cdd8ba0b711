"""The leak sweep: every address, as every member of the cast, with secrets planted everywhere.

A new address joins by itself, from the URL table; one whose parameters nobody planted fails.
"""

import re

import pytest
from django.test import Client

from tests.security import world as worlds
from tests.security.world import CANARY

# Addresses that answer the same for everybody, change something by being opened, or carry their
# own authority: a link from a letter is its reader's only (tests/web/test_acts.py).
NOT_SWEPT = re.compile(r"^(static/|acts/|accounts/|invitations/|api/v1/$)")


# One person of each kind; the others differ from them in nothing that a page asks.
VISITORS = ("maya", "tomas", "carl", "olga", "daniel", "hannah", "zed", "nobody", "host")


@pytest.fixture
def world(cast):
    world = worlds.build(cast)
    worlds.name_ids(world)
    return world


def clients(world) -> dict[str, Client]:
    found = {"stranger": Client(raise_request_exception=False)}
    for name in VISITORS:
        person = getattr(world.cast, name)
        found[name] = Client(raise_request_exception=False)
        found[name].force_login(person, backend="allied.people.backends.WithHome")
    return found


def test_nobody_ever_reads_a_secret_of_the_other_side(world):
    leaks, seen = [], set()
    visitors = clients(world)
    for route in worlds.routes():
        if NOT_SWEPT.match(route):
            continue
        for address in worlds.fillings(route, world):
            for name, client in visitors.items():
                for canary in set(CANARY.findall(worlds.visit(client, address))):
                    seen.add(canary)
                    if not worlds.may_read(world, canary, name):
                        leaks.append((name, address, canary))
    assert leaks == []
    assert seen, "no page showed any secret to its own side: the sweep would find nothing"


def test_hidden_and_absent_read_the_same(world):
    """What one may not see answers byte for byte like what does not exist."""
    nowhere = "00000000-0000-4000-8000-00000000dead"
    zed = clients(world)["zed"]
    for route in worlds.routes():
        if NOT_SWEPT.match(route) or "alliance_id" not in route:
            continue
        for address in worlds.fillings(route, world):
            if str(world.cast.alliance.pk) not in address:
                continue
            absent = address.replace(str(world.cast.alliance.pk), nowhere)
            hidden = worlds.visit(zed, address)
            assert hidden == worlds.visit(zed, absent), address
            assert hidden.startswith(("404", "405")), address
