"""Text as commands accept it: tidy, whole characters only, no control characters, not too long."""

import re
import unicodedata

from allied.kit.content import tidy
from allied.kit.errors import Refused

KEPT_CONTROLS = frozenset("\n\t")


# What turns or hides the letters around it: two names could look alike, or one like nothing.
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def is_legible(name: str) -> bool:
    """Whether a name shows a letter or digit, and nothing in it hides or turns the others."""
    return any(letter.isalnum() for letter in name) and not UNSEEN.search(name)


def complaint(text: str, most: int) -> str:
    """What is wrong with a text and what would be accepted; empty when nothing is."""
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Cs" or (kind == "Cc" and letter not in KEPT_CONTROLS):
            return "contains a character that nobody can read; remove it"
    if len(text) > most:
        return f"has {len(text):,} characters; at most {most:,} fit"
    return ""


def worded(text: str, *, field: str, most: int, required: str = "") -> str:
    """The text, tidied; `Refused` when it does not fit, or when it is empty and `required` says so."""
    text = tidy(text).strip()
    if required and not text:
        raise Refused("empty", required, field=field)
    wrong = complaint(text, most)
    if wrong:
        raise Refused("text", f"The {field.replace('_', ' ')} {wrong}.", field=field)
    return text
