"""Keeps secrets that stand in addresses out of the server's log (trust.md T37)."""

import logging
import re

# Invitations, act-by-mail links, password links: whoever reads the log must not be able to use them.
SECRETS = re.compile(r"(/invitations/|/acts/|/password/reset/key/)(?![0-9a-f-]{36}/)[^\s/?\"']+")


def without_secrets(line: str) -> str:
    """The line with every secret of an address blotted out."""
    return SECRETS.sub(r"\1…", line)


class BlotSecrets(logging.Filter):
    """Blots secrets out of every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line, only changes it."""
        said = record.getMessage()
        blotted = without_secrets(said)
        if blotted != said:
            record.msg, record.args = blotted, ()
        return True
