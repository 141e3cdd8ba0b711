"""What the script adds, tried in a real browser under the strict content security policy."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect, sync_playwright

from allied.web.faults import fault_of
from allied.web.middleware import POLICY
from tests.web.stage import DONE, PRIVATE, STATIC, decision_page, page, stage

pytestmark = pytest.mark.walk
HOST = "http://allied.test"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
CHROMIUM = os.environ.get("ALLIED_CHROMIUM") or shutil.which("chromium") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Site:
    """A server of a few pages: answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {"/": decision_page()}
        self.answers: dict[str, dict[str, Any]] = {}
        self.asked: list[Request] = []
        self.away = False

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = KINDS[file.suffix.removeprefix(".")]
            route.fulfill(body=file.read_bytes(), content_type=kind)
            return
        self.asked.append(route.request)
        if self.away:
            route.abort()
        elif path in self.answers:
            route.fulfill(**{"headers": {"Content-Type": "text/html"}, **self.answers[path]})
        else:
            body = self.pages.get(path, f"<title>{path}</title><main><h1>{path}</h1></main>")
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": POLICY,
            }
            route.fulfill(body=body, headers=headers)

    def sent(self, path: str) -> list[Request]:
        return [one for one in self.asked if urlsplit(one.url).path == path]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = _open(context.new_page(), site)
    yield opened
    context.close()


def _open(opened: Page, site: Site) -> Page:
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    opened.route("**/*", site.answer)
    opened.goto(HOST + "/")
    assert wrong == []
    return opened


def _search(window: Page) -> Locator:
    return window.get_by_role("combobox", name="Search or type a command")


def _options(window: Page) -> Locator:
    return window.locator("#palette [role=option]")


def test_the_palette_asks_the_server_and_opens_what_is_picked(window: Page, site: Site) -> None:
    found = [{"text": "Sell-out data", "href": "/decisions/42", "icon": "gavel"},
             {"text": "Sell-out feed", "href": "/launch/3", "icon": "rocket"}]  # fmt: skip
    source = "{% from 'web/search.html' import options %}{{ options(groups) }}"
    html = stage().from_string(source).render(groups=[{"title": "Found", "options": found}])
    site.answers["/search"] = {"body": html}
    window.keyboard.press("Control+k")
    box = _search(window)
    expect(box).to_be_focused()
    expect(_options(window)).to_have_count(10)
    box.fill("sell out")
    expect(_options(window)).to_have_count(2)
    assert site.sent("/search")[-1].url == HOST + "/search?q=sell+out&fragment=1"
    expect(window.locator("#pal-said")).to_have_text("2 found")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "pal-2")
    box.press("Enter")
    window.wait_for_url(HOST + "/launch/3")


def test_a_search_without_an_answer_says_so(window: Page, site: Site) -> None:
    window.get_by_role("link", name="Search or jump to").click()
    site.away = True
    _search(window).fill("sell")
    expect(window.locator("#pal-list")).to_contain_text("Search gave no answer.")
    site.away = False
    _search(window).press("Enter")
    window.wait_for_url(HOST + "/search?q=sell")


def test_an_emptied_search_shows_commands_and_rooms_again(window: Page, site: Site) -> None:
    site.answers["/search"] = {"body": '<p class="pal-g">Nothing found.</p>'}
    window.keyboard.press("/")
    _search(window).fill("xyz")
    expect(_options(window)).to_have_count(0)
    _search(window).fill("")
    expect(_options(window)).to_have_count(10)


def test_keys_go_to_rooms_but_not_while_writing(window: Page) -> None:
    window.get_by_label("Comment").fill("")
    window.get_by_label("Comment").press_sequentially("gw?nd")
    expect(window.get_by_label("Comment")).to_have_value("gw?nd")
    assert window.url == HOST + "/"
    window.locator("h1").click()
    window.keyboard.press("?")
    expect(window.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    window.keyboard.press("Escape")
    window.keyboard.press("n")
    window.keyboard.press("d")
    window.wait_for_url(HOST + "/decisions/new")
    window.goto(HOST + "/")
    window.keyboard.press("g")
    window.keyboard.press("w")
    window.wait_for_url(HOST + "/week")


def test_the_theme_is_remembered_before_the_page_is_drawn(window: Page) -> None:
    window.get_by_role("button", name="Ingrid Vos").click()
    window.get_by_role("button", name="Light or dark").click()
    expect(window.locator("html")).to_have_attribute("data-theme", "dark")
    window.add_init_script(
        "document.addEventListener('readystatechange', () =>"
        " { window.atFirst ??= document.documentElement.dataset.theme; })"
    )
    window.reload()
    assert window.evaluate("window.atFirst") == "dark"


def _comment(window: Page, text: str = "We agree.") -> None:
    window.get_by_label("Comment").fill(text)
    window.get_by_role("button", name="Post to both companies").click()


def test_a_form_that_breaks_keeps_its_text_and_says_so(window: Page, site: Site) -> None:
    site.away = True
    _comment(window)
    alert = window.get_by_role("alert")
    expect(alert).to_contain_text("Not saved: the connection broke. Your text is still here.")
    expect(window.get_by_label("Comment")).to_have_value("We agree.")
    site.away = False
    site.answers["/decisions/42/comments"] = {
        "status": 204, "headers": {"X-Location": "/decisions/42#comment-6"},
    }  # fmt: skip
    window.get_by_role("button", name="Post to both companies").click()
    window.wait_for_url(HOST + "/decisions/42#comment-6")
    first, second = site.sent("/decisions/42/comments")
    assert first.post_data == second.post_data
    assert "audience=joint" in (second.post_data or "")
    assert second.headers["x-submit"] == "script"


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "the server could not"), (429, "too many"), (401, "you are signed out")],
)
def test_a_server_in_trouble_does_not_cost_the_text(
    window: Page, site: Site, status: int, words: str
) -> None:
    site.answers["/decisions/42/comments"] = {"status": status, "body": "<h1>x</h1>"}
    _comment(window)
    expect(window.get_by_role("alert")).to_contain_text(f"Not saved: {words}")
    expect(window.get_by_label("Comment")).to_have_value("We agree.")


def test_a_refused_form_comes_back_with_the_focus_on_its_summary(window: Page, site: Site) -> None:
    site.answers["/decisions/42/comments"] = {"status": 422, "body": page("web/kit.html")}
    _comment(window)
    expect(window.locator(".error-summary")).to_be_focused()
    expect(window).to_have_title("Component kit · Allied")
    window.keyboard.press("Control+k")
    expect(_search(window)).to_be_focused()


def test_pressing_twice_sends_once_and_says_which_button_was_pressed(
    window: Page, site: Site
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    window.route("**/answers", hold)
    window.get_by_role("button", name="Approve for Northwind").dblclick()
    window.get_by_role("button", name="Decline").click()
    window.wait_for_function("document.querySelector('[aria-busy=true]')")
    assert len(held) == 1
    assert "verdict=approve" in (held[0].request.post_data or "")
    held[0].fulfill(status=204, headers={"X-Location": "/"})
    expect(window.locator("[aria-busy=true]")).to_have_count(0)


def test_a_toast_stays_until_it_is_dismissed(window: Page, site: Site) -> None:
    site.pages["/"] = decision_page(shell=DONE)
    window.goto(HOST + "/")
    toast = window.get_by_role("status").filter(has_text="Confirmed for Northwind")
    expect(toast).to_be_visible()
    window.get_by_role("button", name="Dismiss").click()
    expect(window.get_by_text("Confirmed for Northwind")).to_have_count(0)


def test_without_script_dialogs_menus_and_forms_work(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    site.pages["/"] = page("web/kit.html")
    window = _open(context.new_page(), site)
    expect(window.locator(".error-summary")).to_be_focused()
    window.get_by_role("button", name="Share with Brightleaf", exact=True).click()
    expect(window.get_by_role("button", name="Keep private")).to_be_focused()
    window.get_by_role("button", name="Keep private").click()
    expect(window.locator("#share")).to_be_hidden()
    window.get_by_role("button", name="Ingrid Vos").click()
    expect(window.get_by_role("button", name="Light or dark")).to_be_hidden()
    window.get_by_role("button", name="Sign out").click()
    window.wait_for_url(HOST + "/accounts/logout/")
    window.goto(HOST + "/")
    window.get_by_role("link", name="Search or jump to").click()
    window.wait_for_url(HOST + "/search")
    context.close()


FAULT = {"fault": fault_of(409), "status": 409, "title": "x", "detail": "y", "kept": [("A", "b")]}
SEEN = {
    "kit": lambda: page("web/kit.html"),
    "private decision": lambda: decision_page(shell=replace(PRIVATE, toasts=DONE.toasts)),
    "outdated": lambda: page("web/error.html", **FAULT),
    "bare fault": lambda: stage().get_template("web/error.html").render(FAULT),
}


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize("name", SEEN)
def test_a_page_is_accessible_and_never_scrolls_sideways(
    browser: Browser, site: Site, name: str, width: int, theme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=theme, has_touch=width < 900
    )
    site.pages["/"] = SEEN[name]()
    window = _open(context.new_page(), site)
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    result = Axe().run(window, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert result.violations_count == 0, result.generate_report()
    context.close()
