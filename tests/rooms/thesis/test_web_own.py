"""The web door: a draft of one side, and sharing it."""

import pytest

from allied.rooms.thesis import commands
from allied.rooms.thesis.models import Thesis
from tests.rooms.thesis.pages import at, edited, page, signed_in
from tests.rooms.thesis.stage import content, newest


def test_a_private_draft_wears_its_band_and_is_shared_in_a_dialog_that_shows_every_word(cast, now):
    mine = commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="ours", content=content(cast), now=now
    )
    html = page(cast.maya, at(cast, "/own"))
    assert "Only Northwind sees this page." in html
    assert 'data-aud="private"' in html
    shown = page(cast.tomas, at(cast, "/own/shares"))
    assert "4 people of Northwind" in shown, (
        "sponsor, manager and two approvers read private things"
    )
    assert "10 people of both companies" in shown
    assert "Own-label coffee" in shown
    client = signed_in(cast.maya)
    sent = {"version": 1, "sections": ["objective", "scope"]}
    assert client.post(at(cast, "/own/shares"), sent).status_code == 422, "every word was not read"
    assert client.post(at(cast, "/own/shares"), {"version": 1, "read": "yes"}).status_code == 422
    assert not Thesis.objects.visible_to(cast.daniel).exists()
    assert client.post(at(cast, "/own/shares"), sent | {"read": "yes"}).status_code == 303
    theirs = page(cast.daniel, at(cast))
    assert "Own-label coffee" in theirs
    assert "A cold chain gap" not in theirs
    assert "Our own draft" in page(cast.maya, at(cast))
    assert "Our own draft" not in theirs
    assert newest(mine).edit == 1


@pytest.mark.parametrize("name", ["olga", "carl", "daniel", "rachel"])
def test_nobody_else_reads_a_private_draft(cast, now, name):
    commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    client = signed_in(cast.everybody()[name])
    for path in ("/own", "/own.md", "/own.docx", "/own/sections/objective", "/own/shares"):
        assert client.get(at(cast, path)).status_code == 404


def test_a_private_draft_is_changed_in_place(cast, now):
    mine = commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    sent = edited(cast, cast.maya, "risks", "/own/sections") | {"n0-text": ["They may walk"]}
    answer = signed_in(cast.maya).post(at(cast, "/own/sections/risks"), sent)
    assert answer.headers["Location"] == at(cast, "/own#risks")
    assert "They may walk" in newest(mine).content
    assert "Save for Northwind only" in page(cast.maya, at(cast, "/own/sections/risks"))


def test_a_side_alone_goes_straight_to_its_draft(cast, now):
    client = signed_in(cast.zed)
    client.post(at(cast, "/starts", cast.other), {"audience": "ours"})
    answer = client.get(at(cast, "", cast.other))
    assert answer.headers["Location"] == at(cast, "/own", cast.other)
    assert (
        "The partner"
        in client.get(at(cast, "/own/sections/contributions", cast.other)).content.decode()
    )
