"""How text of a workbook is brought into one form and compared."""

import re
import unicodedata

EMPTY_WORDS = frozenset({"", "n/a", "-", "–", "—", "tbd"})
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SHOWN = 60
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BRACKETS = re.compile(r"\([^)]*\)")


def plain_text(text: str) -> str:
    """The text in NFC, with line feeds only, without control characters and outer blanks."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


def plain_name(text: str) -> str:
    """The text on one line with single blanks, as names are written."""
    return " ".join(plain_text(text).split())


def key(text: str) -> str:
    """What two spellings of the same name have in common: no case, no width, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def squeeze(text: str) -> str:
    """Only the letters and digits of a text, for words such as `E-mail` or `Non-goal`."""
    folded = key(text)
    return "".join(c for c in folded if c.isalnum()) or folded


def header_key(text: str) -> str:
    """What a column name is recognised by; remarks in brackets do not count."""
    return squeeze(_BRACKETS.sub(" ", text)) or squeeze(text)


def means_empty(text: str) -> bool:
    """Whether a cell with this text counts as empty (`n/a`, `-`, `tbd`)."""
    return key(text) in EMPTY_WORDS


def shown(text: str) -> str:
    """A value as a sentence quotes it: one line, at most sixty characters."""
    line = plain_name(text)
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”"
