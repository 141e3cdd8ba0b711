"""The seven areas as categories of risks: what people call them, and which one a word means."""

import re
from functools import cache

from allied.kit.catalogue import catalogue
from allied.rooms.diligence.questions import areas


@cache
def area_names() -> tuple[tuple[str, str], ...]:
    """The areas in order: key and title."""
    return tuple((area.key, area.title) for area in areas())


@cache
def _known() -> dict[str, str]:
    """Every spelling of an area, and its key."""
    words = catalogue("diligence", "area_words")
    known = {_plain(title): key for key, title in area_names()}
    known |= {_plain(key): key for key, _ in area_names()}
    known |= {_plain(word): key for key, said in words.items() for word in said}
    return known


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def area_named(category: str) -> str:
    """The key of the area that a category means; empty when it means none of them."""
    return _known().get(_plain(category), "")


def title_of(area: str) -> str:
    """The title of an area; empty for none."""
    return dict(area_names()).get(area, "")
