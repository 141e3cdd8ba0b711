"""How long the register with 2,000 risks, the loss of a year, and 5,000 things to look after take.

Processor time, because others share the machine; the database runs in the same process.

Run: python -m pytest tests/bench/bench_risks.py -s (not part of the suite).
"""

from datetime import timedelta
from decimal import Decimal
from statistics import median
from time import process_time

import pytest
from django.test import Client

from allied.rooms.diligence import commands
from allied.rooms.diligence.commands.registering import NewRisk
from allied.rooms.diligence.content import ControlContent
from allied.rooms.diligence.making import NOWHERE
from allied.rooms.diligence.models import ManagedItem, Risk
from tests.conftest import NOON
from tests.rooms.diligence.stage import BACKEND, assessed, content

ROUNDS = 9


@pytest.fixture
def many(cast):
    given = [
        NewRisk(
            content(cast, f"Risk {n}", assessment=assessed(cast, str(n % 5 + 1), f"{n + 6} k")),
            cast.ben if n % 3 else cast.maya,
            ControlContent(text="Loggers", due=NOON.date() + timedelta(days=9)),
            NOWHERE,
        )
        for n in range(2000)
    ]
    commands.register_risks(by=cast.maya, alliance=cast.alliance, given=given, now=NOON)
    Risk.objects.in_system_scope("bench").filter(number__lte=150).update(
        frequency=Decimal("0.3"), loss_low=Decimal(10_000), loss_high=Decimal(90_000)
    )
    ManagedItem.objects.bulk_create(
        ManagedItem(
            alliance=cast.alliance,
            owner=cast.north,
            audience="joint",
            name=f"System {n}",
            kind="system",
            critical=n % 9 == 0,
            people=[str(one.pk) for one in (cast.maya, cast.ben, cast.ingrid)[: 1 + n % 3]],
            by=cast.maya,
            noted_at=NOON,
            changed_at=NOON,
        )
        for n in range(3000)
    )
    return cast


@pytest.mark.parametrize(
    ("path", "most"),
    [("/risks", 0.1), ("/risks?page=20", 0.1), ("/risks/losses", 1.0), ("/single-points", 0.3)],
)
def test_how_long_a_page_takes(many, path, most):
    client = Client()
    client.force_login(many.maya, backend=BACKEND)
    address = f"/alliances/{many.alliance.pk}{path}"
    client.get(address)
    took = []
    for _ in range(ROUNDS):
        start = process_time()
        assert client.get(address).status_code == 200
        took.append(process_time() - start)
    print(f"{path}: median {1000 * median(took):.0f} ms, worst {1000 * max(took):.0f} ms")
    assert median(took) < 3 * most
