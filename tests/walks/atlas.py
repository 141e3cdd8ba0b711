"""Which pages there are: every address without parameters, and whatever links lead to from there."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page, Response

# What is not a page: files, doors for machines, and addresses that only a form opens.
ELSEWHERE = re.compile(
    r"^/(api|static|healthz|readyz|acts|invitations)\b|\.(md|docx|pdf|xlsx|csv|json|zip)$|^/import/template"
    r"|/files/[0-9a-f-]{36}$"
)
# Addresses that answer Maya with no page of their own.
NOT_WALKED = {
    "account_login": "leads people who are signed in elsewhere",
    "account_inactive": "for people whose account ended",
    "account_reauthenticate": "leads on when one has just shown the password",
    "demo-sign-in": "takes a form only",
    "mfa_authenticate": "stands only in the middle of signing in",
    "mfa_login_webauthn": "an answer for the script of the sign-in page",
    "mfa_reauthenticate": "for people with a second factor",
    "mfa_reauthenticate_webauthn": "for people with a passkey",
    "mfa_deactivate_totp": "for people with an authenticator app",
    "mfa_view_recovery_codes": "for people with a second factor",
    "mfa_generate_recovery_codes": "for people with a second factor",
    "mfa_download_recovery_codes": "for people with a second factor",
    "server": "for the host administrator",
    "attachment": "a file to download",
    "import-template": "a file to download",
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


def name_of(address: str) -> str:
    """The name of the route, or nothing for what is no page."""
    path = urlsplit(address).path
    if ELSEWHERE.search(path):
        return ""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def links_on(page: Page) -> list[str]:
    """Where the page's links lead, with what they ask, on this server only."""
    hrefs = page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.href.split('#')[0])"
    )
    own = urlsplit(page.url).netloc
    found = [parts for href in hrefs if (parts := urlsplit(href)).netloc == own]
    return [f"{one.path}?{one.query}" if one.query else one.path for one in found]


def walk(page: Page, firsts: list[str]) -> Iterator[tuple[str, str, Response]]:
    """Opens one page of each route that is reached by links: its name, its address, the answer."""
    seen: set[str] = set()
    waiting = [*firsts, *plain_addresses().values()]
    for path in waiting:
        name = name_of(path)
        if not name or name in seen or name in NOT_WALKED:
            continue
        seen.add(name)
        reply = page.goto(path)
        if reply is None or reply.status == 405 or name_of(page.url) != name:
            continue
        waiting += [link for link in links_on(page) if name_of(link) not in seen]
        yield name, path, reply
