"""Every page in light, in dark and on a phone: it answers, fits, is quiet and is accessible."""

import os
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.walks.atlas import walk
from tests.walks.house import Ear, House, alliance_of, prove_again

pytestmark = pytest.mark.walk
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What depends on colours or on room; the rest of the rules need to look at a page only once.
ROOM = ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]
LOOKS = ["color-contrast", *ROOM]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
VIEWS: dict[str, tuple[Any, Any, list[str]]] = {
    "light": (DESKTOP, "light", LEVELS),
    "dark": (DESKTOP, "dark", LOOKS),
    # Its colours are those of the first view.
    "phone": (PHONE, "light", ROOM),
}
# The least that must be reached, so that a broken link cannot make this file pass by seeing less.
EXPECTED = {
    "week", "portfolio", "inbox", "search", "profile", "organisation", "organisation-people",
    "tokens", "usersessions_list", "mfa_index", "alliance-new", "overview", "record", "record-own",
    "notes", "note", "note-new", "note-share", "alliance-people", "alliance-settings", "seat",
    "before", "before-move", "before-move-answers", "before-move-version", "before-readiness",
    "before-readiness-answers", "before-lines", "before-lines-changes",
    "thesis-alignment", "thesis-alignment-round", "thesis-alignment-start",
    "thesis-alignment-difference", "thesis", "thesis-version", "thesis-tests", "mfa_activate_totp",
    "risks", "risk", "risk-new", "risk-own-new", "risk-words", "risk-reviews", "risk-happening",
    "risk-closing", "risk-loss", "risk-controls", "risk-control", "risk-control-placing",
    "risk-scales", "risk-losses", "risk-of-thesis", "diligence", "diligence-own",
    "diligence-choice", "diligence-question", "diligence-finding", "diligence-files",
    "single-points", "single-point", "single-point-new", "single-point-removal",
    "conflicts", "conflict", "conflict-new", "conflict-drafts", "conflict-draft", "conflict-ladder",
    "conflict-ladder-words", "conflict-position", "conflict-worksheet", "conflict-facts",
    "conflict-fact", "conflict-settlements", "conflict-settlement-rejection", "conflict-escalation",
    "conflict-decision", "conflict-memo", "conflict-mediation", "conflict-files",
    "selection", "selection-screening", "selection-candidate", "selection-weights",
    "selection-criterion", "selection-shortlist", "selection-repetition", "selection-title",
    "annex", "annex-part", "annex-kpis", "annex-kpi", "annex-kpi-new", "annex-kpi-retirement",
    "annex-version", "annex-comparison", "annex-markup",
    "changes", "change", "change-new", "change-words", "change-impact", "change-withdrawal",
    "exits", "exit-trigger", "exit-trigger-new", "exit-trigger-words", "exit-trigger-retirement",
    "unwind-step", "unwind-step-new", "unwind-step-removal", "lint", "lint-waiver", "agreement",
    "agreement-record", "agreement-read", "agreement-read-own", "agreement-reading",
    "agreement-fact", "agreement-fact-new", "agreement-record-from", "agreement-reading-discarding",
    "obligation", "obligation-new", "obligation-words", "obligation-fulfilment",
    "obligation-removal",
    "decisions", "decision", "decision-new", "governance", "governance-forum", "governance-right",
    "governance-simulation", "governance-complexity",
}  # fmt: skip
# A colour that changes on its way from parent to child begins anew in each of them.
SETTLE = "while (document.getAnimations().length) document.getAnimations().forEach(a => a.finish())"
# Where there is room a table is drawn as one: a class that means something else elsewhere tears it.
TORN = """[...document.querySelectorAll("table")].filter(one => one.checkVisibility()
  && getComputedStyle(one).display !== "table").map(one => one.caption?.textContent ?? one.className)"""
PICTURES = os.environ.get("ALLIED_PICTURES", "")
type Faults = dict[str, list[str]]


def look(page: Page, name: str, view: str) -> list[str]:
    """What is wrong with the open page in one view, in words."""
    size, scheme, rules = VIEWS[view]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLE)
    wrong = []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        wrong.append(f"scrolls sideways by {wide} px")
    if size is DESKTOP:
        wrong += [f"the table “{caption}” is not drawn as one" for caption in page.evaluate(TORN)]
    wishes = {"runOnly": rules, "resultTypes": ["violations"]}
    for found in page.evaluate("wishes => axe.run(wishes)", wishes)["violations"]:
        nodes = [
            f"{node['html'][:160]} {node['failureSummary'][:240]}" for node in found["nodes"][:3]
        ]
        wrong.append(f"{found['id']}: {nodes}")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{view}-{name}.png", full_page=True)
    return wrong


@pytest.fixture(scope="module")
def walked(house: House, browser: Browser) -> dict[str, Faults]:
    """All pages that Maya reaches, each opened once: what was wrong, by view and by page."""
    context = house.context(browser, "Maya Lindqvist", viewport=DESKTOP)
    page = context.new_page()
    first = alliance_of(page, "Cold Brew Venture")
    prove_again(page)
    ear = Ear().listen(page)
    found: dict[str, Faults] = defaultdict(dict)
    # The register first: of several conflicts the walk opens the one that is not settled yet.
    for name, path, reply in walk(page, [f"{first}/conflicts", f"{first}/"]):
        wrong = ear.empty()
        if reply.status != 200:
            wrong.append(f"{path} answered {reply.status}")
        if (headings := page.locator("h1").count()) != 1:
            wrong.append(f"{headings} h1")
        page.evaluate(Axe().axe_script)
        for view in VIEWS:
            found[view][name] = look(page, name, view)
        found["light"][name] += wrong + ear.empty()
    context.close()
    return found


def test_every_page_of_the_product_is_reached_by_links(walked: dict[str, Faults]) -> None:
    assert EXPECTED - walked["light"].keys() == set()


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_answers_fits_is_quiet_and_accessible(
    walked: dict[str, Faults], view: str
) -> None:
    lines = [f"{name}: {fault}" for name, all_ in walked[view].items() for fault in all_]
    assert not lines, "\n".join(lines)


def test_the_first_printed_page_of_the_overview_is_not_left_empty(
    house: House, browser: Browser
) -> None:
    context = house.context(browser, "Maya Lindqvist", viewport=DESKTOP)
    page = context.new_page()
    page.goto(alliance_of(page, "Cold Brew Venture") + "/")
    first = PdfReader(BytesIO(page.pdf(format="A4"))).pages[0].extract_text()
    context.close()
    assert "Open decisions" in " ".join(first.split())
