"""The seven areas as categories of risks: what people call them, and which one a word means."""

import re
from functools import cache

from allied.kit.catalogue import catalogue


@cache
def area_names() -> tuple[tuple[str, str], ...]:
    """The areas in the order of the checklist: key and name."""
    return tuple((key, words[0]) for key, words in catalogue("diligence", "area_words").items())


@cache
def _known() -> dict[str, str]:
    """Every spelling of an area, and its key."""
    words = catalogue("diligence", "area_words")
    return {_plain(word): key for key, said in words.items() for word in (key, *said)}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def area_named(category: str) -> str:
    """The key of the area that a category means; empty when it means none of them."""
    return _known().get(_plain(category), "")


def name_of(area: str) -> str:
    """What the area is called; empty for none."""
    return dict(area_names()).get(area, "")
