"""One letter to one reader, handed to the mail server."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage


@dataclass(frozen=True)
class Letter:
    """Subject and plain text of one message."""

    subject: str
    body: str


def send(letter: Letter, *, to: str, name: str) -> None:
    """Hand the letter over; `name` makes its Message-ID, the same on every try.

    Raises ValueError when `to` is not exactly one address, OSError when the server refuses.
    """
    _, parsed = parseaddr(to)
    if parsed != to or "," in to:
        raise ValueError(f"{to!r} is not exactly one address")
    host = settings.BASE_URL.split("://")[1].split(":")[0].split("/")[0]
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.send()
