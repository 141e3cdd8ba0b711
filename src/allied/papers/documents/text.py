"""Text as a document may carry it: every visible letter, nothing that acts on its neighbours."""

import unicodedata
from collections.abc import Iterator, Sequence

# They reorder the letters around them, so that a name could read as another one.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
KEPT_CONTROLS = frozenset("\n\t")
# XML has no place for these two.
NO_LETTERS = frozenset("\ufffe\uffff")


def printable(text: str) -> str:
    """The text without control characters, half characters and marks that reorder its letters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if _is_printable(letter))


def _is_printable(letter: str) -> bool:
    if letter in KEPT_CONTROLS:
        return True
    if letter in REORDERING or letter in NO_LETTERS:
        return False
    return unicodedata.category(letter) not in {"Cc", "Cs"}


def one_line(text: str) -> str:
    """The printable text on one line, for titles and feet."""
    return " ".join(printable(text).split())


def lettered(points: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Points with their letters: a to z, then aa, ab and so on."""
    for place, point in enumerate(points):
        first, last = divmod(place, 26)
        yield (chr(96 + first) if first else "") + chr(97 + last), point
