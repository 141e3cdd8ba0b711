"""A phone shows whole rows: nothing in a table is read by scrolling sideways, and targets are large."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.walks.house import House, alliance_of

pytestmark = pytest.mark.walk
WIDE = """[...document.querySelectorAll('main .scroll-x')]
  .filter(box => !box.closest('details') && box.querySelector('table') && box.scrollWidth > box.clientWidth + 1)
  .map(box => box.getAttribute('aria-label'))"""
SMALL = """[...document.querySelectorAll('.crumbs a, main input.check')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def phone(house: House, browser: Browser) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    context = house.context(browser, "Maya Lindqvist", viewport=size, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "place",
    ["risks", "risks/losses", "governance", "governance/simulation", "governance/forums/new",
     "annex/kpis", "exits", "record"],
)  # fmt: skip
def test_a_page_of_tables_fits_a_phone(phone: Page, place: str) -> None:
    phone.goto(f"{alliance_of(phone, 'Cold Brew Venture')}/{place}")
    assert phone.evaluate(WIDE) == []
    assert phone.evaluate(SMALL) == []


@pytest.mark.parametrize("register", ["risks", "conflicts", "decisions"])
def test_one_matter_fits_a_phone(phone: Page, register: str) -> None:
    first = alliance_of(phone, "Cold Brew Venture")
    phone.goto(f"{first}/{register}")
    phone.locator("main tbody th a, main .rows .row-t a").first.click()
    phone.wait_for_url(f"**/{register}/*")
    assert phone.evaluate(WIDE) == []
    assert phone.evaluate(SMALL) == []
