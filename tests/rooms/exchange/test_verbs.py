"""`allied import`, `allied export` and `allied verify`: what they print and how they end."""

import json
import zipfile

import pytest

from allied.alliances.models import Alliance
from allied.cli.main import main
from allied.people.models import Person
from tests.rooms.exchange.stage import BOOKS, BROKEN, CLEAN, MESSY, book_of, entries


@pytest.fixture(autouse=True)
def no_new_start(monkeypatch):
    """The tests run inside an installation that has started already."""
    monkeypatch.setattr("allied.cli.exchange.start", lambda: None)


def bring(who, *more, name=CLEAN) -> int:
    return main(["import", str(BOOKS / name), "--as", who.email, *more])


def take(cast, who, form, file) -> int:
    return main(["export", cast.alliance.name, "--format", form, "-o", str(file), "--as", who])


def test_an_import_says_who_came_and_what_is_kept(cast, capsys):
    assert bring(cast.maya) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "“Harbour Cold Chain” is here."
    assert "Tomas Reyes, Priya Bose and Sanne Kuipers are invited to your organisation." in lines
    assert lines[-2].startswith("The KPIs of the Scorecard are proposed to your side")
    assert lines[-1].endswith("exist: Launch plan.")
    assert "3 risks stand on the joint register." in lines


def test_every_problem_is_one_line_with_sheet_and_cell(cast, capsys):
    before = entries()
    assert bring(cast.maya, name=BROKEN) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 14
    assert out.startswith("People!B4: “priya.bose(at)northwind.example” is not an e-mail address: ")
    assert err.strip() == "14 problems; nothing was written."
    assert entries() == before


def test_scripts_read_the_problems_as_a_list(cast, capsys):
    assert bring(cast.maya, "--json", name=BROKEN) == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 14


def test_a_dry_run_writes_nothing_and_finds_what_an_import_would_refuse(cast, capsys):
    before = entries()
    assert bring(cast.maya, "--dry-run") == 0
    assert "can be imported; nothing was written." in capsys.readouterr().out
    assert bring(cast.daniel, "--dry-run") == 1
    assert capsys.readouterr().out.startswith("Alliance!B3: ")
    assert entries() == before


def test_only_demo_data_lets_everybody_in(cast, capsys):
    assert bring(cast.maya, "--activate-demo") == 1
    assert "(no_demo)" in capsys.readouterr().err


def test_demo_data_lets_everybody_in(cast, demo):
    assert bring(cast.maya, "--activate-demo") == 0
    alliance = Alliance.objects.visible_to(cast.maya).get(name="Harbour Cold Chain")
    assert alliance.parties.count() == 2


def test_on_demo_data_a_workbook_brings_its_own_importer(cast, demo, capsys):
    words = ["import", str(BOOKS / MESSY), "--as", "zoe.obrien@tidal.example", "--activate-demo"]
    assert main([*words, "--dry-run"]) == 0
    assert Person.objects.with_address("zoe.obrien@tidal.example") is None
    assert main(words) == 0
    zoe = Person.objects.with_address("zoe.obrien@tidal.example")
    assert (zoe.home.name, zoe.check_password(demo)) == ("Tidal Bioworks", True)
    assert Alliance.objects.visible_to(zoe).get().parties.count() == 2


def test_a_partners_address_does_not_bring_the_workbook(cast, demo, capsys):
    words = ["import", str(BOOKS / CLEAN), "--as", "helga.brandt@kestrel.example"]
    assert main([*words, "--activate-demo"]) == 1
    assert main(words) == 1
    assert not Person.objects.with_address("helga.brandt@kestrel.example")


def test_a_missing_file_and_an_unknown_person_are_refused_in_a_sentence(cast, capsys):
    assert main(["import", "nowhere.xlsx", "--as", cast.maya.email]) == 1
    assert "There is no file nowhere.xlsx." in capsys.readouterr().err
    assert main(["import", str(BOOKS / CLEAN), "--as", "who@else.example"]) == 1
    assert "Nobody here has the address" in capsys.readouterr().err


def test_an_export_writes_the_file(cast, tmp_path):
    for form in ("xlsx", "json", "bundle"):
        assert take(cast, cast.daniel.email, form, tmp_path / form) == 0
    assert book_of((tmp_path / "xlsx").read_bytes()).alliance.name == "Cold Brew Venture"
    assert json.loads((tmp_path / "json").read_bytes())["alliance"]["name"] == "Cold Brew Venture"


def test_a_seat_without_the_right_takes_nothing_out(cast, tmp_path, capsys):
    assert take(cast, cast.carl.email, "xlsx", tmp_path / "file") == 1
    assert "alliance.export" in capsys.readouterr().err
    assert not (tmp_path / "file").exists()


def test_verify_says_fine_and_names_a_flipped_byte(cast, tmp_path, capsys):
    file = tmp_path / "record.zip"
    assert take(cast, cast.maya.email, "bundle", file) == 0
    assert main(["verify", str(file)]) == 0
    other = tmp_path / "flipped.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body.replace(b'"seq":3', b'"seq":7', 1))
    assert main(["verify", str(other)]) == 40


def test_patterns_are_listed_shown_and_used(cast, capsys, monkeypatch):
    monkeypatch.setattr("allied.cli.patterns.start", lambda: None)
    assert main(["patterns", "list"]) == 0
    assert "research-platform" in capsys.readouterr().out
    assert main(["patterns", "show", "brand-and-distribution"]) == 0
    assert "The Seattle Times, 11 August 1994" in capsys.readouterr().out
    use = ["patterns", "use", "research-platform", cast.alliance.name, "--as", cast.maya.email]
    assert main(use) == 0
    assert capsys.readouterr().out == "Thesis and governance are begun.\n"
    assert main(use) == 1
    assert main(["patterns", "show", "nothing"]) == 1


@pytest.mark.parametrize("form", ["xlsx", "json", "bundle"])
def test_a_file_that_cannot_be_written_is_a_sentence(cast, capsys, tmp_path, form):
    assert take(cast, cast.maya.email, form, tmp_path / "nowhere" / "out") == 1
    assert "cannot be written: No such file or directory. (unwritable)" in capsys.readouterr().err


def test_scripts_read_what_was_written_and_what_was_verified(cast, capsys, tmp_path):
    file = tmp_path / "bundle.zip"
    words = ["--format", "bundle", "-o", str(file), "--as", cast.maya.email, "--json"]
    assert main(["export", cast.alliance.name, *words]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(file),
        "bytes": len(file.read_bytes()),
    }
    assert main(["verify", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["code"], found["result"]) == (0, "holds")
    assert main(["verify", str(file), "--json", "--head", "1 R0otdiey+kC"]) == 30
    assert json.loads(capsys.readouterr().out)["result"] == "contradicts"
