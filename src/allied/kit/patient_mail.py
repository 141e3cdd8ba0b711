"""A mail server that looks at a letter for long is waited for: giving up early sends it twice."""

from django.core.mail.backends import smtp

# RFC 5321 4.5.3.2: the server may take minutes between the end of a letter and its answer.
PATIENCE = 120


class EmailBackend(smtp.EmailBackend):
    """Quick to see that nobody answers, patient with a server that does."""

    def open(self) -> bool | None:
        opened = super().open()
        if opened and self.connection is not None and self.connection.sock is not None:
            self.connection.sock.settimeout(PATIENCE)
        return opened
