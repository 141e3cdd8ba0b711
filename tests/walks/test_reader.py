"""The walk of the reader: a document is read, a fact is confirmed, a gap leads to the annex, the record is filled."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.walks.house import Ear, House, alliance_of

pytestmark = pytest.mark.walk
WORDS = """STRATEGIC ALLIANCE AGREEMENT

This Strategic Alliance Agreement (the "Agreement") is made as of the 3rd day of March, 2025 (the "Effective Date"),
by and between Northwind Foods B.V., a Dutch company ("Northwind"), and Brightleaf Coffee Inc., a Delaware
corporation ("Brightleaf"). The parties agree as follows:

1. Term. This Agreement has an initial term of five (5) years from the Effective Date and shall automatically renew for
successive one-year periods unless either party gives ninety (90) days' prior written notice that it will not renew.

2. Managers. Each party shall appoint an alliance manager and a deputy who acts in the manager's absence.

3. Governing Law. This Agreement shall be governed by the laws of the State of New York.
"""
DRAFT = WORDS.replace("STRATEGIC ALLIANCE AGREEMENT", "SECOND ALLIANCE AGREEMENT").replace(
    "This Strategic", "This Second"
)


@pytest.fixture
def both(house: House, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Both alliance managers, each in a browser of their own."""
    contexts = [house.context(browser, who) for who in ("Maya Lindqvist", "Daniel Okafor")]
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def test_from_a_document_to_the_record(both: tuple[Page, Page]) -> None:
    maya, daniel = both
    ears = [Ear().listen(page) for page in both]
    alliance = alliance_of(maya, "Cold Brew Venture")
    have_it_read(maya, alliance)
    reading = maya.url
    confirm(maya, "Governing law", "New York")
    correct(maya, "Renewal", "1 year, automatic", "2 years, automatic")
    refuse(maya, "Agreement date")
    daniel.goto(reading)
    expect(daniel.get_by_role("main")).to_contain_text("Confirmed by Maya Lindqvist")
    a_gap_that_the_annex_closes(daniel)
    fill_the_record(maya, reading)
    daniel.goto(f"{alliance}/agreement")
    for said in ("New York", "2 years, automatic", "3 Mar 2030", "counts until 3 Dec 2029"):
        expect(daniel.get_by_role("main")).to_contain_text(said)
    a_draft_of_our_own(maya, daniel, alliance)
    assert [ear.empty() for ear in ears] == [[], []]


def upload(page: Page, words: str, button: str) -> None:
    file = {"name": "alliance.txt", "mimeType": "text/plain", "buffer": words.encode()}
    page.get_by_label("Agreement").set_input_files(files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(r"/readings/[0-9a-f-]{36}$"))


def have_it_read(page: Page, alliance: str) -> None:
    page.goto(f"{alliance}/agreement")
    page.get_by_role("main").get_by_role("link", name="Have a document read").click()
    upload(page, WORDS, "Read it for both companies")
    expect(page.locator("h1")).to_have_text("Strategic Alliance Agreement")
    for said in ("Northwind Foods B.V.", "Brightleaf Coffee Inc.", "90 days", "3 Mar 2030"):
        expect(page.get_by_role("main")).to_contain_text(said)


def confirm(page: Page, name: str, value: str) -> None:
    page.get_by_role("button", name=f"Confirm {name}: {value}").click()
    row = page.get_by_role("listitem").filter(has_text=f"{name} {value}")
    expect(row).to_contain_text("Confirmed by Maya Lindqvist")


def correct(page: Page, name: str, value: str, right: str) -> None:
    page.get_by_role("link", name=f"Correct {name}: {value}").click()
    page.get_by_label("What stands in the agreement").fill(right)
    page.get_by_role("main").get_by_role("button").last.click()
    row = page.get_by_role("listitem").filter(has_text=f"{name} {right}")
    expect(row).to_contain_text(f"Read as {value}")


def refuse(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^Refuse {name}")).click()
    expect(page.locator("main s")).to_have_count(1)


def a_gap_that_the_annex_closes(page: Page) -> None:
    """The document does not say who decides; the matrix of the alliance does, and the gap leads there."""
    assert "Who stands in for them" not in main(page)
    page.get_by_role("complementary").get_by_role("link", name="Who may decide what").click()
    page.wait_for_url(re.compile(r"/annex#decisions$"))
    expect(page.get_by_role("main")).to_contain_text("Roadmap changes")


def fill_the_record(page: Page, reading: str) -> None:
    """What was confirmed or corrected stands in the form; what was refused or not looked at does not."""
    page.goto(reading)
    for name in ("Ends on", "Notice against renewal", "Term"):
        page.get_by_role("button", name=re.compile(f"^Confirm {name}")).click()
    page.get_by_role("link", name="Fill the record").click()
    expect(page.get_by_label("Governing law")).to_have_value("New York")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url(re.compile(r"/agreement$"))


def a_draft_of_our_own(maya: Page, daniel: Page, alliance: str) -> None:
    maya.goto(f"{alliance}/agreement")
    maya.get_by_role("link", name="Read a draft").click()
    upload(maya, DRAFT, "Read it for Northwind only")
    expect(maya.get_by_role("main")).to_contain_text("Nothing of this page goes to the partner.")
    assert daniel.request.get(maya.url).status == 404
    daniel.goto(f"{alliance}/agreement")
    assert "Second Alliance Agreement" not in daniel.content()
