"""The shell and every page of the kit are sound, safe and say the right words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from allied.web.faults import FAULTS, fault_of
from allied.web.filters import FILTERS
from allied.web.parts import PARTS
from allied.web.shell import AllianceHead, NavGroup, NavItem, Org, Shell, Toast, Who, seated
from tests.web.html import Element, read
from tests.web.soundness import faults_of
from tests.web.stage import (
    BRIGHTLEAF,
    COLD_BREW,
    DONE,
    MINE,
    NORTHWIND,
    PRIVATE,
    SHELL,
    TEMPLATES,
    WEB,
    decision_page,
    page,
    stage,
)

HOSTILE = "\"><script>alert('x')</script>"
FORBIDDEN = re.compile(r"\b(please|oops|successful\w*|sorry|stakeholder buy-in)\b|!", re.IGNORECASE)


def _error(status: int, **context: object) -> str:
    fault = fault_of(status)
    given = {"fault": fault, "status": status, "title": fault.title, "detail": fault.says}
    return stage().get_template("web/error.html").render({**given, **context})


PAGES = {
    "kit": lambda: page("web/kit.html"),
    "kit of a private page": lambda: page("web/kit.html", shell=PRIVATE),
    "kit of my own page": lambda: page("web/kit.html", shell=replace(SHELL, audience="me")),
    "decision": decision_page,
    "decision with a toast": lambda: decision_page(shell=DONE),
    "outdated": lambda: page(
        "web/error.html",
        fault=fault_of(409),
        status=409,
        title="x",
        detail="y",
        newest="/new",
        kept=[("Question", "Line 2 oat switch")],
        people=[SHELL.person],
    ),
    **{f"error {status}": lambda status=status: _error(status) for status in FAULTS},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(name: str) -> None:
    assert faults_of(PAGES[name]()) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_uses_none_of_the_words_we_avoid(name: str) -> None:
    assert FORBIDDEN.search(read(PAGES[name]()).text) is None


def _hostile_shell() -> Shell:
    bad = Org(HOSTILE, HOSTILE, "<", 1)
    head = AllianceHead(HOSTILE, HOSTILE, (bad, BRIGHTLEAF))
    item = NavItem(HOSTILE, HOSTILE, HOSTILE, "user", 3, "<")
    return replace(
        PRIVATE,
        person=Who(HOSTILE, "<", 1, HOSTILE),
        organisation=bad,
        alliance=head,
        switcher=(head,),
        nav=(NavGroup((item,), HOSTILE), NavGroup((item,), place="private")),
        menu=(item,),
        toasts=(Toast(HOSTILE, HOSTILE, HOSTILE),),
        search=HOSTILE,
        home=HOSTILE,
        sign_out=HOSTILE,
    )


def test_the_shell_escapes_hostile_names() -> None:
    html = page("web/error.html", shell=_hostile_shell(), fault=fault_of(404), status=404,
                title=HOSTILE, detail=HOSTILE, kept=[(HOSTILE, HOSTILE)])  # fmt: skip
    assert "<script>" not in html
    assert "alert(&#39;x&#39;)" in html
    read(html)


def _side(shell: Shell) -> Element:
    (side,) = read(page("web/kit.html", shell=shell)).find("nav", id="nav")
    return side


def test_the_sidebar_shows_the_rooms_given_and_marks_where_one_is() -> None:
    side = _side(SHELL)
    lines = side.find("a", class_="nav-a")
    assert [line.attrs["href"] for line in lines] == [
        "/week", "/portfolio", "/overview", "/thesis", "/governance", "/decisions", "/launch",
        "/score", "/notes",
    ]  # fmt: skip
    assert [line.text for line in lines if "aria-current" in line.attrs] == ["Decisions 3 waiting"]
    assert lines[0].text == "My week 9 waiting"
    assert [head.text for head in side.find(class_="nav-head")] == [
        "Agree", "Deliver", "Measure", "Only Northwind",
    ]  # fmt: skip
    (private,) = side.find(class_="nav-private")
    assert [line.text for line in private.find("a")] == ["Private notes"]


def test_a_group_without_rooms_is_not_shown() -> None:
    shell = replace(SHELL, nav=(NavGroup((), "Agree"), NavGroup((), place="private")))
    assert not _side(shell).find(class_="nav-head")
    assert not _side(shell).find(class_="nav-private")


def test_outside_of_an_alliance_the_switcher_offers_one() -> None:
    (switch,) = _side(MINE).find(class_="nav-switch")
    assert switch.text == "Choose an alliance"
    assert not _side(replace(MINE, switcher=())).find(class_="nav-switch")


def test_a_private_page_says_who_sees_it_and_a_joint_page_has_no_band() -> None:
    (band,) = read(page("web/kit.html", shell=PRIVATE)).find(class_="band")
    assert band.text.startswith("Only Northwind sees this page. Partners cannot open it")
    (sheet,) = read(page("web/kit.html", shell=PRIVATE)).find("main")
    assert sheet.attrs["data-aud"] == "private"
    assert not read(page("web/kit.html")).find(class_="band")


def test_signing_out_is_a_form() -> None:
    (form,) = read(page("web/kit.html")).find("form", action="/accounts/logout/")
    assert form.attrs["method"] == "post"
    assert form.text == "Sign out"


def test_the_phone_has_a_bar_with_week_portfolio_search_and_menu() -> None:
    (bar,) = read(page("web/kit.html")).find("nav", class_="tabbar")
    assert bar.text == "My week 9 waiting Portfolio Search Menu"


def test_the_list_of_keys_names_only_what_works_here() -> None:
    page_ = read(page("web/kit.html"))
    (keys,) = page_.find("dialog", id="keys")
    said = [f"{k.text}: {v.text}" for k, v in zip(keys.find("dt"), keys.find("dd"), strict=True)]
    assert "G D: Go to Decisions" in said
    assert "N D: Ask for a decision" in said
    assert not any("Interventions" in line for line in said)
    pressed = {one.attrs["data-key"] for one in page_.walk() if "data-key" in one.attrs}
    assert {"/", "?", "g d", "n d"} <= pressed


def test_the_palette_offers_commands_and_rooms_before_anything_is_typed() -> None:
    (palette,) = read(page("web/kit.html")).find("dialog", id="palette")
    options = palette.find(role="option")
    assert options[0].attrs == {
        "role": "option", "id": "pal-1", "aria-selected": "true",
        "data-href": "/decisions/new", "data-key": "n d",
    }  # fmt: skip
    assert len(options) == 1 + 9
    assert palette.attrs["data-search"] == "/search"


def test_the_search_answers_with_options_of_the_same_form() -> None:
    env = stage()
    source = "{% from 'web/search.html' import options %}{{ options(groups) }}"
    found = {"text": HOSTILE, "href": "/d/42", "icon": "gavel", "small": "D-042, 6 days left"}
    html = env.from_string(source).render(groups=[{"title": "Found", "options": [found]}])
    (option,) = read(html).find(role="option")
    assert option.text == f"{HOSTILE} D-042, 6 days left"
    assert "<script>" not in html
    empty = env.from_string(source).render(groups=[{"title": "Found", "options": []}])
    assert read(empty).text == "Nothing found. Check the spelling, or search with fewer words."


def test_a_toast_is_a_status_with_its_way_back() -> None:
    (toasts,) = read(decision_page(shell=DONE)).find(class_="toasts")
    assert toasts.attrs["role"] == "status"
    assert toasts.text == "Confirmed for Northwind Undo"
    bare = stage().get_template("web/bare.html").render(messages=["You are signed out"])
    assert read(bare).find(class_="toasts")[0].text == "You are signed out"


def test_a_broken_connection_has_its_words_ready_in_the_page() -> None:
    for html in (page("web/kit.html"), _error(503)):
        broken = read(html).find("template", id="not-saved-broken")[0]
        assert broken.text.startswith("Not saved: the connection broke. Your text is still here.")


def test_an_error_page_needs_neither_person_nor_database() -> None:
    html = _error(503)
    assert "The database does not answer now" in html
    assert not read(html).find("nav")


def test_an_outdated_page_keeps_what_was_typed() -> None:
    kept = read(PAGES["outdated"]()).find("textarea", id="kept-1")[0]
    assert kept.text == "Line 2 oat switch"
    assert "readonly" in kept.attrs


def test_a_page_without_its_shell_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'shell' is undefined"):
        stage().get_template("web/base.html").render()


def test_parties_of_an_alliance_get_different_colours_in_their_order() -> None:
    twin = replace(BRIGHTLEAF, colour=NORTHWIND.colour)
    assert [party.colour for party in seated((NORTHWIND, twin))] == [1, 2]
    assert replace(SHELL, alliance=None).parties == (NORTHWIND,)
    assert SHELL.parties == COLD_BREW.parties


def test_a_duo_of_five_sides_lies_in_rows() -> None:
    source = "{% from 'web/page.html' import duo %}{{ duo(sides) }}"
    side = {"colour": 1, "letter": "N", "name": "N", "filled": False, "count": "", "people": []}
    for count, kind in ((2, "duo fold"), (5, "duo many")):
        html = stage().from_string(source).render(sides=[side] * count)
        assert read(html).find(class_="duo")[0].attrs["class"] == kind


TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.name)
def test_a_template_is_short_and_carries_nothing_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 120
    assert " style=" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<[^>{%]*\son[a-z]+=", source)


def test_every_macro_is_shown_in_the_kit_or_the_tests() -> None:
    shown = "".join(
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.glob("web/kit/*"), TEMPLATES / "web/kit.html",
                     *Path(__file__).parent.rglob("*.html"), *Path(__file__).parent.glob("*.py")]
    )  # fmt: skip
    sources = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATE_FILES}
    macros = {
        (file, name)
        for file, source in sources.items()
        for name in re.findall(r"{% macro (\w+)", source)
    }
    unused = [
        (file, name)
        for file, name in macros
        if not re.search(rf"\b{name}\(", shown)
        and len(re.findall(rf"\b{name}\(", sources[file])) < 2
    ]
    assert unused == []


def test_the_readme_names_every_part_filter_and_public_macro() -> None:
    named = set(re.findall(r"`(\w+)`", (WEB / "README.md").read_text(encoding="utf-8")))
    inner = {"lead", "extra_word", "notes", "wired", "spoken", "group", "text", "private_button"}
    macros = {
        name
        for path in TEMPLATE_FILES
        if not path.name.startswith("_")
        for name in re.findall(r"{% macro (\w+)", path.read_text(encoding="utf-8"))
    }
    assert set(PARTS) | set(FILTERS) | (macros - inner) <= named
