"""The walk of agreeing: from a blind check to a signed annex, and a change that makes its next version."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walks.house import Ear, House, alliance_of

pytestmark = pytest.mark.walk
MAYA, DANIEL = "Maya Lindqvist", "Daniel Okafor"
TOMAS, RACHEL = "Tomas Reijnders", "Rachel Kim"
# points for each outcome, the place of each outcome, and what success in stores is counted by
WEIGHED = {
    MAYA: ((20, 60, 20), (2, 1, 3), "Stores that reorder within three weeks"),
    DANIEL: ((30, 20, 50), (2, 3, 1), "Stores visited by our own team"),
}
TRIGGER, CLAUSE = "Everything is escalated", "Who pays for a second pallet"
WORDS = "Northwind pays for a second pallet a day; Brightleaf for every one after that."
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


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def main(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def test_from_a_blind_check_to_a_change_that_makes_the_next_version(window: Opener) -> None:
    maya, daniel = window(MAYA), window(DANIEL)
    ears = [Ear().listen(page) for page in (maya, daniel)]
    alliance = alliance_of(maya, "Cold Brew Venture")
    weigh_blind(maya, daniel, alliance)
    talk_about_what_differs(daniel, maya)
    signed = version_in_force(maya, alliance)
    agree_when_to_talk_about_leaving(maya, alliance)
    put_up_the_annex(maya, alliance, signed)
    sign_on_both_sides(window, signed + 1)
    request = ask_for_a_clause(daniel, alliance)
    say_what_it_means(maya, request)
    say_what_it_means(daniel, request)
    put_it_to_decision(daniel)
    approve_on_both_sides(window)
    maya.goto(request)
    expect(maya.get_by_role("main")).to_contain_text(f"It stands in version {signed + 2}")
    sign_on_both_sides(window, signed + 2)
    read_the_next_version_on_both_sides(maya, daniel, alliance, request, signed + 2)
    assert [ear.empty() for ear in ears] == [[], []]


def weigh_blind(maya: Page, daniel: Page, alliance: str) -> None:
    """Both sides answer; the first one cannot be read by the second before both are in."""
    maya.goto(f"{alliance}/thesis/alignment")
    maya.get_by_role("link", name="Start the next check").click()
    press(maya, "Ask both sides")
    maya.wait_for_url(re.compile(r"/answer$"))
    answer(maya, MAYA)
    expect(maya.get_by_role("main").locator(".answer")).not_to_contain_text("points apart")
    daniel.goto("/")
    daniel.get_by_role("main").get_by_role("link", name=re.compile("Alignment check")).first.click()
    assert WEIGHED[MAYA][2] not in daniel.content()
    daniel.get_by_role("main").get_by_role("link", name=re.compile("[Aa]nswer")).first.click()
    answer(daniel, DANIEL)
    maya.reload()
    for page in (maya, daniel):
        expect(page.get_by_role("main").locator(".answer")).to_contain_text(
            "40 of 100 points apart."
        )
        expect(page.get_by_role("main")).to_contain_text(WEIGHED[MAYA][2])
        expect(page.get_by_role("main")).to_contain_text(WEIGHED[DANIEL][2])


def answer(page: Page, who: str) -> None:
    """Fills the sheet and hands it in."""
    points, places, metric = WEIGHED[who]
    for n, (point, place) in enumerate(zip(points, places, strict=True)):
        page.locator(f"[name=points{n}]").fill(str(point))
        page.locator(f"[name=place{n}]").select_option(str(place))
    page.locator("[name=metric1]").fill(metric)
    page.get_by_role("button", name=re.compile("^Hand in for")).click()
    page.wait_for_url(re.compile(r"/rounds/\d+$"))


def talk_about_what_differs(page: Page, other: Page) -> None:
    """One difference is settled with a sentence that both sides read."""
    said = "We count reorders; visits are no proof."
    for link in page.get_by_role("link", name="Settle").all():
        assert page.request.get(str(link.get_attribute("href"))).status == 200
    page.get_by_role("link", name="Settle").first.click()
    page.locator("[name=choice][value=keep]").check(force=True)
    page.get_by_label("What you agreed").fill(said)
    press(page, "Settle it for both companies")
    page.wait_for_url(re.compile("#differences$"))
    other.reload()
    expect(other.get_by_role("main")).to_contain_text(said)


def version_in_force(page: Page, alliance: str) -> int:
    """The annex that both sponsors have signed already."""
    page.goto(f"{alliance}/annex")
    found = re.search(r"Version (\d+), in force", main(page))
    assert found, "no annex is in force"
    return int(found.group(1))


def agree_when_to_talk_about_leaving(page: Page, alliance: str) -> None:
    page.goto(f"{alliance}/exits")
    page.get_by_role("link", name=TRIGGER).click()
    page.get_by_role("main").get_by_role("button", name=re.compile("for both companies")).click()
    expect(page.get_by_role("main")).to_contain_text(TRIGGER)


def put_up_the_annex(page: Page, alliance: str, signed: int) -> None:
    """What is agreed since the last signature shows as drift, and goes into the next version."""
    page.goto(f"{alliance}/annex")
    expect(page.get_by_role("complementary")).to_contain_text("No longer as signed")
    press(page, "Freeze and put up")
    expect(page.get_by_role("complementary")).to_contain_text(
        f"Version {signed + 1} is up for signature."
    )


def sign_on_both_sides(window: Opener, revision: int) -> None:
    """Both sponsors come from My week, read the version and sign it."""
    for who, company in ((TOMAS, "Northwind"), (RACHEL, "Brightleaf")):
        page = window(who)
        page.goto("/")
        page.get_by_role("main").get_by_role(
            "link", name=f"How we work, version {revision}"
        ).first.click()
        press(page, f"Sign for {company}")
        expect(page.get_by_role("button", name=f"Sign for {company}")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text(f"Version {revision}, in force")


def ask_for_a_clause(page: Page, alliance: str) -> str:
    """A commercial change; its address."""
    page.goto(f"{alliance}/changes")
    page.get_by_role("link", name="Commercial").click()
    page.get_by_label("Title").fill(CLAUSE)
    page.get_by_label("Heading of the clause").fill(CLAUSE)
    page.get_by_label("Text of the clause").fill(WORDS)
    page.get_by_label("Why").fill("Nobody knew who pays when a depot orders twice.")
    page.get_by_label("Who decides").select_option(label="Commercial terms")
    press(page, "Ask both companies")
    page.wait_for_url(re.compile(r"/changes/[0-9a-f-]{36}$"))
    return page.url


def say_what_it_means(page: Page, request: str) -> None:
    page.goto(request)
    page.get_by_role("link", name=re.compile("^What it means for")).click()
    page.get_by_role("textbox").first.fill("Two pallets a day at most.")
    press(page, "Say it to both companies")
    expect(page.get_by_role("main")).to_contain_text("Two pallets a day at most.")


def put_it_to_decision(page: Page) -> None:
    page.get_by_role("link", name="Put it to decision").click()
    press(page, "Ask for the decision")
    expect(page.get_by_role("main")).to_contain_text("It is being decided.")


def approve_on_both_sides(window: Opener) -> None:
    for who, company in ((RACHEL, "Brightleaf"), (TOMAS, "Northwind")):
        page = window(who)
        page.goto("/")
        page.get_by_role("main").get_by_role("link", name=re.compile(CLAUSE)).first.click()
        expect(page.get_by_role("main")).to_contain_text(WORDS)
        page.get_by_role("radio").first.check(force=True)
        press(page, f"Approve for {company}")
        expect(page.get_by_role("button", name=f"Approve for {company}")).to_have_count(0)


def read_the_next_version_on_both_sides(
    maya: Page, daniel: Page, alliance: str, request: str, revision: int
) -> None:
    for page in (maya, daniel):
        page.goto(request)
        expect(page.get_by_role("main")).to_contain_text(
            f"It is in force since version {revision} of the annex."
        )
        page.goto(f"{alliance}/annex/versions/{revision}")
        expect(page.get_by_role("main")).to_contain_text(WORDS)
        page.goto(f"{alliance}/annex")
        expect(page.get_by_role("main").locator(".answer")).to_contain_text(
            "The signed annex says how you work."
        )
