"""With scripts turned off everything that matters still works."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.walks.house import House, alliance_of, enter_as

pytestmark = pytest.mark.walk


@pytest.fixture
def maya(house: House, browser: Browser) -> Iterator[Page]:
    """Maya, signed in by the page, in a browser without scripts."""
    context = house.context(browser, java_script_enabled=False)
    page = context.new_page()
    enter_as(page, "Maya Lindqvist")
    yield page
    context.close()


def test_a_private_note_is_written_without_script(maya: Page) -> None:
    first = alliance_of(maya, "Cold Brew Venture")
    maya.goto(f"{first}/notes")
    maya.get_by_role("link", name="Write a note").click()
    maya.get_by_label("Title").fill("Written without a script")
    maya.get_by_label("Note").fill("It is kept all the same.")
    maya.get_by_role("button", name="Keep for Northwind only").click()
    expect(maya.get_by_role("status").filter(has_text="Only Northwind sees it")).to_be_visible()
    maya.goto(f"{first}/notes")
    expect(maya.get_by_role("link", name="Written without a script")).to_be_visible()


def test_a_refused_form_says_why_and_keeps_what_was_typed(maya: Page) -> None:
    maya.goto(alliance_of(maya, "Cold Brew Venture") + "/notes/new")
    maya.get_by_label("Title").fill("Only a title")
    maya.get_by_role("button", name="Keep for Northwind only").click()
    expect(maya.locator(".error-summary")).to_be_visible()
    expect(maya.get_by_label("Title")).to_have_value("Only a title")


def test_the_search_page_finds_without_script(maya: Page) -> None:
    maya.get_by_role("link", name="Search or jump to").click()
    maya.get_by_role("main").get_by_role("textbox").or_(
        maya.get_by_role("main").get_by_role("searchbox")
    ).fill("exclusivity")
    maya.get_by_role("main").get_by_role("button", name="Search").click()
    expect(maya.get_by_role("main")).to_contain_text("Our fallback on exclusivity")
