"""The walk of choosing: from "Right move?" to the invited partner, who meets no trace of the rest."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.rooms.exchange.stage import CLEAN, as_raw, book_of, raw_of
from tests.rooms.thesis.before.stage import WHOLE
from tests.walks.house import Ear, House

pytestmark = pytest.mark.walk
MAYA, TOMAS, INGRID = "Maya Lindqvist", "Tomas Reijnders", "Ingrid Vos"
NAME, LOOKED_FOR = "Oat Base Research", "Oat base"
PASSWORD = "a-long-pass-phrase-7"
# What each rater says of each candidate; on one cell of Boreal they are far apart.
SCORES = {"Aster Mills": (5, 4, 4), "Boreal Oats": (3, 4, 3), "Cygnus Foods": (2, 1, 2)}
APART = {MAYA: 1, TOMAS: 5, INGRID: 3}
type Opener = Callable[[str], Page]


def address(who: str) -> str:
    return f"{who.lower().replace(' ', '.')}@northwind.example"


@pytest.fixture(scope="module")
def alliance(house: House) -> str:
    """A blank page: an alliance that Northwind prepares alone, with three people in it."""
    made = house.allied("alliances", "start", NAME, "--as", address(MAYA), "--json")
    assert made.returncode == 0, made.stderr
    for who, role in ((TOMAS, "sponsor"), (INGRID, "operational lead")):
        given = house.allied("seats", "give", NAME, address(who), role, "--as", address(MAYA))
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


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def test_from_the_right_move_to_the_invited_partner(
    house: House, window: Opener, browser: Browser, alliance: str
) -> None:
    maya = window(MAYA)
    ear = Ear().listen(maya)
    maya.goto(f"/alliances/{alliance}/")
    settle_that_an_alliance_is_right(maya)
    check_the_own_readiness(maya)
    fix_what_counts_before_names(maya)
    look_at_three_from_a_blank_page(maya)
    ask_three_raters(maya)
    for place, who in enumerate((MAYA, TOMAS, INGRID)):
        score_blind(window(who), who, place)
    maya.goto(f"/alliances/{alliance}/selection")
    press(maya, "End scoring")
    talk_it_through(maya)
    read_who_fits_and_who_is_vetoed(maya, alliance)
    decide(maya)
    link = invite_the_chosen(maya)
    assert ear.empty() == []
    come_in_and_meet_no_trace(house, browser, link, alliance)


def settle_that_an_alliance_is_right(page: Page) -> None:
    """Right move?: every question answered, the verdict with its reasons."""
    page.get_by_role("link", name="Before we ally").click()
    follow(page, "Right move?")
    fold = page.get_by_text("Ten more questions")
    if not page.locator("details.more[open]").count():
        fold.click()
    for name, value in WHOLE.items():
        page.locator(f'input[name="{name}"][value="{value}"]').check()
    press(page, "Keep for Northwind only")
    main = page.get_by_role("main")
    expect(main.locator(".answer")).to_contain_text("Ally.")
    expect(main).to_contain_text("Only Northwind sees this page")
    expect(main.get_by_role("heading", name="Which form")).to_be_visible()


def check_the_own_readiness(page: Page) -> None:
    """Readiness: the best sentence but for one statement, which is named as the gap."""
    page.get_by_role("link", name="Readiness").first.click()
    page.goto(page.url.split("?")[0].rstrip("/") + "/answers")
    fields = page.locator("form.asking fieldset.field").all()
    for field in fields:
        field.locator('input[type=radio]:not([value=""])').first.check()
    fields[0].locator('input[type=radio]:not([value=""])').nth(1).check()
    press(page, "Keep for Northwind only")
    expect(page.get_by_role("main").locator(".answer")).to_contain_text(
        re.compile("ready|gap", re.I)
    )


def fix_what_counts_before_names(page: Page) -> None:
    """Criteria and weights, before any name is known."""
    page.get_by_role("link", name="Partner selection").first.click()
    page.get_by_role("link", name="Start a partner selection").click()
    page.get_by_label("What partner do you look for?").fill(LOOKED_FOR)
    press(page, "Start for Northwind only")
    expect(page.locator("#criteria")).to_contain_text("Strategic fit")
    page.get_by_role("link", name="Fix the weights").click()
    page.get_by_role("navigation", name="Method").get_by_role("link", name="Pairs").click()
    page.get_by_role("link", name="Compare in pairs").click()
    for row in page.locator("fieldset.pair").all():
        row.locator('input[value="1"]').check(force=True)
    page.locator('input[name="p-strategic-capability"][value="3"]').check(force=True)
    press(page, "Keep for Northwind only")
    expect(page.get_by_role("main").locator(".answer")).to_contain_text("fits itself")
    page.get_by_role("link", name="Back to the weights").click()
    press(page, "Fix version 1 from 1 comparison")


def look_at_three_from_a_blank_page(page: Page) -> None:
    """Three candidates by name, one with an evidence file."""
    for name in SCORES:
        page.get_by_role("link", name="Add candidate").click()
        page.get_by_label("Organisation").fill(name)
        press(page, "Add for Northwind only")
        page.wait_for_url(re.compile("/candidates/[0-9a-f-]{36}"))
        if name == "Cygnus Foods":
            audit = {"name": "audit.txt", "mimeType": "text/plain", "buffer": b"Two findings open."}
            page.locator("input[type=file]").set_input_files(audit)
            page.locator("#files button[type=submit]").first.click()
            expect(page.locator("#files")).to_contain_text("audit.txt")
        follow(page, "Partner selection")


def ask_three_raters(page: Page) -> None:
    page.get_by_role("link", name="Ask colleagues").click()
    for who in (MAYA, TOMAS, INGRID):
        page.get_by_role("checkbox", name=re.compile(who)).check()
    press(page, "Ask them")
    expect(page.locator("#raters")).to_contain_text(INGRID)
    press(page, "Open scoring")
    expect(page.get_by_role("main")).to_contain_text("0 of 3 raters submitted")


def score_blind(page: Page, who: str, place: int) -> None:
    """From My week to the sheet: every cell, and no score of anybody else on the way."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=LOOKED_FOR).first.click()
    for n, (candidate, scores) in enumerate(SCORES.items(), 1):
        expect(page.get_by_role("heading", name=candidate)).to_be_visible()
        for radio in page.locator(f'input[type=radio][name^="score-c{n}-"]').all():
            if radio.get_attribute("value") == str(scores[place]):
                radio.check(force=True)
    boreal = page.locator('input[type=radio][name^="score-c2-"]')
    first = boreal.first.get_attribute("name")
    page.locator(f'input[name="{first}"][value="{APART[who]}"]').check(force=True)
    press(page, "Submit for good")
    expect(page.get_by_role("main")).to_contain_text(f"{place + 1} of 3 raters submitted")
    expect(page.get_by_role("main")).not_to_contain_text("is first in")


def talk_it_through(maya: Page) -> None:
    """The one cell on which they are far apart is listed; who gave the lowest score revises it."""
    main = maya.get_by_role("main")
    expect(main).to_contain_text("is first in")
    maya.get_by_role("link", name=re.compile("[Rr]evise")).first.click()
    expect(main).to_contain_text("One cell to talk through.")
    expect(main).to_contain_text("3, 1, 5")
    maya.locator('input[type=radio][value="4"]').check(force=True)
    why = maya.locator("textarea").first
    if not why.is_visible():
        maya.get_by_text("Evidence and red flag").first.click()
    why.fill("They showed the second line.")
    press(maya, "Revise, once")
    expect(maya.get_by_role("main")).to_contain_text("revised")


def read_who_fits_and_who_is_vetoed(page: Page, alliance: str) -> None:
    page.goto(f"/alliances/{alliance}/selection")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Aster Mills is first in")
    expect(main).to_contain_text("Below the line")
    expect(main.get_by_role("row").filter(has_text="Cygnus Foods").first).to_contain_text("veto")
    press(page, "Close")


def decide(page: Page) -> None:
    page.get_by_role("link", name="Decide the shortlist").click()
    page.get_by_label("Aster Mills", exact=True).select_option("1")
    page.get_by_label("Boreal Oats", exact=True).select_option("2")
    page.get_by_label("Chosen").select_option(label="Aster Mills")
    page.get_by_label("Why these, in this order").fill("First whatever counts more.")
    press(page, "Decide for Northwind")
    expect(page.locator("#shortlist")).to_contain_text("First whatever counts more.")


def invite_the_chosen(page: Page) -> str:
    """Gives the address that the invitation opens."""
    page.locator("#shortlist").get_by_role("link", name="Aster Mills").click()
    page.get_by_role("link", name="Invite…").click()
    page.get_by_label("Their work e-mail").fill("ana@aster.example")
    press(page, "Invite Aster Mills")
    page.wait_for_url(re.compile("/link$"))
    link = re.search(r"/invitations/[0-9a-f]{64}", page.content())
    assert link, "no link is shown"
    return link.group()


def come_in_and_meet_no_trace(house: House, browser: Browser, link: str, alliance: str) -> None:
    """The partner accepts, signs in anew, and no page, search, export or door tells of the screening."""
    first = house.context(browser)
    page = first.new_page()
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text(NAME)
    assert_no_trace(page)
    page.get_by_label("Your name").fill("Ana Aster")
    page.get_by_label(re.compile("^Password")).first.fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Accept|Join|Create")).first.click()
    page.wait_for_url(re.compile(r"/alliances/|/$"))
    assert_no_trace(page)
    first.close()
    again = house.context(browser)
    page = again.new_page()
    sign_in(page)
    walk_everywhere(page, alliance)
    page.goto(f"/alliances/{alliance}/selection")
    expect(page.get_by_role("main")).to_contain_text("Nobody is looked at yet.")
    page.goto(f"/alliances/{alliance}/before")
    expect(page.get_by_role("main")).not_to_contain_text("Ally.")
    again.close()


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label(re.compile("e-mail", re.I)).first.fill("ana@aster.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    expect(page.get_by_text("Ana Aster").first).to_be_attached()


def walk_everywhere(page: Page, alliance: str) -> None:
    """Pages of every kind, search, the API and the exports, as the invited person."""
    a, api = f"/alliances/{alliance}", f"/api/v1/alliances/{alliance}"
    for path in ("/", "/portfolio", "/search?q=Cygnus", f"{a}/", f"{a}/record", f"{a}/log",
                 f"{a}/people", f"{a}/risks", f"{a}/thesis", f"{a}/diligence", f"{a}/notes"):  # fmt: skip
        page.goto(path)
        assert_no_trace(page)
    for path in (api, f"{api}/selection", f"{api}/own-gates", f"{api}/gates", "/api/v1/awaited"):
        answer = page.request.get(path)
        assert answer.status < 500, path
        assert_clean(answer.text(), path)


TRACES = ("Boreal", "Cygnus Foods", LOOKED_FOR, "shortlist", "veto", "audit.txt")


def assert_no_trace(page: Page) -> None:
    said = page.content().replace("q=Cygnus", "").replace('value="Cygnus"', "")
    assert_clean(said, page.url)


def assert_clean(said: str, where: str) -> None:
    # The gate of one's own asks everybody alike whether a shortlist is decided.
    said = said.replace("The shortlist is decided", "")
    for word in TRACES:
        assert word not in said, f"{word} on {where}"


def test_the_imported_candidates_put_the_vetoed_carriers_below_the_line(
    window: Opener, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The workbook comes in on the page; the manager reads who is vetoed, and by what."""
    book = book_of(raw_of(CLEAN))
    path = tmp_path_factory.mktemp("books") / "cold-chain.xlsx"
    path.write_bytes(as_raw(book))
    maya = window(MAYA)
    main = maya.get_by_role("main")
    maya.goto("/import")
    maya.get_by_label("Workbook").set_input_files(path)
    press(maya, "Check the workbook")
    expect(main).to_contain_text("a red flag vetoes Nordfracht and Polarweg")
    press(maya, "Import")
    maya.get_by_role("link", name="Open Harbour Cold Chain").click()
    maya.get_by_role("link", name="Partner selection").first.click()
    expect(main).to_contain_text("Below the line: a red flag that no score makes up for")
    order = main.get_by_role("table").first.locator("tbody").inner_text()
    below = order.index("Below the line")
    assert order.index("Kestrel Logistics") < below
    assert below < order.index("Nordfracht")
    assert below < order.index("Polarweg")
    main.get_by_role("table").first.get_by_role("link", name="Polarweg").click()
    expect(maya.locator("#flags")).to_contain_text(
        "the median of 3 raters is 2 (2 or less); scores 1, 2, 2."
    )
