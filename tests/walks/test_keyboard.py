"""Without a mouse: palette, jumps, skip link, dialogs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.walks.house import House, alliance_of, ask

pytestmark = pytest.mark.walk


@pytest.fixture
def maya(house: House, browser: Browser) -> Iterator[Page]:
    """Maya in front of the overview of Cold Brew Venture."""
    context = house.context(browser, "Maya Lindqvist")
    page = context.new_page()
    page.goto(alliance_of(page, "Cold Brew Venture") + "/")
    yield page
    context.close()


def press_until(page: Page, name: str, key: str = "Tab", most: int = 80) -> None:
    """Goes on with one key until the thing of this name has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
    raise AssertionError(f"{name} is not reached by {key}")


NAME_OF_FOCUS = """(() => { const one = document.activeElement;
  return (one.getAttribute('aria-label') || one.innerText || one.labels?.[0]?.innerText || '').trim()
})()"""


def test_signing_in_needs_no_mouse(house: House, browser: Browser) -> None:
    context = house.context(browser)
    page = context.new_page()
    page.goto("/accounts/login/")
    press_until(page, "Enter as Maya Lindqvist")
    page.keyboard.press("Enter")
    page.wait_for_url(house.address + "/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_the_palette_searches_and_opens_what_is_picked(maya: Page) -> None:
    maya.keyboard.press("Control+k")
    box = maya.get_by_role("combobox", name="Search or type a command")
    expect(box).to_be_focused()
    with maya.expect_response(lambda reply: "/search?" in reply.url):
        box.fill("exclusivity")
    found = maya.locator("#palette [role=option]")
    expect(found.filter(has_text="Our fallback on exclusivity").first).to_be_visible()
    box.press("ArrowDown")
    picked = maya.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(picked).to_have_attribute("aria-selected", "true")
    address = picked.get_attribute("data-href") or ""
    assert address.startswith("/")
    box.press("Enter")
    maya.wait_for_url(lambda now: address in now)


def test_letters_jump_to_rooms(maya: Page) -> None:
    for letter, end in (
        ("n", "/notes"),
        ("d", "/decisions"),
        ("t", "/thesis"),
        ("e", "/record"),
        ("w", "/"),
    ):
        maya.keyboard.press("g")
        maya.keyboard.press(letter)
        maya.wait_for_url(f"**{end}")


def test_the_skip_link_leads_past_the_navigation(maya: Page) -> None:
    maya.keyboard.press("Tab")
    assert maya.evaluate(NAME_OF_FOCUS) == "Skip to content"
    maya.keyboard.press("Enter")
    expect(maya.locator("#main")).to_be_focused()


def test_escape_closes_dialogs_and_gives_the_focus_back(maya: Page) -> None:
    press_until(maya, "Search or jump to")
    maya.keyboard.press("Enter")
    expect(maya.get_by_role("combobox", name="Search or type a command")).to_be_focused()
    maya.keyboard.press("Escape")
    expect(maya.locator("#palette")).to_be_hidden()
    assert maya.evaluate(NAME_OF_FOCUS).startswith("Search or jump to")
    maya.keyboard.press("?")
    expect(maya.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    maya.keyboard.press("Escape")
    expect(maya.get_by_role("dialog", name="Keyboard shortcuts")).to_be_hidden()
    assert maya.evaluate(NAME_OF_FOCUS).startswith("Search or jump to")


def test_a_decision_is_approved_with_the_keyboard_only(maya: Page) -> None:
    maya.keyboard.press("n")
    maya.keyboard.press("d")
    maya.wait_for_url("**/decisions/new")
    ask(maya, "Does the Ghent depot open at night?")
    press_until(maya, "Approve for Northwind")
    maya.keyboard.press("Enter")
    expect(maya.get_by_role("button", name="Take my answer back")).to_be_visible()
