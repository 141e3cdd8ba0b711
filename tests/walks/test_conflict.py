"""The walk of a conflict: raised, stated by both, taken up with a signed memo, mediated, settled by a decision."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walks.house import Ear, House, alliance_of

pytestmark = pytest.mark.walk
MAYA, DANIEL, TOMAS = "Maya Lindqvist", "Daniel Okafor", "Tomas Reijnders"
LEAD = "Priya Raman"
TITLE = "Who bears the cost of the spring recall?"
BOTH = "Each side bears what left its own door"
MEDIATOR, OUTCOME = "Nora Blum, Zurich", "Both could live with a split by door."
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


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def says(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def test_from_a_raised_matter_to_a_decision_that_settles_it(window: Opener) -> None:
    maya, daniel = window(MAYA), window(DANIEL)
    alliance = alliance_of(maya, "Cold Brew Venture")
    conflict = raise_it(maya, alliance)  # a refused form is an error of the console
    ears = [Ear().listen(page) for page in (maya, daniel)]
    for page, position in ((maya, "The line was theirs."), (daniel, "The cold chain was theirs.")):
        page.goto(conflict)
        state(page, position)
    agree_on_a_fact(maya, daniel, conflict)
    send_a_signed_memo_up(maya, daniel, conflict)
    climb_to_mediation(daniel, conflict)
    mediate(window, conflict)
    settle_by_decision(maya, daniel, alliance, conflict)
    assert [ear.empty() for ear in ears] == [[], []]


def raise_it(maya: Page, alliance: str) -> str:
    """What is missing is said and nothing is lost; then it stands for both. Its address."""
    maya.goto(f"{alliance}/conflicts/new")
    press(maya, "Raise it with both companies")
    expect(maya.get_by_role("alert")).to_be_visible()
    maya.get_by_label("The matter in one line").fill(TITLE)
    maya.locator("#f-text").fill("Four pallets came back in May. Nobody knows yet where it began.")
    maya.get_by_label("What it is about").select_option(index=1)
    press(maya, "Raise it with both companies")
    expect(maya.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return maya.url


def state(page: Page, position: str) -> None:
    """One side's position and what it needs behind it."""
    page.goto(page.url.split("?")[0] + "/position")
    page.locator("#f-position").fill(position)
    page.locator("#f-interests").fill("A recall that the next customer does not hear of.")
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    says(page, position)


def agree_on_a_fact(maya: Page, daniel: Page, conflict: str) -> None:
    """One side says a fact, the other accepts it: common ground."""
    maya.goto(conflict + "/facts")
    maya.get_by_label("The fact in one line").fill("Four pallets came back")
    maya.get_by_role("main").locator("form button[type=submit]").first.click()
    says(maya, "1 line, 0 agreed")
    daniel.goto(conflict)
    press(daniel, re.compile("Accept for Brightleaf.*Four pallets came back"))
    says(daniel, "1 line, 1 agreed")


def send_a_signed_memo_up(maya: Page, daniel: Page, conflict: str) -> None:
    """One memo, signed by both, goes up with the matter."""
    maya.goto(conflict + "/memo")
    maya.locator("#f-words").fill("We agree on the pallets and differ on the door.")
    maya.locator("#f-asks").fill("Say where the cost falls.")
    press(maya, "Write it for both companies")
    press(maya, "Put up for signature")
    press(maya, "Sign for Northwind")
    expect(maya.get_by_role("button", name="Take our signature back")).to_be_visible()
    daniel.goto(conflict + "/memo")
    press(daniel, "Sign for Brightleaf")
    says(daniel, "Signed by all")
    maya.goto(conflict + "/escalation")
    says(maya, "The joint memo is signed by all.")
    maya.locator("#f-reason").fill("We have said all that we can say.")
    press(maya, "Escalate now")
    says(maya, "It went up with the joint memo that all have signed")


def climb_to_mediation(daniel: Page, conflict: str) -> None:
    """Up without a memo as well, until somebody neutral leads."""
    daniel.goto(conflict)
    for _ in range(8):
        if daniel.get_by_role("link", name="Name the mediator").is_visible():
            return
        follow(daniel, "Escalate now")
        daniel.locator("#f-reason").fill("It did not settle there.")
        press(daniel, "Escalate now")
        expect(daniel.get_by_role("heading", level=1)).to_contain_text(TITLE)
    raise AssertionError("the ladder has no mediation")


def mediate(window: Opener, conflict: str) -> None:
    """Managers and sponsors read it, nobody else does, and no line of the record tells it."""
    daniel, tomas, lead = window(DANIEL), window(TOMAS), window(LEAD)
    daniel.goto(conflict)
    follow(daniel, "Name the mediator")
    daniel.get_by_label("Mediator").fill(MEDIATOR)
    daniel.locator("#f-starts").fill("2026-12-01")
    press(daniel, "Note it")
    says(daniel, MEDIATOR)
    follow(daniel, "Outcome")
    daniel.locator("#f-outcome").fill(OUTCOME)
    press(daniel, "Note the outcome")
    says(daniel, OUTCOME)
    tomas.goto(conflict)
    says(tomas, OUTCOME)
    lead.goto(conflict)
    assert MEDIATOR not in lead.content()
    assert OUTCOME not in lead.content()
    lead.goto(conflict.split("/conflicts/", maxsplit=1)[0] + "/record")
    says(lead, "noted the end of the mediation")
    assert OUTCOME not in lead.content()


def settle_by_decision(maya: Page, daniel: Page, alliance: str, conflict: str) -> None:
    """What both could accept becomes the option of a decision; approved, it settles the matter."""
    daniel.goto(conflict)
    follow(daniel, "Propose a settlement")
    daniel.get_by_label("How it would be settled, in one line").fill(BOTH)
    daniel.get_by_role("main").locator("form button[type=submit]").first.click()
    follow(daniel, "Ask for a decision")
    daniel.get_by_label("Type of decision").select_option(label="Roadmap changes")
    press(daniel, "Ask both companies")
    says(daniel, "when it is approved, this matter is settled")
    for page, own in ((daniel, "Brightleaf"), (maya, "Northwind")):
        page.goto(conflict)
        page.get_by_role("main").locator("a[href*='/decisions/']").first.click()
        page.get_by_role("radio").first.check(force=True)
        press(page, f"Approve for {own}")
        expect(page.get_by_role("button", name=f"Approve for {own}")).to_have_count(0)
    maya.goto(conflict)
    says(maya, "Settled")
    says(maya, BOTH)
    maya.goto(f"{alliance}/record")
    says(maya, "settled")
