"""Every page in light, in dark and on a phone: it answers, fits, is quiet and is accessible."""

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.walks.atlas import walkable
from tests.walks.house import Ear, House, alliance_of

pytestmark = pytest.mark.walk
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
         "resultTypes": ["violations"]}  # fmt: skip
# The least that must be reached, so that a broken link cannot make this file pass by seeing less.
EXPECTED = {
    "week", "portfolio", "inbox", "search", "profile", "organisation", "organisation-people",
    "tokens", "usersessions_list", "mfa_index", "alliance-new", "overview", "record", "record-own",
    "notes", "note", "note-new", "alliance-people",
}  # fmt: skip
PICTURES = os.environ.get("ALLIED_PICTURES", "")


@pytest.fixture(scope="module")
def atlas(house: House, browser: Browser) -> dict[str, str]:
    """Every page that Maya reaches."""
    context = house.context(browser, "Maya Lindqvist")
    page = context.new_page()
    first = alliance_of(page, "Cold Brew Venture")
    found = walkable(context, [f"{first}/"])
    context.close()
    return found


def test_every_page_of_the_product_is_reached_by_links(atlas: dict[str, str]) -> None:
    assert EXPECTED - atlas.keys() == set()


def faults_of(page: Page, ear: Ear, path: str) -> list[str]:
    """What is wrong with one page, in words."""
    reply = page.goto(path)
    assert reply is not None
    wrong = [] if reply.status == 200 else [f"answered {reply.status}"]
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"{headings} h1")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        wrong.append(f"scrolls sideways by {wide} px")
    for found in Axe().run(page, options=RULES).response["violations"]:
        nodes = [node["html"][:160] for node in found["nodes"][:3]]
        wrong.append(f"{found['id']}: {nodes}")
    return [*wrong, *ear.empty()]


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_answers_fits_is_quiet_and_accessible(
    house: House, browser: Browser, atlas: dict[str, str], view: str
) -> None:
    context = house.context(browser, "Maya Lindqvist", **VIEWS[view])
    page = context.new_page()
    ear = Ear().listen(page)
    faults = {}
    for name, path in atlas.items():
        wrong = faults_of(page, ear, path)
        if wrong:
            faults[f"{name} {path}"] = wrong
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{view}-{name}.png", full_page=True)
    context.close()
    assert faults == {}
