"""Which letters the vendored font can draw: what it lacks is shown as an empty box, and said so."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from allied.papers.documents.text import printable

FOLDER = Path(__file__).parent.parent / "fonts"
FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
BOX = "\u25a1"
UNSEEN = frozenset({"Cf", "Cn", "Co"})  # formatting marks and letters that nobody has assigned


@cache
def letters() -> frozenset[int]:
    """The code points that every cut of the font has a glyph for."""
    covered = [frozenset(_covered((FOLDER / name).read_bytes())) for name in FILES]
    return frozenset.intersection(*covered)


def drawable(text: str) -> str:
    """The printable text with a box for each letter that the font lacks."""
    composed = unicodedata.normalize("NFC", printable(text)).replace("\t", " ")
    kept = (letter for letter in composed if unicodedata.category(letter) not in UNSEEN)
    return "".join(one if one == "\n" or ord(one) in letters() else BOX for one in kept)


def _covered(font: bytes) -> Iterator[int]:
    """The code points in the character map of a TrueType file (formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for place in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == b"cmap":
            yield from _in_map(font, offset)


def _in_map(font: bytes, start: int) -> Iterator[int]:
    for place in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = struct.unpack_from(">I", font, start + 8 + 8 * place)[0] + start
        match struct.unpack_from(">H", font, offset)[0]:
            case 4:
                yield from _by_segments(font, offset)
            case 12:
                for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                    first, last = struct.unpack_from(">II", font, offset + 16 + 12 * group)
                    yield from range(first, last + 1)


def _by_segments(font: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)
