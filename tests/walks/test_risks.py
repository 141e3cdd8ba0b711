"""Walks through the register: a joint risk seen by both, a private one shared as a copy."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walks.house import House, alliance_of

pytestmark = pytest.mark.walk
type Opener = Callable[[str], Page]


@pytest.fixture
def window(house: House, browser: Browser) -> Iterator[Opener]:
    """A browser of one's own for each person, all open at the same time."""
    opened: dict[str, BrowserContext] = {}

    def of(who: str) -> Page:
        if who not in opened:
            opened[who] = house.context(browser, who)
            opened[who].new_page()
        return opened[who].pages[0]

    yield of
    for context in opened.values():
        context.close()


def register(page: Page) -> None:
    """Opens the register of the first alliance."""
    page.goto(alliance_of(page, "Cold Brew Venture") + "/risks")


def test_half_a_rating_keeps_what_was_typed_and_the_whole_one_stands_on_both_registers(
    window: Opener,
) -> None:
    maya, daniel = map(window, ("Maya Lindqvist", "Daniel Okafor"))
    register(maya)
    maya.get_by_role("link", name="Risk", exact=True).click()
    maya.get_by_label("What may happen").fill("The roaster burns down")
    maya.get_by_label("Impact").fill("€900 k")
    maya.get_by_role("button", name="Put it on the register for both companies").click()
    expect(maya.get_by_role("alert")).to_contain_text("has an impact but no probability")
    expect(maya.get_by_label("What may happen")).to_have_value("The roaster burns down")
    maya.get_by_label("Probability within a year").fill("rare")
    maya.get_by_role("button", name="Put it on the register for both companies").click()
    expect(maya.get_by_role("heading", level=1)).to_contain_text("The roaster burns down")
    maya.get_by_role("link", name="Add a control").click()
    maya.get_by_label("What is done", exact=True).fill("A second roaster on contract")
    maya.get_by_label("Takes off impact").fill("50%")
    maya.get_by_role("button", name="Plan it").click()
    maya.get_by_role("link", name="In place").click()
    maya.get_by_label("How one sees that it works").fill("Contract of 3 May")
    maya.get_by_role("button", name="It is in place").click()
    expect(maya.get_by_role("main")).to_contain_text("Contract of 3 May")
    register(daniel)
    expect(daniel.get_by_role("main")).to_contain_text("The roaster burns down")


def test_a_private_risk_is_plum_and_only_its_copy_reaches_the_partner(window: Opener) -> None:
    maya, daniel = map(window, ("Maya Lindqvist", "Daniel Okafor"))
    register(maya)
    expect(maya.get_by_role("main")).to_contain_text("Only Northwind sees these 2 risks.")
    maya.get_by_role("link", name="Brightleaf may sell direct to chains after 2028").click()
    expect(maya.locator("main[data-aud=private]")).to_be_visible()
    private = maya.url
    maya.get_by_role("link", name="Share a copy").click()
    maya.get_by_label("Exactly these words become visible").fill("Channels may collide after 2028")
    maya.get_by_label("I have read the whole text").check()
    maya.get_by_role("button", name="Share with Brightleaf").click()
    expect(maya.get_by_role("heading", level=1)).to_contain_text("Channels may collide after 2028")
    register(daniel)
    expect(daniel.get_by_role("main")).to_contain_text("Channels may collide after 2028")
    expect(daniel.get_by_role("main")).not_to_contain_text("sell direct")
    reply = daniel.goto(private)
    assert reply is not None
    assert reply.status == 404
