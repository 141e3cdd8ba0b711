"""Starting an alliance: what is written, and in how few steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.commands import start_alliance
from allied.alliances.models import Role
from allied.record.models import Entry
from tests.conftest import NOON


def kinds(alliance) -> list[str]:
    lines = Entry.objects.in_system_scope("test").filter(alliance=alliance).order_by("seq")
    return list(lines.values_list("kind", flat=True))


def test_starting_an_alliance_asks_the_database_fewer_than_fifteen_times(cast):
    with CaptureQueriesContext(connection) as seen:
        start_alliance(by=cast.maya, name="Oat Milk", now=NOON)
    assert len(seen) < 15


def test_the_record_begins_with_the_alliance_its_party_and_the_first_seat(cast):
    made = start_alliance(by=cast.maya, name="Oat Milk", now=NOON)
    assert kinds(made) == [
        "alliance.alliance.started",
        "alliance.party.joined",
        "alliance.seat.given",
    ]


@pytest.mark.parametrize(("role", "seats"), [(Role.SPONSOR, 2), (Role.ALLIANCE_MANAGER, 1)])
def test_who_takes_another_role_may_manage_it_too(cast, role, seats):
    made = start_alliance(by=cast.maya, name="Oat Milk", role=role, also_manages=True, now=NOON)
    held = made.seats.filter(person=cast.maya).values_list("role", flat=True)
    assert sorted(held) == sorted({role, Role.ALLIANCE_MANAGER})
    assert kinds(made).count("alliance.seat.given") == seats
