"""Who opens which page of a screening at each step, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.rooms.selection import commands
from tests.rooms.selection.pages import here, home, text
from tests.rooms.selection.stage import (
    candidates,
    closed,
    criteria,
    fixed,
    opened,
    prepared,
    revising,
    score,
    scored,
    shortlisted,
    started,
)


@pytest.mark.parametrize("name", ["olga", "carl"])
def test_whoever_reads_nothing_private_gets_no_page(cast, at, name):
    assert at(name).get(home(cast)).status_code == 403


PAGES = (
    "",
    "/title",
    "/criteria/new",
    "/raters",
    "/weights",
    "/pairs",
    "/candidates/new",
    "/sheet",
    "/revision",
    "/scorecard.md",
    "/shortlist",
)


@pytest.mark.parametrize("step", [started, fixed, prepared, opened, scored, revising, closed])
def test_no_page_fails_at_any_step_for_anybody(cast, now, at, step):
    screening = step(cast, now)
    removed = left_out(cast, screening, now)
    tails = [*PAGES, *(f"/criteria/{one.pk}" for one in [*criteria(screening)[:1], *removed])]
    for one in candidates(screening):
        own = ("", "/withdrawal", "/invitation", "/repetition")
        tails += [f"/candidates/{one.pk}{tail}" for tail in own]
    for name in ("maya", "tomas", "ingrid", "ben", "daniel"):
        client = at(name)
        client.raise_request_exception = False
        codes = {tail: client.get(here(screening, tail)).status_code for tail in tails}
        most = 404 if name == "daniel" else 499
        least = 403 if name == "daniel" else 200
        assert not {tail: code for tail, code in codes.items() if not least <= code <= most}


def left_out(cast, screening, now):
    """A criterion that is left out, where it can still be."""
    if screening.state != "preparing":
        return []
    row = criteria(screening)[-1]
    commands.remove_criterion(by=cast.maya, criterion=row, version=row.version, now=now)
    return [row]


@pytest.mark.parametrize("name", ["daniel", "hannah", "zed", "olga", "carl", "nobody"])
def test_nobody_else_opens_any_page_of_a_screening(cast, now, at, name):
    found = shortlisted(cast, now)
    client = at(name)
    for tail in (
        "",
        "/title",
        "/weights",
        "/pairs",
        "/raters",
        "/sheet",
        "/revision",
        "/shortlist",
        "/candidates/new",
        "/criteria/new",
        f"/candidates/{found.first.pk}",
        f"/candidates/{found.first.pk}/invitation",
        "/scorecard.md",
        "/scorecard.xlsx",
    ):
        status = client.get(here(found.screening, tail)).status_code
        assert status == (403 if name in {"olga", "carl"} else 404), tail


def test_pages_ask_as_many_questions_for_two_candidates_as_for_ten(cast, now, at):
    counted = []
    for many in (2, 10):
        screening = fixed(cast, now)
        for k in range(many):
            commands.add_candidate(by=cast.maya, screening=screening, name=f"C{k}", now=now)
        people = [cast.maya, cast.tomas, cast.ingrid]
        commands.ask_raters(by=cast.maya, screening=screening, people=people, now=now)
        commands.open_scoring(by=cast.maya, screening=screening, now=now)
        maya = at("maya")
        asked = {}
        for tail in ("", "/sheet"):
            with CaptureQueriesContext(connection) as queries:
                assert maya.get(here(screening, tail)).status_code == 200
            asked[f"open {tail}"] = len(queries)
        for name in ("maya", "tomas", "ingrid"):
            score(cast, screening, name, now, table=[(4, 4, 3, 4, 4, 4, 5)] * many)
        screening = commands.end_scoring(by=cast.maya, screening=screening, now=now)
        screening = commands.close_screening(by=cast.maya, screening=screening, now=now)
        for tail in ("", "/shortlist", "/scorecard.md"):
            with CaptureQueriesContext(connection) as queries:
                assert maya.get(here(screening, tail)).status_code == 200
            asked[tail] = len(queries)
        counted.append(asked)
    assert counted[0] == counted[1]


def test_search_finds_candidates_for_our_own_side_only(cast, now, at):
    prepared(cast, now)
    assert "Halcyon" in text(at("tomas").get("/search?q=halcyon"))
    for name in ("olga", "daniel", "zed"):
        found = text(at(name).get("/search?q=halcyon")).replace("halcyon", "")
        assert "Halcyon" not in found


def test_the_overview_shows_the_private_gate_to_our_own_side_only(cast, now, at):
    shortlisted(cast, now)
    address = f"/alliances/{cast.alliance.pk}/?gate=selection"
    said = text(at("tomas").get(address))
    assert "Only Northwind sees these checks; the gate does not count them" in said
    assert "The shortlist is decided, with reasons" in said
    assert "shortlist" not in text(at("olga").get(address))
    assert "raters scored" not in text(at("daniel").get(address))
    alone = f"/alliances/{cast.other.pk}/?gate=selection"
    assert "3 raters scored (0 did)" in text(at("zed").get(alone))
