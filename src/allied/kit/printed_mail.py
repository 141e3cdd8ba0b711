"""Letters on the console, as people read them: links stay whole, nothing is encoded for transport."""

from typing import override

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

SHOWN = ("Subject", "From", "To", "Date", "Message-ID")


class EmailBackend(ConsoleBackend):
    """Prints the headers that matter and the text itself."""

    @override
    def write_message(self, message: EmailMessage) -> None:
        """One letter and a line under it."""
        headers = message.message()
        lines = [f"{name}: {headers[name]}" for name in SHOWN]
        self.stream.write("\n".join([*lines, "", str(message.body), "-" * 79, ""]))
