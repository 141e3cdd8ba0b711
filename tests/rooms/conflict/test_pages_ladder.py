"""The page of the ladder: written, put up and signed, and what follows it."""

import pytest

from allied.alliances.gates import Standing, gate
from allied.rooms.conflict.holdings import ladder_steps
from allied.rooms.conflict.models import ConflictLadder
from tests.rooms.conflict.stage import signed_ladder
from tests.rooms.diligence.stage import plain

pytestmark = pytest.mark.django_db


def test_the_ladder_is_written_and_signed_on_its_page(cast, browse):
    maya = browse(cast.maya)
    assert "The built-in ladder holds." in plain(maya.open("/conflicts/ladder"))
    form = maya.open("/conflicts/ladder/words")
    assert 'name="s0-name"' in form
    north, bright = cast.north.pk, cast.bright.pk
    said = {
        "version": "0",
        "end": "Court",
        "s0-id": "talk",
        "s0-name": "Talk",
        "s0-days": "3",
        "s0-kind": "talk",
        f"s0-role-{north}": "sponsor",
        f"s0-role-{bright}": "alliance manager",
    }
    wrong = said | {"s0-days": "0"}
    assert "Give a whole number from 1 to 120" in plain(
        maya.send("/conflicts/ladder/words", wrong, 422)
    )
    none = said | {"s0-days": ""}
    assert "Give 1 to 120 working days" in plain(maya.send("/conflicts/ladder/words", none, 422))
    assert "no step" in plain(maya.send("/conflicts/ladder/words", said | {"s0-name": ""}, 422))
    maya.send("/conflicts/ladder/words", said)
    row = ConflictLadder.objects.visible_to(cast.daniel).get()
    assert row.content["steps"][0]["owners"] == {
        str(north): "sponsor",
        str(bright): "alliance manager",
    }
    assert "Draft of version 1" in plain(maya.open("/conflicts/ladder"))
    maya.send("/conflicts/ladder/sign-off", {"version": "1"})
    tomas = browse(cast.tomas)
    tomas.send("/conflicts/ladder/signatures", {"digest": row.digest})
    tomas.send("/conflicts/ladder/signatures/withdrawal")
    tomas.send("/conflicts/ladder/signatures", {"digest": row.digest})
    rachel = browse(cast.rachel)
    rachel.open("/conflicts/ladder/refusals")
    rachel.send("/conflicts/ladder/refusals", {"digest": row.digest, "reason": "Longer"})
    assert "Rachel Kim: Longer" in plain(maya.open("/conflicts/ladder"))
    maya.open("/conflicts/ladder/refusals", 403)
    browse(cast.olga).open("/conflicts/ladder/words", 403)
    maya.send("/conflicts/ladder/sign-off", {"version": "1"})
    for who in (tomas, rachel):
        who.send("/conflicts/ladder/signatures", {"digest": row.digest})
    text = plain(maya.open("/conflicts/ladder"))
    assert "Version 2 is in force." in text
    assert "Northwind: sponsor, Brightleaf: alliance manager" in text


def test_the_built_in_ladder_is_put_up_as_it_is(cast, browse):
    browse(cast.maya).send("/conflicts/ladder/sign-off", {"version": "0"})
    row = ConflictLadder.objects.visible_to(cast.maya).get()
    assert (row.state, len(row.content["steps"])) == ("up", 6)


def test_gate_and_holdings_follow_the_signed_ladder(cast, now):
    def holds() -> bool:
        checks = gate(Standing(cast.alliance), "agreement", now=now).checks
        return next(one.holds for one in checks if one.id == "conflict.ladder")

    assert not holds()
    assert list(ladder_steps(cast.alliance, now)) == []
    signed_ladder(cast)
    assert holds()
    items = list(ladder_steps(cast.alliance, now))
    assert len(items) == 8
    assert {item.label for item in items} >= {"Working team, Northwind", "Mediation, Brightleaf"}
    assert all(len(item.people) == 1 for item in items)
