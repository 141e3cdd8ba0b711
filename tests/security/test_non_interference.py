"""Non-interference: two worlds that differ only in what Northwind keeps for itself.

Brightleaf's people run the same script in both; every byte that they receive must be the same.
This catches counts, sizes, orders, ids and ranks, which canaries cannot.
"""

import random
import re
import uuid
from types import SimpleNamespace

import pytest
from django.db import transaction

from allied.kit import identity
from allied.people import models as people
from allied.record import commitments
from tests.conftest import cast_of_two
from tests.security import world as worlds
from tests.security.test_sweep import NOT_SWEPT, clients

BRIGHT = ("daniel", "hannah")
NOISE = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|name="once" value="[^"]+"|sessionid=\w+|csrftoken=\w+'
    r"|/acts/[.\w:-]+"
    r"|nonce-[\w+/=]+|[Ee]xpires=[^;]+;"
)


@pytest.fixture
def same_ids(monkeypatch):
    """Random ids are drawn from one seed per world, so that only secrets can make a difference."""

    def seeded(seed: int):
        joint, own = random.Random(seed), random.Random(seed + 1)

        def drawn(size: int) -> bytes:
            return (own if seeded.private else joint).randbytes(size)

        return SimpleNamespace(
            uuid4=lambda: uuid.UUID(bytes=drawn(16), version=4),
            token_bytes=drawn,
            token_hex=lambda size: drawn(size).hex(),
        )

    seeded.private = False

    def start() -> None:
        source = seeded(7)
        monkeypatch.setattr(identity, "uuid", source)
        monkeypatch.setattr(commitments, "secrets", source)
        monkeypatch.setattr(people, "secrets", source)

    start.private = lambda on: setattr(seeded, "private", on)
    return start


def everything_brightleaf_receives(start, *, secrets: int) -> dict[str, str]:
    """One world, built and visited inside a transaction that is undone."""
    received: dict[str, str] = {}
    with transaction.atomic():
        start()
        world = worlds.build(cast_of_two(), secrets_of=())
        start.private(True)
        for _ in range(secrets):
            worlds.plant_secrets(world, "north")
        start.private(False)
        worlds.plant_secrets(world, "bright")
        worlds.name_ids(world, seen_by=world.cast.daniel)
        visitors = clients(world)
        for route in worlds.routes():
            if NOT_SWEPT.match(route):
                continue
            for address in worlds.fillings(route, world):
                for name in BRIGHT:
                    text = worlds.visit(visitors[name], address)
                    received[f"{name} {address}"] = NOISE.sub("", text)
        transaction.set_rollback(True)
    return received


def test_what_one_side_keeps_changes_no_byte_of_what_the_other_receives(db, same_ids):
    quiet = everything_brightleaf_receives(same_ids, secrets=0)
    busy = everything_brightleaf_receives(same_ids, secrets=9)
    assert quiet.keys() == busy.keys()
    differing = {
        where: (quiet[where], busy[where]) for where in quiet if quiet[where] != busy[where]
    }
    assert differing == {}
    assert len(quiet) > 20
