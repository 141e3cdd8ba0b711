"""The docs say what is there: every setting, verb, right and fact, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from allied.alliances.access import RIGHTS
from allied.cli.main import VERBS
from allied.cli.reference import page
from allied.environment import SETTINGS

ROOT = Path(__file__).parent.parent
PAGES = [p for p in ROOT.glob("*.md")] + sorted((ROOT / "docs").rglob("*.md"))


def test_every_setting_is_documented_and_nothing_else():
    written = set(re.findall(r"`(ALLIED_\w+)`", (ROOT / "docs/settings.md").read_text()))
    assert written == {setting.name for setting in SETTINGS}


def test_every_setting_that_the_code_reads_is_listed():
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r'"(ALLIED_[A-Z_]+)"', path.read_text()))
    internal = {
        "ALLIED_ROOT",
        "ALLIED_TEST_POSTGRES",
        "ALLIED_REQUIRE",
        "ALLIED_CHROMIUM",
        "ALLIED_AS",
    }
    assert read - internal == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_readme_shows_the_two_commands_and_a_picture():
    text = (ROOT / "README.md").read_text()
    assert "./allied demo" in text
    assert "./allied test" in text
    assert re.search(r"!\[.+\]\(docs/pictures/.+\.png\)", text)


def test_every_verb_and_right_is_in_the_reference():
    text = (ROOT / "docs/reference.md").read_text()
    assert [verb for verb in VERBS if f"`{verb}`" not in text] == []
    assert [right for right in RIGHTS if f"`{right}`" not in text] == []
    assert text == page(), "run: allied reference -o docs/reference.md"


def test_no_page_names_a_place_on_somebodys_machine():
    for document in PAGES:
        assert not re.search(r"/(root|home/\w+)/", document.read_text()), document
