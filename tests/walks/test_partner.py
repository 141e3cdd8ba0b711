"""The partner's address bar: what is Northwind's own is for Brightleaf as if it had never been."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext

from tests.walks.house import House, alliance_of, bare

pytestmark = pytest.mark.walk
OWN = re.compile(r"/(notes|drafts|import)/[0-9a-f-]{36}")
LAST = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}(?!.*[0-9a-f]{8}-[0-9a-f-]{27})")


def _get(context: BrowserContext, path: str) -> APIResponse:
    return context.request.get(path, max_redirects=0)


@pytest.fixture(scope="module")
def private(house: House, browser: Browser) -> list[str]:
    """Addresses with an id that Maya's private pages link to, and her other alliance."""
    context = house.context(browser, "Maya Lindqvist")
    page = context.new_page()
    first = alliance_of(page, "Cold Brew Venture")
    found: set[str] = set()
    for path in (f"{first}/notes", f"{first}/decisions/drafts"):
        reply = page.goto(path)
        if reply is None or reply.status != 200:
            continue
        hrefs = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
        found |= {href for href in hrefs if OWN.search(href)}
    notes = {path for path in found if "/notes/" in path}
    assert notes, "the demo has a private note of Northwind"
    other = alliance_of(page, "Harbour Cold Chain")
    found |= {f"{path}/{verb}" for path in notes for verb in ("removal", "copy")}
    found |= {f"{other}{rest}" for rest in ("/", "/record", "/log", "/notes", "/thesis")}
    context.close()
    return sorted(found)


def test_the_partner_gets_the_same_bytes_as_for_an_id_that_never_existed(
    house: House, browser: Browser, private: list[str]
) -> None:
    daniel = house.context(browser, "Daniel Okafor")
    for path in private:
        real, never = _get(daniel, path), _get(daniel, LAST.sub(str(uuid4()), path))
        assert (real.status, never.status) == (404, 404), path
        assert bare(real.body()) == bare(never.body()), path
        kept = {name: value for name, value in real.headers.items() if name != "date"}
        assert kept == {n: v for n, v in never.headers.items() if n != "date"}, path
    daniel.close()


def test_maya_reads_every_one_of_these_addresses(
    house: House, browser: Browser, private: list[str]
) -> None:
    maya = house.context(browser, "Maya Lindqvist")
    assert [path for path in private if _get(maya, path).status != 200] == []
    maya.close()


def test_each_side_reads_its_own_log_at_the_same_address(house: House, browser: Browser) -> None:
    logs = {}
    for who in ("Maya Lindqvist", "Daniel Okafor"):
        context = house.context(browser, who)
        page = context.new_page()
        page.goto(alliance_of(page, "Cold Brew Venture") + "/record")
        page.get_by_role("link", name="Our own log").click()
        page.wait_for_url("**/log")
        logs[who] = page.get_by_role("main").inner_text()
        context.close()
    assert "Only Northwind" in logs["Maya Lindqvist"]
    assert "Maya Lindqvist" in logs["Maya Lindqvist"]
    assert "Maya Lindqvist" not in logs["Daniel Okafor"]
    assert "Only Brightleaf" in logs["Daniel Okafor"]
