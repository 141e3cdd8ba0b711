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


# One person of each kind; the others differ from them in nothing that a page asks. Those of a group
# walk through the same world, one after the other: to plant it takes seconds.
GROUPS = (
    ("stranger", "maya", "hannah", "olga", "host"),
    ("daniel", "tomas", "carl", "zed", "nobody"),
)


@pytest.fixture
def world(cast, quietly):
    world = worlds.build(cast)
    worlds.name_ids(world)
    return world


def client_of(world, name: str) -> Client:
    """A browser of its own, signed in as this person of the cast."""
    client = Client(raise_request_exception=False)
    if name != "stranger":
        client.force_login(getattr(world.cast, name), backend="allied.people.backends.WithHome")
    return client


def addresses(world) -> list[str]:
    """Every address that is swept, with every id that belongs there."""
    swept = [route for route in worlds.routes() if not NOT_SWEPT.match(route)]
    return [address for route in swept for address in worlds.fillings(route, world)]


@pytest.mark.slow
@pytest.mark.parametrize("names", GROUPS, ids="-".join)
def test_nobody_ever_reads_a_secret_of_the_other_side(world, names):
    leaks = []
    for name in names:
        client, seen = client_of(world, name), set()
        for address in addresses(world):
            for canary in set(CANARY.findall(worlds.visit(client, address))):
                seen.add(canary)
                if not worlds.may_read(world, canary, name):
                    leaks.append((name, address, canary))
        if name in {"maya", "daniel"}:
            assert len(seen) > 50, "hardly a page showed a secret to its own side"
    assert leaks == []


def test_hidden_and_absent_read_the_same(world):
    """What one may not see answers byte for byte like what does not exist."""
    zed = client_of(world, "zed")
    here = str(world.cast.alliance.pk)
    for address in addresses(world):
        if here in address:
            hidden = worlds.visit(zed, address)
            assert hidden == worlds.visit(zed, address.replace(here, worlds.NOWHERE)), address
            assert hidden.startswith(("404", "405")), address
