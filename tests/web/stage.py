"""The stage of the page tests: one alliance in plain values, and the environment without Django."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import allied.web
from allied.web.environment import environment
from allied.web.shell import (
    AllianceHead,
    Command,
    NavGroup,
    NavItem,
    Org,
    Shell,
    Toast,
    Who,
)

WEB = Path(allied.web.__file__).parent
STATIC = WEB / "static"
TEMPLATES = WEB / "templates"
NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token">')

NORTHWIND = Org("Northwind Foods", "Northwind", "N", 1)
BRIGHTLEAF = Org("Brightleaf Coffee", "Brightleaf", "B", 2)
KESTREL = Org("Kestrel Logistics", "Kestrel", "K", 3)
INGRID = Who("Ingrid Vos", "IV", 1, "Northwind")
COLD_BREW = AllianceHead("Cold Brew Venture", "/alliances/cold-brew", (NORTHWIND, BRIGHTLEAF))
HARBOUR = AllianceHead("Harbour Cold Chain", "/alliances/harbour", (NORTHWIND, KESTREL))

NAV = (
    NavGroup(
        (
            NavItem("week", "My week", "/week", "inbox", shortcut="w"),
            NavItem("portfolio", "Portfolio", "/portfolio", "layers", shortcut="p"),
        ),
        place="top",
    ),
    NavGroup((NavItem("overview", "Overview", "/overview", "circle-dot", shortcut="o"),)),
    NavGroup(
        (
            NavItem("thesis", "Value thesis", "/thesis", "file-text", shortcut="t"),
            NavItem("governance", "Governance", "/governance", "landmark", shortcut="g"),
            NavItem("decisions", "Decisions", "/decisions", "gavel", 3, "d"),
        ),
        "Agree",
    ),
    NavGroup((NavItem("launch", "Launch plan", "/launch", "rocket", shortcut="l"),), "Deliver"),
    NavGroup((NavItem("scorecard", "Scorecard", "/score", "gauge", shortcut="s"),), "Measure"),
    NavGroup((NavItem("notes", "Private notes", "/notes", "key-round"),), place="private"),
)

SHELL = Shell(
    person=INGRID,
    organisation=NORTHWIND,
    nav=NAV,
    alliance=COLD_BREW,
    switcher=(COLD_BREW, HARBOUR),
    audience="joint",
    week_count=9,
    now=NOW,
    zone=AMSTERDAM,
    here="decisions",
    all_alliances="/portfolio",
    menu=(NavItem("profile", "Profile and working hours", "/me", "user"),),
    commands=(Command("Ask for a decision", "/decisions/new", "plus", "d"),),
)
PRIVATE = replace(SHELL, audience="private", here="notes")
MINE = replace(SHELL, audience="me", here="week", alliance=None)
DONE = replace(SHELL, toasts=(Toast("Confirmed for Northwind", "/undo", "Undo"),))

OFF = frozenset({date(2026, 11, 11), date(2026, 11, 26), date(2026, 11, 27)})
RULER_DATES = [
    *[date(2026, 10, day) for day in (28, 29, 30)],
    *[date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20)],
    *[date(2026, 11, day) for day in (23, 24, 25, 26, 27, 30)],
]


def ruler_days() -> list[tuple[date, int | None]]:
    """The days of design screen 07: twenty count, three on which Brightleaf is closed do not."""
    counted = iter(range(1, 21))
    return [(at, None if at in OFF else next(counted, None)) for at in RULER_DATES]


CALENDARS = [(1, "N", "Northwind", frozenset()), (2, "B", "Brightleaf", OFF)]


@cache
def stage() -> Environment:
    """The real environment of the pages, with files in place of Django's addresses."""
    env = environment(loader=FileSystemLoader([TEMPLATES, Path(__file__).parent / "templates"]))
    env.globals["static"] = "/static/{}".format
    env.globals["url"] = lambda name, **_parts: f"/{name}"
    return env


def page(name: str, **context: object) -> str:
    """One page as HTML, with the shell of the example unless another is given."""
    given = {"shell": SHELL, "csrf_input": CSRF, **context}
    return stage().get_template(name).render(given)


def decision_page(**context: object) -> str:
    """Design screen 07, made again with the parts and macros of the product."""
    return page(
        "decision.html",
        days=ruler_days(),
        calendars=CALENDARS,
        today=date(2026, 11, 17),
        due_at=datetime(2026, 11, 25, 16, 0, tzinfo=UTC),
        **context,
    )
