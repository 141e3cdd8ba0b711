"""The built-in questions: seven areas, and packs for sectors, read from the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from allied.kit.errors import Refused
from allied.kit.words import listed, quoted, shortened
from allied.rooms.diligence.catalogue_file import BrokenCatalogue, read_area, read_pack
from allied.rooms.diligence.questions import Area, Pack, Question

AREAS = (
    "data-sharing",
    "intellectual-property",
    "security-and-compliance",
    "delivery-capacity",
    "single-points-of-failure",
    "working-together",
    "economics-and-leadership",
)
"""The order in which the areas are asked; each is a file and the category of a risk."""

PACKS = ("distribution", "pharma", "research", "technology")


@cache
def areas() -> tuple[Area, ...]:
    """The seven areas, in order."""
    return tuple(read_area(*_file("checklist", key), key, AREAS) for key in AREAS)


@cache
def packs() -> tuple[Pack, ...]:
    """The sector packs, by key."""
    return tuple(read_pack(*_file("packs", key), key, AREAS) for key in PACKS)


def pack_named(key: str) -> Pack:
    """The pack with this key; refuses an unknown one (field "pack") and names those there are."""
    for pack in packs():
        if pack.key == key:
            return pack
    sentence = f"There is no pack {quoted(shortened(key, 40))}. Choose {listed(PACKS, 'or')}."
    raise Refused("unknown_pack", sentence, field="pack")


def question_named(key: str) -> Question:
    """The question with this key, from an area or a pack; refuses an unknown one."""
    found = _by_key().get(key)
    if found is None:
        sentence = f"There is no question {quoted(shortened(key, 40))} in the checklist."
        raise Refused("unknown_question", sentence, field="question")
    return found


def areas_with(chosen: Iterable[str] = ()) -> tuple[Area, ...]:
    """The seven areas, each followed by the questions of the chosen packs."""
    extra = [q for key in dict.fromkeys(chosen) for q in pack_named(key).questions]
    return tuple(
        replace(area, questions=(*area.questions, *(q for q in extra if q.area == area.key)))
        for area in areas()
    )


def unique(questions: Iterable[Question]) -> Mapping[str, Question]:
    """The questions by key; BrokenCatalogue when two files use the same key."""
    by_key: dict[str, Question] = {}
    for question in questions:
        if question.key in by_key:
            raise BrokenCatalogue([f"catalogue: {question.key}: is the key of two questions"])
        by_key[question.key] = question
    return MappingProxyType(by_key)


@cache
def _by_key() -> Mapping[str, Question]:
    of_areas = [question for area in areas() for question in area.questions]
    of_packs = [question for pack in packs() for question in pack.questions]
    return unique([*of_areas, *of_packs])


def _file(folder: str, key: str) -> tuple[str, str]:
    name = f"catalogue/{folder}/{key}.yaml"
    source = files("allied.rooms.diligence").joinpath(name)
    return source.read_text(encoding="utf-8"), name
