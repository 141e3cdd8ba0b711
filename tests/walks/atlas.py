"""Which pages there are: every address without parameters, and whatever links lead to from there."""

import re
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import BrowserContext, Page

# What is not a page: files, doors for machines, and addresses that only a form opens.
ELSEWHERE = re.compile(
    r"^/(api|static|healthz|readyz|acts|invitations)\b|\.(md|docx|xlsx|json|zip)$"
)
# Reads by GET like any page, but signs out, or stands only after another step.
NOT_WALKED = {
    "account_logout": "asks a signed-in person once more; walked by the sign-out test",
    "account_login": "redirects people who are signed in",
    "mfa_authenticate": "stands only in the middle of signing in",
    "mfa_login_webauthn": "an answer for the script of the sign-in page",
    "account_inactive": "for people whose account ended",
    "mfa_recovery_codes_download": "a file",
}


def plain_addresses(found: URLResolver | None = None, before: str = "/") -> dict[str, str]:
    """Every named address without parameters, by its name."""
    addresses: dict[str, str] = {}
    for entry in (found or get_resolver()).url_patterns:
        part = str(entry.pattern).lstrip("^").rstrip("$")
        if "<" in part or "(" in part or ELSEWHERE.search(before + part):
            continue
        if isinstance(entry, URLResolver):
            addresses |= plain_addresses(entry, before + part)
        elif isinstance(entry, URLPattern) and entry.name and entry.name not in NOT_WALKED:
            addresses[entry.name] = before + part
    return addresses


def name_of(path: str) -> str:
    """The name of the route, or nothing for what is no page."""
    if ELSEWHERE.search(path):
        return ""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def links_on(page: Page) -> list[str]:
    """Paths that the page's links lead to, on this server only."""
    hrefs = page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href.split('#')[0])"
    )
    own = urlsplit(page.url).netloc
    return [parts.path for href in hrefs if (parts := urlsplit(href)).netloc == own]


def walkable(context: BrowserContext, firsts: list[str]) -> dict[str, str]:
    """One address for each route that a person reaches by links, by the name of the route."""
    page = context.new_page()
    reached: dict[str, str] = {}
    waiting = [*plain_addresses().values(), *firsts]
    for path in waiting:
        name = name_of(path)
        if not name or name in reached or name in NOT_WALKED:
            continue
        reply = page.goto(path)
        if reply is None or reply.status == 405:
            continue
        reached[name] = path
        waiting += [link for link in links_on(page) if name_of(link) not in reached]
    page.close()
    return reached
