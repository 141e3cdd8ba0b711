"""What the error pages say: what happened, what is safe, what to do. They need no database."""

from collections.abc import Mapping
from dataclasses import dataclass

HIDDEN = ("csrfmiddlewaretoken", "once", "password", "password1", "password2", "code")
"""Fields whose text a page never shows again."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """One error page: its status, an icon, what happened, and what is safe or what to do."""

    status: int
    title: str
    answer: str
    icon: str
    search: bool = False
    again: bool = False


PAGES: Mapping[int, ErrorPage] = {
    page.status: page
    for page in (
        ErrorPage(
            400,
            "This request could not be read",
            "Nothing was changed. Go back, load the page again and repeat the step.",
            "octagon-alert",
        ),
        ErrorPage(
            403,
            "You can read this, not change it",
            "Nothing was changed. The people with that right can do it for you.",
            "eye-off",
        ),
        ErrorPage(
            404,
            "This page is not here",
            "It may have moved, or the address has a typing error.",
            "search",
            search=True,
        ),
        ErrorPage(
            405,
            "This address only takes a form",
            "Nothing was changed. Go back to the page with the form and send it from there.",
            "octagon-alert",
        ),
        ErrorPage(
            409,
            "Somebody was faster",
            "This changed while you were working on it, so nothing of yours was saved. "
            "Open the newest version, then decide again.",
            "history",
        ),
        ErrorPage(
            413,
            "This file is too large",
            "Nothing was saved. Send a smaller file, or split it.",
            "file-text",
        ),
        ErrorPage(
            422,
            "This cannot be done now",
            "Nothing was changed.",
            "triangle-alert",
        ),
        ErrorPage(
            429,
            "Too many requests in a short time",
            "Nothing was changed. Wait one minute, then try again.",
            "clock",
            again=True,
        ),
        ErrorPage(
            500,
            "Something broke on the server",
            "What you saved before is safe; the last step was not saved. "
            "The fault is in the server's log. Try again, or tell whoever runs this server.",
            "octagon-alert",
            again=True,
        ),
        ErrorPage(
            503,
            "The database is away",
            "Everything saved before is safe; nothing new can be saved now. "
            "This page works again as soon as the database answers.",
            "clock",
            again=True,
        ),
    )
}


def error_page(status: int) -> ErrorPage:
    """The page for a status; a status without words of its own is answered as a plain fault."""
    if status in PAGES:
        return PAGES[status]
    return PAGES[400] if status < 500 else PAGES[500]


def kept_text(sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What somebody had typed, as (field, text), so that an outdated page loses nothing."""
    return tuple(
        (name.replace("_", " ").capitalize(), text)
        for name, text in sent.items()
        if name not in HIDDEN and text.strip()
    )
