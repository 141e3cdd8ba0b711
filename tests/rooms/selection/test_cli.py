"""The command line: a whole selection in words, refusals with exit 1, and T2 as files."""

import io
import json
import zipfile
from itertools import combinations

import openpyxl
import pytest

from allied.cli.main import main
from allied.rooms.selection.models import Rating, Screening, ScreeningState, Shortlist
from tests.rooms.selection.stage import (
    answered,
    criteria,
    every,
    lines,
    opened,
    revising,
    shortlisted,
    started,
)

NAME = "Cold Brew Venture"


@pytest.fixture
def allied(capsys, tmp_path, monkeypatch):
    """Runs one line of `allied selection` and gives exit code, what it printed and complained."""

    def run(*words, by):
        code = main(["selection", *words, "--as", by.email])
        said = capsys.readouterr()
        return code, said.out, said.err

    monkeypatch.chdir(tmp_path)
    return run


def file_of(tmp_path, content):
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_a_selection_lives_its_whole_life_on_the_command_line(cast, allied, tmp_path):
    maya, tomas = cast.maya, cast.tomas
    assert "Started as number 1" in allied("start", NAME, "--title", "Coffee", by=maya)[1]
    assert allied("weights", NAME, by=maya)[0] == 0
    for name in ("Aster", "Boreal"):
        assert allied("add", NAME, "--candidate", name, by=maya)[1] == f"{name} is added.\n"
    letter = tmp_path / "audit.txt"
    letter.write_text("fine")
    evidence = ("--candidate", "aster", "--file", str(letter), "--note", "BRCGS")
    assert allied("attach", NAME, *evidence, by=tomas)[1] == "audit.txt is attached.\n"
    asked = allied("ask", NAME, "--emails", maya.email, tomas.email, by=maya)
    assert asked[1] == "2 colleagues asked to score.\n"
    assert allied("open", NAME, by=maya)[1] == "Scoring is open.\n"
    keys = (
        "strategic",
        "capability",
        "economic",
        "operating",
        "cultural",
        "compliance",
        "sponsorship",
    )
    for person, fit in ((maya, 5), (tomas, 3)):
        given = [
            {"candidate": name, "criterion": key, "score": fit if name == "Aster" else 3}
            for name in ("Aster", "Boreal")
            for key in keys
        ]
        scores = file_of(tmp_path, given)
        assert "14 of 14 cells scored" in allied("score", NAME, "--file", scores, by=person)[1]
        assert allied("submit", NAME, by=person)[0] == 0
    assert allied("end", NAME, by=maya)[1] == "Scoring has ended.\n"
    revised = file_of(
        tmp_path, [{"candidate": "Aster", "criterion": "strategic", "score": 4, "evidence": "talk"}]
    )
    assert "Revised." in allied("revise", NAME, "--file", revised, by=tomas)[1]
    assert allied("close", NAME, by=maya)[0] == 0
    decided = allied(
        "shortlist",
        NAME,
        "--candidates",
        "Aster",
        "--chosen",
        "aster",
        "--reason",
        "First",
        by=maya,
    )
    assert decided[1] == "Decision 1 is in your own log.\n"
    own = ("--candidate", "Aster", "--address", "b@northwind.example")
    code, _, said = allied("invite", NAME, *own, by=maya)
    assert (code, "an address of your own company" in said) == (1, True)
    code, out, _ = allied(
        "invite", NAME, "--candidate", "Aster", "--address", "a@aster.example", "--json", by=maya
    )
    assert (code, "/invitations/" in json.loads(out)["link"]) == (0, True)
    assert allied("repeat", NAME, "--candidate", "Aster", "--title", "Again", by=maya)[0] == 0
    assert every(Screening).count() == 2
    assert len(lines("selection.candidate.invited")) == 1


def test_show_gives_the_scorecard_and_for_scripts_the_results(cast, now, allied):
    shortlisted(cast, now)
    code, out, _ = allied("show", NAME, by=cast.tomas)
    assert (code, out.startswith("# Partner fit: Ready-to-drink coffee")) == (0, True)
    assert "Below the line by a red flag, whatever the score: Tidewater." in out
    shown = json.loads(allied("show", NAME, "--json", by=cast.tomas)[1])
    assert shown["results"]["rows"][0]["name"] == "Brightwater"


def test_the_gate_answers_no_until_it_is_decided(cast, now, allied):
    found = answered(cast, now)
    code, out, _ = allied("gate", NAME, by=cast.maya)
    assert (code, "no   The shortlist is decided" in out) == (1, True)
    allied("shortlist", NAME, "--candidates", "Brightwater", "--reason", "x", by=cast.maya)
    assert allied("gate", NAME, by=cast.maya)[0] == 0
    assert every(Shortlist, screening=found.screening).count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", NAME, "--candidate", "X"), "(weights_first)"),
        (("weights", NAME, "--method", "magic"), "(unknown_method)"),
        (("withdraw", NAME, "--candidate", "X", "--reason", "y"), "There is no candidate 'X'"),
        (("ask", NAME, "--emails", "who@nowhere.example"), "Nobody here has the address"),
        (("open", NAME, "--until", "soon"), "'soon' is not a date"),
        (("show", NAME, "--number", "9"), "no such partner selection"),
        (("score", NAME, "--file", "none.json"), "not a readable JSON file"),
        (("attach", NAME, "--candidate", "X", "--file", "none.pdf"), "There is no file"),
    ],
)
def test_what_is_refused_exits_with_one_and_says_why(cast, now, allied, words, said):
    started(cast, now)
    code, out, err = allied(*words, by=cast.maya)
    assert (code, out) == (1, "")
    assert said in err


@pytest.mark.parametrize(
    "given", [{}, ["x"], [{"candidate": "Nobody", "criterion": "a", "score": 1}]]
)
def test_a_file_that_holds_no_scores_is_refused(cast, now, allied, tmp_path, given):
    opened(cast, now)
    code, _, _ = allied("score", NAME, "--file", file_of(tmp_path, given), by=cast.tomas)
    assert code == 1
    assert not every(Rating).exists()


def test_a_score_off_the_scale_is_refused(cast, now, allied, tmp_path):
    opened(cast, now)
    path = file_of(tmp_path, [{"candidate": "Halcyon", "criterion": "strategic", "score": 7}])
    code, _, err = allied("score", NAME, "--file", path, by=cast.tomas)
    assert (code, "Halcyon, Strategic fit: 7 is not on the scale" in err) == (1, True)


def test_a_vetoed_one_needs_its_exception(cast, now, allied):
    answered(cast, now)
    words = ("shortlist", NAME, "--candidates", "Tidewater", "--reason", "near")
    code, _, err = allied(*words, by=cast.maya)
    assert (code, "vetoed by a red flag" in err) == (1, True)
    code, _, _ = allied(*words, "--exception", "Tidewater=The recall is closed", by=cast.maya)
    assert code == 0


@pytest.mark.parametrize("name", ["olga", "carl"])
def test_who_reads_nothing_private_gets_nothing(cast, now, allied, name):
    revising(cast, now)
    for verb in ("list", "show", "gate"):
        code, out, err = allied(verb, NAME, by=getattr(cast, name))
        assert (code, out) == (1, "")
        assert "private.read" in err


def test_the_partner_finds_none(cast, now, allied):
    revising(cast, now)
    assert allied("list", NAME, by=cast.daniel)[1] == "No partner selection yet.\n"
    assert allied("show", NAME, by=cast.daniel)[0] == 1


def report(cast, tmp_path, kind, by=None):
    out = tmp_path / f"fit.{kind}"
    code = main(
        ["report", NAME, "--kind", "partner-fit", "--format", kind, "-o", str(out), "--as", (by or cast.maya).email]
    )  # fmt: skip
    return code, out.read_bytes() if out.exists() else b""


def test_the_scorecard_comes_as_word_markdown_and_excel(cast, now, tmp_path):
    found = answered(cast, now)
    code, raw = report(cast, tmp_path, "md")
    assert code == 0
    for said in (
        "Strategic fit",
        "Only Northwind Foods reads this",
        "Kendall",
        "We asked.",
        "seed",
    ):
        assert said in raw.decode(), said
    code, raw = report(cast, tmp_path, "docx")
    written = zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml").decode()
    assert "Partner fit: Ready-to-drink coffee" in written
    assert written.index("Fit scores") < written.index("Criteria"), "the result stands first"
    assert 'w:orient="landscape"' in written
    code, raw = report(cast, tmp_path, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["Scores", "Partner fit", "Criteria"]
    heads = [cell.value for cell in book["Partner fit"][1]]
    assert heads[:6] == ["Candidate", "Criterion", "Rater", "Score", "Evidence", "Red flag"]
    assert book["Partner fit"].max_row == 64
    last = [row for row in book["Scores"].iter_rows(min_row=2, values_only=True)][-1]
    assert (last[0], last[-2]) == ("Tidewater", "below the line")
    assert "median of 3 raters is 2" in last[-1]
    assert found.screening.state == ScreeningState.CLOSED


def test_hostile_words_stay_words_in_every_file(cast, now, tmp_path):
    from allied.rooms.selection import commands
    from tests.rooms.selection.stage import fixed

    screening = fixed(cast, now)
    for name in ("=HYPERLINK(1)", "<script>x</script>"):
        commands.add_candidate(by=cast.maya, screening=screening, name=name, now=now)
    book = openpyxl.load_workbook(io.BytesIO(report(cast, tmp_path, "xlsx")[1]))
    cell = book["Scores"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert "\\<script\\>" in report(cast, tmp_path, "md")[1].decode()


def test_an_empty_scorecard_is_a_form_to_fill_in(cast, now, tmp_path):
    started(cast, now)
    raw = report(cast, tmp_path, "md")[1].decode()
    assert "| Candidate | Strategic | Capability |" in raw
    assert "given alone before anybody talks" in raw


def test_nobody_else_gets_a_scorecard(cast, now, tmp_path):
    revising(cast, now)
    for name in ("daniel", "olga"):
        code, raw = report(cast, tmp_path, "md", by=getattr(cast, name))
        assert (code, raw) == (1, b"")


def test_colleagues_compare_in_pairs_and_the_weights_come_from_them(cast, now, allied, tmp_path):
    screening = started(cast, now)
    pairs = {f"{one.key}:{two.key}": 3 for one, two in combinations(criteria(screening), 2)}
    assert allied("pairs", NAME, by=cast.maya)[1] == "Nobody has compared the pairs.\n"
    same = file_of(tmp_path, dict.fromkeys(pairs, 1))
    assert "Kept; ratio 0.00." in allied("compare", NAME, "--file", same, by=cast.tomas)[1]
    assert allied("pairs", NAME, by=cast.maya)[1] == "Tomas Reijnders: compared\n"
    three = file_of(tmp_path, pairs)
    assert "contradict each other" in allied("compare", NAME, "--file", three, by=cast.maya)[1]
    said = allied("pairs", NAME, by=cast.maya)[1]
    assert "Tomas Reijnders: ratio 0.00" in said
    assert "Together the ratio is" in said
    fixed = allied("weights", NAME, "--method", "pairwise", by=cast.maya)
    assert (fixed[0], "Version 1 is fixed." in fixed[1]) == (0, True)
    half = file_of(tmp_path, {"strategic:capability": 3})
    assert "Compare Strategic fit with" in allied("compare", NAME, "--file", half, by=cast.maya)[2]
    wrong = file_of(tmp_path, [1, 2])
    assert "an object" in allied("compare", NAME, "--file", wrong, by=cast.maya)[2]


def test_evidence_files_are_listed_and_erased(cast, now, allied, tmp_path):
    opened(cast, now)
    letter = tmp_path / "audit.txt"
    letter.write_text("fine")
    one = ("--candidate", "Brightwater")
    assert allied("files", NAME, *one, by=cast.maya)[1] == "No file is attached.\n"
    allied("attach", NAME, *one, "--file", str(letter), by=cast.tomas)
    assert "audit.txt  (4 bytes, Tomas Reijnders)" in allied("files", NAME, *one, by=cast.maya)[1]
    assert (
        "There is no file 'x' here" in allied("erase", NAME, *one, "--file", "x", by=cast.maya)[2]
    )
    assert allied("erase", NAME, *one, "--file", "audit.txt", by=cast.maya)[0] == 0
    assert allied("files", NAME, *one, by=cast.maya)[1] == "No file is attached.\n"
