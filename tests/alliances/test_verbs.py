"""`allied alliances`, `seats`, `people`, `invitations`, `organisations`, `lint`, `doctor` on the command line."""

import json
from argparse import Namespace

import pytest
from django.db import connection

from allied.cli import operate
from allied.cli.main import main
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.thesis import commands as thesis

NAME = "Cold Brew Venture"
LISTS = [
    ("alliances", "list"),
    ("alliances", "show", NAME),
    ("seats", "list", NAME),
    ("people", "list"),
    ("invitations", "list", NAME),
]


@pytest.fixture(autouse=True)
def no_new_start(monkeypatch):
    """The tests run inside an installation that has started already."""
    for module in ("alliances", "take", "operate"):
        monkeypatch.setattr(f"allied.cli.{module}.start", lambda: None)


@pytest.mark.parametrize("words", LISTS)
def test_json_and_as_stand_before_or_behind_the_sub_verb(cast, capsys, words):
    asked = ["--as", cast.maya.email, "--json"]
    assert main([words[0], *asked, *words[1:]]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main([*words, *asked]) == 0
    assert json.loads(capsys.readouterr().out) == before


def test_an_alliance_is_shown_in_words(cast, capsys):
    assert main(["alliances", "show", NAME, "--as", cast.maya.email]) == 0
    assert "Northwind Foods, Brightleaf Coffee" in capsys.readouterr().out


def test_somebody_elses_alliance_does_not_exist_for_the_verbs(cast, capsys):
    assert main(["alliances", "show", NAME, "--as", cast.zed.email]) == 1
    said = capsys.readouterr().err
    assert main(["alliances", "show", "Never was", "--as", cast.zed.email]) == 1
    assert said.replace(NAME, "Never was") == capsys.readouterr().err


def test_the_lint_asks_every_room(cast, capsys, now):
    start_governance(by=cast.maya, alliance=cast.alliance, now=now)
    thesis.start_thesis(by=cast.maya, alliance=cast.alliance, audience="joint", now=now)
    assert main(["lint", NAME, "--json", "--as", cast.maya.email]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["room"] for one in found} == {"thesis", "governance"}


def test_the_lint_without_a_person_reads_only_what_is_joint(cast, capsys, now, monkeypatch):
    monkeypatch.delenv("ALLIED_AS", raising=False)
    thesis.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    assert main(["lint", NAME, "--as", cast.maya.email, "--json"]) == 1
    capsys.readouterr()
    assert main(["lint", NAME, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["lint", "Never was"]) == 1
    assert "there is no such alliance" in capsys.readouterr().err


def test_the_doctor_answers_scripts(db, capsys):
    assert main(["doctor", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["missing"] == []
    strong = connection.vendor == "sqlite" or not passes_the_wall()
    assert (answer["cautions"] == []) is strong


def passes_the_wall() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8102"),
        ("0.0.0.0", "http://127.0.0.1:8102"),
        ("allied.local", "http://allied.local:8102"),
    ],
)
def test_links_lead_to_where_it_is_served(host, address):
    assert operate._address(Namespace(host=host, port=8102)) == address
