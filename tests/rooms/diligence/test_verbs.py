"""The same on the command line: exit code, one sentence, and the new line in the record."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.models import ChecklistAnswer, Control, Risk
from tests.rooms.diligence.stage import fresh, kinds, risk, size


def test_the_register_on_the_command_line(cast, cli):
    code, out = cli(
        cast.maya,
        "risks",
        "add",
        *("--title", "Line 2 is late", "--probability", "likely", "--impact", "800 k"),
        *("--owner", cast.ben.email, "--mitigation", "A second run"),
    )
    assert (code, out.splitlines()[:2]) == (
        0,
        ["R-1 Line 2 is late (Open)", "  Before controls: 16 of 25, €480 k"],
    )
    assert cli(cast.daniel, "risks", "list") == (0, "R-1    16  Line 2 is late\n")
    assert cli(cast.maya, "risks", "change", "R-1", "--impact", "200 k")[0] == 0
    made = Risk.objects.visible_to(cast.maya).get()
    assert (made.impact_own, made.probability, made.holder) == (200_000, 4, cast.ben)
    one = Control.objects.visible_to(cast.maya).get()
    placed = ("--control", str(one.pk), "--evidence", "Run of 3 May")
    assert "in place: A second run" in cli(cast.maya, "risks", "place", "R-1", *placed)[1]
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    assert cli(cast.ben, "risks", "review", "1", "--next-on", day)[0] == 0
    loss = ("--frequency", "0.3", "--low", "50 k", "--high", "400 k")
    assert cli(cast.maya, "risks", "loss", "R-1", *loss)[0] == 0
    assert "in a year on average" in cli(cast.olga, "risks", "losses")[1]
    alone = cli(cast.olga, "risks", "points")[1]
    assert "R-1" in alone
    assert "without   Ben Sato, 1 of 1 have nobody" in alone
    assert "HHI 1.00" in alone
    today = timezone.now().date().isoformat()
    cli(cast.maya, "risks", "happened", "R-1", "--on", today, "--cost", "12 k")
    cli(cast.maya, "risks", "reopen", "R-1", "--reason", "Again")
    cli(cast.maya, "risks", "control", "R-1", "--text", "Spare pump", "--less-impact", "25%")
    code, out = cli(cast.maya, "risks", "close", "R-1", "--reason", "New line")
    assert "(Closed)" in out
    assert fresh(made).cost is None


def test_private_risks_on_the_command_line(cast, cli):
    rated = ("--probability", "3", "--impact", "3")
    assert cli(cast.maya, "risks", "add", "--title", "They may sell", "--ours", *rated)[0] == 0
    assert "P-1     9  They may sell (only Northwind)" in cli(cast.maya, "risks", "list")[1]
    assert cli(cast.daniel, "risks", "list")[1] == "No risk matches.\n"
    code, out = cli(cast.daniel, "risks", "show", "P-1")
    assert (code, out) == (1, "There is no risk 'P-1' here. (unknown_risk)\n")
    words = ("--title", "Channels", *rated)
    assert "Say --yes" in cli(cast.maya, "risks", "share", "P-1", *words)[1]
    assert "R-1 Channels (Open)" in cli(cast.maya, "risks", "share", "P-1", *words, "--yes")[1]
    assert {one.audience for one in Risk.objects.visible_to(cast.maya)} == {JOINT, OURS}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "--title", "x", "--impact", "9 k"), "has an impact but no probability"),
        (("add", "--title", ""), "Say in a sentence what may happen"),
        (("add", "--title", "x", "--review-on", "soon"), "is no day such as 2026-11-30"),
        (("show", "R-99"), "There is no risk 'R-99' here."),
        (("show", "nonsense"), "There is no risk 'nonsense' here."),
        (("close", "R-1", "--reason", " "), "Say why"),
        (("place", "R-1", "--control", "x", "--evidence", "y"), "has no control 'x'"),
        (("loss", "R-1", "--frequency", "often"), "A number such as 0.3"),
    ],
)
def test_the_command_line_says_no_in_one_sentence(cast, cli, words, says):
    risk(cast)
    before = size()
    code, out = cli(cast.maya, "risks", *words)
    assert code == 1
    assert says in out, out
    assert size() == before


def test_the_scales_on_the_command_line(cast, cli):
    risk(cast)
    code, out = cli(cast.daniel, "risks", "scales")
    assert code == 0
    assert "delay not rated" in out or "days" in out
    edges = ("--impact", "10 k", "50 k", "200 k", "800 k", "--delay", "2", "5", "10", "20")
    code, out = cli(cast.maya, "risks", "scales", *edges, "--tolerance", "500 k", "10%")
    assert code == 0, out
    assert "A year may cost more than €500 k in 10% of years." in out
    assert kinds()[-1] == "diligence.scale.changed"
    code, out = cli(cast.daniel, "risks", "scales", "--no-delay", "--json")
    shown = json.loads(out)
    assert [band["upto"] for band in shown["impact"]][:2] == ["10000", "50000"]
    assert (shown["delay"], shown["version"]) == ([], 2)
    assert [point["chance"] for point in shown["tolerance"]] == [0.1]
    assert "A year may cost" not in cli(cast.maya, "risks", "scales", "--no-tolerance")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--impact", "10 k", "much", "200 k", "800 k"), "much"),
        (("--impact", "50 k", "10 k", "200 k", "800 k"), "does not come after 50,000"),
        (("--delay", "2", "5", "10", "soon"), "'soon' is no number of working days such as 10."),
        (("--no-delay", "--delay", "2", "5", "10", "20"), "not both"),
        (("--no-tolerance", "--tolerance", "500 k", "10%"), "not both"),
        (("--tolerance", "500 k", "often"), "such as"),
    ],
)
def test_bad_scales_on_the_command_line_change_nothing(cast, cli, words, says):
    before = size()
    code, out = cli(cast.maya, "risks", "scales", *words)
    assert code == 1, out
    assert says in out, out
    assert size() == before


def test_who_may_not_set_the_scales_reads_them(cast, cli):
    assert cli(cast.olga, "risks", "scales")[0] == 0
    assert cli(cast.olga, "risks", "scales", "--no-delay")[0] == 1


def test_things_to_look_after_on_the_command_line(cast, cli):
    def run(who, act, *words):
        return cli(who, "diligence", act, *words)

    told = ("--critical", "--person", cast.ben.email, "--person", cast.maya.email)
    assert run(cast.maya, "note-item", "Order portal")[1] == "Order portal is written down.\n"
    assert run(cast.maya, "note-item", "Forecast", *told, "--need", "order portal")[0] == 0
    assert "critical  Forecast (system): Ben Sato and Maya" in run(cast.daniel, "items")[1]
    changed = ("--name", "Demand forecast", "--kind", "knowledge", "--note", "Every Monday")
    assert run(cast.maya, "change-item", "forecast", *changed)[0] == 0
    row = next(
        one for one in json.loads(run(cast.maya, "items", "--json")[1])["items"] if one["needs"]
    )
    assert (row["name"], row["kind"], row["critical"]) == ("Demand forecast", "knowledge", True)
    assert row["people"] == [str(cast.ben.pk), str(cast.maya.pk)]
    emptied = ("--nobody", "--needs-nothing", "--no-critical")
    shown = json.loads(run(cast.maya, "change-item", row["id"], *emptied, "--json")[1])
    assert (shown["people"], shown["needs"], shown["critical"]) == ([], [], False)
    assert run(cast.maya, "remove-item", row["id"])[1] == "Demand forecast is removed.\n"
    assert "Demand forecast" not in run(cast.maya, "items")[1]


def test_own_things_stay_ours_on_the_command_line(cast, cli):
    assert cli(cast.maya, "diligence", "note-item", "Price model", "--own")[0] == 0
    assert "Price model" in cli(cast.maya, "diligence", "items", "--own")[1]
    assert "Price model" not in cli(cast.maya, "diligence", "items")[1]
    for words in (("items",), ("items", "--own")):
        assert "Price model" not in cli(cast.daniel, "diligence", *words)[1]
    code, out = cli(cast.daniel, "diligence", "remove-item", "Price model", "--own")
    missing = cli(cast.daniel, "diligence", "remove-item", "Nothing such", "--own")
    assert code == missing[0] == 1
    assert out.replace("Price model", "Nothing such") == missing[1]
    code, out = cli(cast.maya, "diligence", "note-item", "Portal", "--need", "Price model")
    assert (code, "other systems of this list" in out) == (1, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("note-item", " "), "Give it a name."),
        (("note-item", "Portal", "--kind", "thing"), "Choose system"),
        (("note-item", "Portal", "--person", "nobody@example.org"), "Nobody here has the address"),
        (("note-item", "Portal", "--need", "Ghost"), "Nothing called 'Ghost' is written down"),
        (("change-item", "Twin", "--note", "x"), "Several are called 'Twin'; name one by id"),
        (("remove-item", "Ghost"), "Nothing called 'Ghost' is written down"),
    ],
)
def test_a_bad_thing_is_refused_in_one_sentence(cast, cli, words, says):
    for _ in range(2):
        cli(cast.maya, "diligence", "note-item", "Twin")
    before = size()
    code, out = cli(cast.maya, "diligence", *words)
    assert code == 1
    assert says in out, out
    assert size() == before


def test_checklists_on_the_command_line(cast, cli, tmp_path):
    assert "choose its areas first" in cli(cast.maya, "diligence", "show")[1]
    assert cli(cast.maya, "diligence", "choose", "--pack", "pharma")[0] == 0
    answer = ("data-flows-listed", "no", "--owner", cast.ben.email)
    assert cli(cast.maya, "diligence", "answer", *answer) == (0, "data-flows-listed: no\n")
    assert "red flag: data-flows-listed" in cli(cast.daniel, "diligence", "show")[1]
    file = tmp_path / "answers.csv"
    assert cli(cast.daniel, "diligence", "take", "--format", "csv", "-o", str(file))[0] == 0
    changed = file.read_text().replace(",no,", ",yes,", 1)
    file.write_text(changed)
    code, out = cli(cast.daniel, "diligence", "bring", str(file), "--dry-run")
    assert (code, out) == (0, "1 answer would change; nothing was written.\n")
    assert cli(cast.daniel, "diligence", "bring", str(file)) == (0, "1 answer came in.\n")
    assert ChecklistAnswer.objects.visible_to(cast.maya).get().said == "yes"
    file.write_text("Key,Answer\nnothing,yes\n")
    code, out = cli(cast.daniel, "diligence", "bring", str(file))
    assert code == 1
    assert out.startswith("Checklist!A2: “nothing” is no question of this checklist")
    assert cli(cast.maya, "diligence", "choose", "--own", "--area", "delivery-capacity")[0] == 0
    assert "choose its areas first" in cli(cast.daniel, "diligence", "show", "--own")[1]
