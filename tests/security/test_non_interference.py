"""Non-interference: two worlds that differ only in what Northwind keeps for itself.

Brightleaf's people run the same script in both; every byte that they receive must be the same.
This catches counts, sizes, orders, ids and ranks, which canaries cannot.
"""

import difflib
import random
import re
import uuid
from datetime import timedelta
from itertools import islice
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import transaction

from allied.alliances import gates
from allied.kit import identity
from allied.people import models as people
from allied.record import commitments
from tests.conftest import NOON, cast_of_two
from tests.security import world as worlds
from tests.security.test_sweep import addresses, client_of

BRIGHT = ("daniel", "hannah")
# Both worlds are built and read at this one moment: what differs is never the time of day.
TODAY = NOON + timedelta(days=9, hours=2, minutes=13)
MOST_TOLD, MOST_OF_A_LINE = 8, 160
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


def everything_received(name: str, start, *, secrets: int) -> dict[str, str]:
    """One world, built and visited by one person inside a transaction that is undone."""
    received: dict[str, str] = {}
    # The record of both worlds is the same: what one read of it must not answer for the other.
    caches[gates.KEPT].clear()
    with transaction.atomic():
        start()
        world = worlds.build(cast_of_two(), secrets_of=())
        start.private(True)
        for _ in range(secrets):
            worlds.plant_secrets(world, "north")
        start.private(False)
        worlds.plant_secrets(world, "bright")
        worlds.name_ids(world, seen_by=world.cast.daniel)
        visitor = client_of(world, name)
        for address in addresses(world):
            received[address] = NOISE.sub("", worlds.visit(visitor, address))
        transaction.set_rollback(True)
    return received


def differences(quiet: dict[str, str], busy: dict[str, str]) -> str:
    """The first differing lines of the first differing addresses; empty when all is the same."""
    differing = [where for where in quiet if quiet[where] != busy[where]]
    told = [f"{len(differing)} answers differ"] if differing else []
    for where in differing[:MOST_TOLD]:
        lines = difflib.unified_diff(
            quiet[where].splitlines(), busy[where].splitlines(), "quiet", "busy", lineterm="", n=0
        )
        told += [where, *(f"  {line[:MOST_OF_A_LINE]}" for line in islice(lines, MOST_TOLD))]
    return "\n".join(told)


@pytest.mark.slow
@pytest.mark.parametrize("name", BRIGHT)
def test_what_one_side_keeps_changes_no_byte_of_what_the_other_receives(
    db, same_ids, quietly, time_machine, name
):
    time_machine.move_to(TODAY, tick=False)
    quiet = everything_received(name, same_ids, secrets=0)
    busy = everything_received(name, same_ids, secrets=9)
    assert quiet.keys() == busy.keys()
    assert len(quiet) > 20
    if found := differences(quiet, busy):
        pytest.fail(found, pytrace=False)
