"""What the error pages say: what happened, what is safe, what to do. They need no database."""

from collections.abc import Mapping
from dataclasses import dataclass

UNSPOKEN = ("csrfmiddlewaretoken", "once", "password", "password1", "password2", "code")
"""Fields whose text a page never shows again."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One error page: what happened, what is safe or what to do, and which way out it offers."""

    status: int
    icon: str
    title: str
    says: str
    search: bool = False
    again: bool = False


FAULTS: Mapping[int, Fault] = {
    fault.status: fault
    for fault in (
        Fault(
            400,
            "octagon-alert",
            "This request cannot be read",
            "Nothing was changed. Go back, load the page again and repeat the step.",
        ),
        Fault(
            403,
            "eye-off",
            "You can read this, not change it",
            "Nothing was changed. Your seat does not carry this right: somebody with another "
            "role has to act, or your alliance manager changes your seat.",
        ),
        Fault(
            404,
            "search",
            "This page is not here",
            "It may have moved, the address may have a typing error, or it is not shared with you.",
            search=True,
        ),
        Fault(
            405,
            "octagon-alert",
            "This address only takes a form",
            "Nothing was changed. Go back to the page with the form and send it from there.",
        ),
        Fault(
            409,
            "history",
            "This changed while you were working on it",
            "Nothing of yours was saved. Open the newest version, then decide again.",
        ),
        Fault(
            413,
            "file-text",
            "This file is too large",
            "Nothing was saved. Send a smaller file, or split it.",
        ),
        Fault(422, "triangle-alert", "This cannot be done now", "Nothing was changed."),
        Fault(
            429,
            "clock",
            "Too many requests in a short time",
            "Nothing was changed. Wait one minute, then try again.",
            again=True,
        ),
        Fault(
            500,
            "octagon-alert",
            "Something broke on the server",
            "Nothing was half-written, and what you saved before is safe. The server's log has "
            "the details. Trying again is safe.",
            again=True,
        ),
        Fault(
            503,
            "clock",
            "The database does not answer now",
            "Everything saved before is safe. What you just sent was not saved: send it again "
            "in a moment.",
            again=True,
        ),
        Fault(
            507,
            "octagon-alert",
            "The disk of the server is full",
            "Everything saved before is safe and can be read. What you just sent was not saved: "
            "whoever runs the server has to make room, then send it again.",
            again=True,
        ),
    )
}


def fault_of(status: int) -> Fault:
    """The words for a status; one without words of its own is a bad request or a broken server."""
    return FAULTS.get(status) or FAULTS[400 if status < 500 else 500]


def kept_text(sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What somebody had typed, as (field, text), so that an outdated page loses nothing."""
    return tuple(
        (name.replace("_", " ").capitalize(), text)
        for name, text in sent.items()
        if name not in UNSPOKEN and text.strip()
    )
