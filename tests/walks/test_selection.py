"""The walk of partner selection: from three names to the invited partner, who meets no trace of it."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walks.house import Ear, House, alliance_of

pytestmark = pytest.mark.walk
MAYA, TOMAS = "maya.lindqvist@northwind.example", "tomas.reijnders@northwind.example"
NAME = "Oat Base Research"
SCORES = {"Aster Mills": (5, 4), "Boreal Oats": (3, 4), "Cygnus Foods": (2, 1)}
type Opener = Callable[[str], Page]


@pytest.fixture(scope="module")
def alliance(house: House) -> str:
    """An alliance that Northwind prepares alone, with two people in it."""
    made = house.allied("alliances", "start", NAME, "--as", MAYA, "--json")
    assert made.returncode == 0, made.stderr
    given = house.allied("seats", "give", NAME, TOMAS, "sponsor", "--as", MAYA)
    assert given.returncode == 0, given.stderr
    return str(json.loads(made.stdout)["id"])


@pytest.fixture
def window(house: House, browser: Browser) -> Iterator[Opener]:
    """A browser of one's own for each person."""
    opened: dict[str, BrowserContext] = {}

    def of(who: str) -> Page:
        if who not in opened:
            opened[who] = house.context(browser, who)
            opened[who].new_page()
        return opened[who].pages[0]

    yield of
    for context in opened.values():
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def score(page: Page, place: int) -> None:
    """Every cell of the sheet; the scale is a row of radios under each criterion."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Oat base").first.click()
    for n, (candidate, scores) in enumerate(SCORES.items(), 1):
        expect(page.get_by_role("heading", name=candidate)).to_be_visible()
        for radio in page.locator(f'input[type=radio][name^="score-c{n}-"]').all():
            if radio.get_attribute("value") == str(scores[place]):
                radio.check(force=True)
    press(page, "Submit for good")
    expect(page.get_by_role("main")).to_contain_text("of 2 raters submitted")


def test_from_three_names_to_the_invited_partner(
    house: House, window: Opener, browser: Browser, alliance: str
) -> None:
    maya, tomas = window("Maya Lindqvist"), window("Tomas Reijnders")
    ear = Ear().listen(maya)
    maya.goto(f"/alliances/{alliance}/")
    maya.get_by_role("link", name="Partner selection").click()
    maya.get_by_role("link", name="Start a partner selection").click()
    maya.get_by_label("What partner do you look for?").fill("Oat base")
    press(maya, "Start for Northwind only")
    maya.get_by_role("link", name="Fix the weights").click()
    press(maya, "Fix version 1")
    for name in SCORES:
        maya.get_by_role("link", name="Add candidate").click()
        maya.get_by_label("Organisation").fill(name)
        press(maya, "Add for Northwind only")
        maya.wait_for_url(re.compile("/candidates/[0-9a-f-]{36}"))
        maya.get_by_role("link", name="Partner selection").first.click()
    maya.get_by_role("link", name="Ask colleagues").click()
    for who in ("Maya Lindqvist", "Tomas Reijnders"):
        maya.get_by_role("checkbox", name=re.compile(who)).check()
    press(maya, "Ask them")
    expect(maya.locator("#raters")).to_contain_text("Tomas Reijnders")
    press(maya, "Open scoring")
    expect(maya.get_by_role("main")).to_contain_text("0 of 2 raters submitted")
    score(maya, 0)
    score(tomas, 1)
    maya.goto(f"/alliances/{alliance}/selection")
    press(maya, "End scoring")
    main = maya.get_by_role("main")
    expect(main).to_contain_text("Aster Mills is first in")
    expect(main).to_contain_text("Below the line")
    expect(main.get_by_role("row").filter(has_text="Cygnus Foods").first).to_contain_text("veto")
    press(maya, "Close")
    maya.get_by_role("link", name="Decide the shortlist").click()
    maya.get_by_label("Aster Mills", exact=True).select_option("1")
    maya.get_by_label("Chosen").select_option(label="Aster Mills")
    maya.get_by_label("Why these, in this order").fill("First whatever counts more.")
    press(maya, "Decide for Northwind")
    expect(maya.locator("#shortlist")).to_contain_text("First whatever counts more.")
    maya.locator("#shortlist").get_by_role("link", name="Aster Mills").click()
    maya.get_by_role("link", name="Invite…").click()
    maya.get_by_label("Their work e-mail").fill("ana@aster.example")
    press(maya, "Invite Aster Mills")
    maya.wait_for_url(re.compile("/link$"))
    link = re.search(r"/invitations/[0-9a-f]{64}", maya.content())
    assert link, "no link is shown"
    assert ear.empty() == []
    _come_in(house, browser, link.group(), alliance)


def _come_in(house: House, browser: Browser, link: str, alliance: str) -> None:
    """The partner comes in by the link, and no page, search or export tells of the screening."""
    context = house.context(browser)
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text(NAME)
    assert_no_trace(page)
    page.get_by_label("Your name").fill("Ana Aster")
    page.get_by_label(re.compile("^Password")).first.fill("a-long-pass-phrase-7")
    page.get_by_role("button", name=re.compile("Accept|Join|Create")).first.click()
    page.wait_for_url(re.compile(r"/alliances/|/$"))
    for address in ("/", "/portfolio", "/search?q=Cygnus", f"/alliances/{alliance}/",
                    f"/alliances/{alliance}/record", f"/alliances/{alliance}/log"):  # fmt: skip
        page.goto(address)
        assert_no_trace(page)
    page.goto(f"/alliances/{alliance}/selection")
    expect(page.get_by_role("main")).to_contain_text("Nobody is looked at yet.")
    context.close()


def assert_no_trace(page: Page) -> None:
    said = page.content().replace("q=Cygnus", "").replace('value="Cygnus"', "")
    for word in ("Boreal", "Cygnus Foods", "Oat base", "shortlist", "veto"):
        assert word not in said, f"{word} on {page.url}"


def test_the_manager_sees_why_the_carrier_is_vetoed(window: Opener) -> None:
    maya = window("Maya Lindqvist")
    maya.goto(alliance_of(maya, "Harbour Cold Chain") + "/selection")
    main = maya.get_by_role("main")
    expect(main).to_contain_text("Below the line: a red flag that no score makes up for")
    main.get_by_role("table").first.get_by_role("link", name="Polarweg").click()
    expect(maya.locator("#flags")).to_contain_text(
        "the median of 3 raters is 2 (2 or less); scores 1, 2, 2."
    )
