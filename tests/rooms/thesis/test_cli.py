"""The command line: the same commands, in words or as JSON, with exit codes that scripts can read."""

import json

import docx
import pytest

from allied.cli.main import main
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, Thesis
from tests.rooms.thesis.stage import change, content, joint_thesis, newest, signed_thesis

NAME = "Cold Brew Venture"


@pytest.fixture
def allied(capsys, tmp_path, monkeypatch):
    """Runs one line and gives its exit code, what it printed, and what it complained about."""

    def run(*words, by):
        code = main([*words, "--as", by.email])
        said = capsys.readouterr()
        return code, said.out, said.err

    monkeypatch.chdir(tmp_path)
    return run


@pytest.fixture
def drafted(cast, now):
    """The cast with a joint draft."""
    joint_thesis(cast, now)
    return cast


def file_of(tmp_path, content):
    path = tmp_path / "section.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_a_thesis_lives_its_whole_life_on_the_command_line(cast, allied, tmp_path):
    assert allied("thesis", "start", NAME, by=cast.maya)[0] == 0
    words = file_of(tmp_path, "6,000 stores")
    code, out, _ = allied("thesis", "change", NAME, "objective", "--file", words, by=cast.daniel)
    assert (code, out) == (0, "Version 1 is at edit 2.\n")
    bets = file_of(tmp_path, [{"id": "a1", "statement": "They buy it"}])
    assert allied("thesis", "change", NAME, "assumptions", "--file", bets, by=cast.maya)[0] == 0
    code, out, _ = allied("thesis", "put-up", NAME, by=cast.maya)
    assert (code, "up for signature" in out) == (0, True)
    assert "other signatures are missing" in allied("thesis", "sign", NAME, by=cast.tomas)[1]
    assert allied("thesis", "withdraw", NAME, by=cast.tomas)[0] == 0
    assert allied("thesis", "sign", NAME, by=cast.tomas)[0] == 0
    assert "it is in force" in allied("thesis", "sign", NAME, by=cast.rachel)[1]
    evidence = ("--item", "a1", "--source", "Visits", "--found-on", "2026-01-01")
    code, out, _ = allied(
        "thesis", "evidence", NAME, *evidence, "--direction", "for", "--strength", "weak", "--json",
        by=cast.maya,
    )  # fmt: skip
    row = json.loads(out)["id"]
    verdict = ("--item", "a1", "--verdict", "validated", "--reason", "Held")
    assert allied("thesis", "judge", NAME, *verdict, by=cast.daniel)[0] == 0
    assert "60% likely" in allied("thesis", "tests", NAME, by=cast.olga)[1]
    assert allied("thesis", "withdraw-evidence", NAME, "--id", row, by=cast.maya)[0] == 0
    assert newest(Thesis.objects.visible_to(cast.maya).get()).state == State.SIGNED


def test_it_is_shown_as_markdown_or_json(cast, now, allied):
    signed_thesis(cast, now)
    code, out, _ = allied("thesis", "show", NAME, by=cast.olga)
    assert code == 0
    assert out.startswith("# Value thesis of Cold Brew Venture\n\nVersion 1, signed by")
    shown = json.loads(allied("thesis", "show", NAME, "--revision", "1", "--json", by=cast.olga)[1])
    assert shown["version"]["state"] == "signed"


def test_what_changed_is_said(cast, now, allied):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[])
    out = allied("thesis", "compare", NAME, by=cast.olga)[1]
    assert out.splitlines()[0] == "1 change from version 1 to version 2."
    assert allied("thesis", "compare", NAME, "--from", "1", "--to", "9", by=cast.olga)[0] == 1


def test_the_lint_is_the_answer_of_its_exit_code(cast, now, allied):
    thesis = joint_thesis(cast, now)
    for verb in (("lint", NAME), ("thesis", "lint", NAME)):
        assert allied(*verb, by=cast.olga)[0] == 0
    change(cast, thesis, now, section="scope", new=[])
    for verb in (("lint", NAME), ("thesis", "lint", NAME)):
        code, out, _ = allied(*verb, by=cast.olga)
        assert code == 1
        assert out.startswith("E3 scope: The thesis names no non-goal.")
    found = json.loads(allied("lint", NAME, "--json", by=cast.olga)[1])
    assert [(one["room"], one["rule"]) for one in found if one["severity"] == "error"] == [
        ("thesis", "E3")
    ]


def test_the_report_is_a_file(cast, now, allied, tmp_path):
    signed_thesis(cast, now)
    for kind in ("docx", "md"):
        path = tmp_path / f"thesis.{kind}"
        line = ("report", NAME, "--kind", "thesis", "--format", kind, "-o", str(path))
        assert allied(*line, by=cast.olga)[0] == 0
        assert path.stat().st_size > 500
    assert docx.Document(str(tmp_path / "thesis.docx")).paragraphs[0].text == (
        "Value thesis of Cold Brew Venture"
    )


def test_an_unknown_kind_or_format_is_wrong_usage_and_names_what_there_is(cast, now, allied):
    signed_thesis(cast, now)
    line = ("report", NAME, "-o", "x", "--kind")
    code, _, err = allied(*line, "horoscope", "--format", "docx", by=cast.maya)
    assert (code, "the kinds are annex, governance, thesis" in err) == (2, True)
    code, _, err = allied(*line, "thesis", "--format", "pptx", by=cast.maya)
    assert (code, "pdf or docx or md" in err) == (2, True)


def test_a_file_that_cannot_be_written_is_said(cast, now, allied):
    signed_thesis(cast, now)
    line = ("report", NAME, "--kind", "thesis", "--format", "md", "-o", "no/such/folder/x.md")
    code, _, err = allied(*line, by=cast.maya)
    assert (code, "cannot be written" in err) == (1, True)


@pytest.mark.parametrize(
    "line",
    [
        ("thesis", "show", NAME),
        ("thesis", "sign", NAME),
        ("lint", NAME),
        ("report", NAME, "--kind", "thesis", "--format", "md", "-o", "x.md"),
    ],
)
def test_strangers_learn_nothing(cast, now, allied, line):
    signed_thesis(cast, now)
    for who in (cast.zed, cast.nobody, cast.host):
        code, out, err = allied(*line, by=who)
        assert (code, out) == (1, "")
        assert "there is no such alliance" in err


@pytest.mark.parametrize(
    "line",
    [
        ("start", NAME),
        ("put-up", NAME),
        ("sign", NAME, "--digest", "x"),
        ("refuse", NAME, "--reason", "No"),
        ("withdraw", NAME),
        ("judge", NAME, "--item", "a1", "--verdict", "refuted", "--reason", "No"),
    ],
)
def test_a_seat_without_the_right_is_told_so(cast, now, allied, line):
    if line[0] != "start":
        joint_thesis(cast, now)
    before = Entry.objects.in_system_scope("test").count()
    code, out, err = allied("thesis", *line, by=cast.olga)
    assert (code, out) == (1, "")
    assert "does not carry the right thesis." in err
    assert Entry.objects.in_system_scope("test").count() == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("change", NAME, "objective", "--file", "missing.json"), "not a readable JSON file"),
        (("change", NAME, "outcomes", "--file", "FILE"), "must be a list"),
        (("change", NAME, "nothing", "--file", "FILE"), "A section is one of"),
        (("sign", NAME), "not up for signature"),
        (("refuse", NAME, "--reason", " "), "Say why"),
        (("evidence", NAME, "--item", "a1", "--source", "x", "--found-on", "2026-02-30",
          "--direction", "for", "--strength", "weak"), "is not a date"),
        (("judge", NAME, "--item", "zz", "--verdict", "refuted", "--reason", "x"), "no such assumption"),
        (("judge", NAME, "--item", "a1", "--verdict", "held", "--reason", "x"), "one of validated"),
        (("withdraw-evidence", NAME, "--id", "x"), "no such evidence"),
        (("show", NAME, "--revision", "9"), "no version 9"),
        (("show", NAME, "--own"), "has no own draft"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_a_sentence(drafted, allied, tmp_path, line, says):
    words = file_of(tmp_path, "text")
    line = [words if word == "FILE" else word for word in line]
    code, out, err = allied("thesis", *line, by=drafted.tomas)
    assert (code, out) == (1, "")
    assert says in err


def test_an_outdated_change_is_refused(cast, now, allied, tmp_path):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now)
    words = file_of(tmp_path, "x")
    line = ("thesis", "change", NAME, "objective", "--edit", "1", "--file", words)
    code, _, err = allied(*line, by=cast.maya)
    assert (code, "Daniel Okafor changed" in err) == (1, True)


def test_an_own_draft_is_shared_on_the_command_line(cast, now, allied):
    commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="ours", content=content(cast), now=now
    )
    assert allied("thesis", "show", NAME, by=cast.daniel)[0] == 1
    assert allied("thesis", "show", NAME, "--own", by=cast.maya)[0] == 0
    assert allied("thesis", "share", NAME, "--sections", "scope", by=cast.maya)[0] == 0
    out = allied("thesis", "show", NAME, by=cast.daniel)[1]
    assert "Own-label coffee" in out
    assert "6,000 chilled stores" not in out
