"""The walk for which all this was built: from a workbook to a signed thesis and a verified record."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import allied.rooms.exchange
from tests.walks.house import House, alliance_of

pytestmark = pytest.mark.walk
WORKBOOK = Path(allied.rooms.exchange.__file__).parent / "catalogue" / "harbour-cold-chain.xlsx"
OBJECTIVE = "Put cold brew in 6,500 chilled stores, first in Belgium and then in the Nordics."
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


def overview(page: Page) -> str:
    """Opens the overview of the alliance and gives its address."""
    first = alliance_of(page, "Cold Brew Venture")
    page.goto(first + "/")
    return first


def test_a_workbook_comes_in_checked_first_and_then_whole(window: Opener) -> None:
    maya = window("Maya Lindqvist")
    maya.goto("/import")
    maya.get_by_label("Workbook").set_input_files(WORKBOOK)
    maya.get_by_role("button", name="Check the workbook").click()
    expect(maya.get_by_role("main")).to_contain_text("Every check passed.")
    maya.get_by_role("button", name="Import", exact=True).click()
    maya.get_by_role("link", name="Open Harbour Cold Chain").click()
    expect(maya.get_by_role("heading", level=1)).to_contain_text("Harbour Cold Chain")


def test_both_sponsors_sign_the_thesis(window: Opener) -> None:
    maya, tomas, rachel = map(window, ("Maya Lindqvist", "Tomas Reijnders", "Rachel Kim"))
    first = overview(maya)
    maya.get_by_role("link", name="Value thesis").first.click()
    maya.get_by_role("link", name="Propose a change").click()
    maya.get_by_role("link", name="Change Strategic objective").click()
    maya.get_by_role("textbox", name="Strategic objective").fill(OBJECTIVE)
    maya.get_by_role("button", name="Save for both companies").click()
    maya.get_by_role("link", name="Put up for signature").click()
    maya.get_by_role("button", name="Ask both companies to sign").click()
    expect(maya.get_by_role("main")).to_contain_text("A signature counts for exactly these words.")
    for sponsor, company in ((tomas, "Northwind"), (rachel, "Brightleaf")):
        sponsor.goto("/")
        sponsor.get_by_role("main").get_by_role("link", name="Read and sign").first.click()
        expect(sponsor.get_by_role("main")).to_contain_text(OBJECTIVE)
        sponsor.get_by_role("button", name=f"Sign for {company}").click()
        expect(sponsor.get_by_role("button", name=f"Sign for {company}")).to_have_count(0)
    maya.goto(f"{first}/thesis")
    expect(maya.get_by_role("main")).to_contain_text("Version 3 is in force")
    expect(maya.get_by_role("main")).to_contain_text(OBJECTIVE)


def test_both_export_the_same_bytes_and_one_flipped_byte_is_found(
    house: House, window: Opener, tmp_path: Path
) -> None:
    taken = []
    for who in ("Maya Lindqvist", "Daniel Okafor"):
        page = window(who)
        page.goto(alliance_of(page, "Cold Brew Venture") + "/export")
        with page.expect_download() as download:
            page.get_by_role("button", name="Take out as .zip").click()
        taken.append(download.value.path().read_bytes())
    assert taken[0] == taken[1]
    kept = tmp_path / "record.zip"
    kept.write_bytes(taken[0])
    fine = house.allied("verify", str(kept))
    assert fine.returncode == 0, fine.stdout + fine.stderr
    middle = len(taken[0]) // 2
    kept.write_bytes(taken[0][:middle] + bytes([taken[0][middle] ^ 1]) + taken[0][middle + 1 :])
    assert house.allied("verify", str(kept)).returncode == 40
