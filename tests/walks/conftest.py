"""One server with the demo data for all walks; one browser per file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.walks.house import CHROMIUM, QUIET, House, open_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not CHROMIUM:
        pytest.skip("NO WALKS: Chromium was not found; install it or set ALLIED_CHROMIUM")
    yield from open_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def browser(house: House) -> Iterator[Browser]:
    """Not longer than a file: the loop of Playwright is in the way of tests with a database."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
