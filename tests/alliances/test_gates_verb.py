"""`allied gates`: the joint gates for everybody with a seat, own checks for one's own side."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from allied.cli.main import main
from tests.rooms.thesis.before.stage import answer

NAME = "Cold Brew Venture"


@pytest.fixture
def gates(capsys, monkeypatch):
    """Runs `allied gates` as somebody; gives the exit code and what it printed."""
    monkeypatch.setattr("allied.cli.gates.start", lambda: None)

    def run(who, *words):
        code = main(["gates", *words, "--as", who.email])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_everybody_reads_the_joint_gates(cast, gates):
    for who in (cast.maya, cast.daniel, cast.olga):
        code, out = gates(who, "show", NAME, "--stage", "strategy")
        assert code == 1, "the thesis is not written yet"
        assert out.startswith("Value thesis: not yet\n")
        assert "yes  Every party has a sponsor" in out


def test_each_side_reads_its_own_checks_with_their_answers(cast, gates, now):
    answer(cast, now, answers={"market": "clear"})
    code, out = gates(cast.tomas, "own", NAME, "--json")
    mine = {one["id"]: one for gate in json.loads(out) for one in gate["checks"]}
    theirs = gates(cast.daniel, "own", NAME)[1]
    assert code == 1
    assert {"before.move", "before.readiness", "before.lines"} <= set(mine)
    assert "not answered yet" not in mine["before.move"]["says"]
    assert "An alliance is the right move (not answered yet)" in theirs


def test_a_seat_that_reads_joint_things_only_is_told_the_right_it_lacks(cast, gates):
    assert gates(cast.olga, "own", NAME) == (
        1,
        "Your seat does not carry the right private.read.\n",
    )
    assert "there is no such alliance" in gates(cast.zed, "own", NAME)[1]


def test_a_check_is_waived_and_the_stage_moves(cast, gates):
    until = (timezone.now() + timedelta(days=30)).date().isoformat()
    why = ("--reason", "The board meets in May", "--until", until)
    checks = json.loads(gates(cast.maya, "show", NAME, "--json")[1])
    missing = next(c for gate in checks for c in gate["checks"] if not c["holds"])
    stage = next(g["stage"] for g in checks if missing in g["checks"])
    code, out = gates(cast.maya, "waive", NAME, stage, missing["id"], *why)
    assert (code, f"{missing['id']} may wait until {until}.") == (0, out.strip())
    assert "waived" in gates(cast.daniel, "show", NAME, "--stage", stage)[1]
    assert gates(cast.maya, "reach", NAME, "governance")[0] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", NAME, "--stage", "moon"), "A stage is one of"),
        (("reach", NAME, "moon"), "A stage is one of"),
        (("waive", NAME, "strategy", "x", "--reason", "y", "--until", "soon"), "is no day such as"),
        (
            ("waive", NAME, "strategy", "x", "--reason", "y", "--until", "2000-01-01"),
            "still to come",
        ),
        (("waive", NAME, "strategy", "x", "--reason", " ", "--until", "2099-01-01"), "Say why"),
        (
            ("waive", NAME, "strategy", "x", "--reason", "y", "--until", "2099-01-01"),
            "no such check",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(cast, gates, words, says):
    code, out = gates(cast.maya, *words)
    assert code == 1
    assert says in out
