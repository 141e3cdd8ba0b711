"""Says in words what changed between two versions of something that people agree on."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from allied.kit.content import tidy
from allied.kit.words import capitalised

LONG = 40


class ChangeKind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class SegmentKind(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Segment:
    """A run of words that stayed, came or went."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True)
class Change:
    """One change: where, of what kind, as a sentence, and word by word for long texts."""

    section: str
    item: str
    kind: ChangeKind
    sentence: str
    field: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Aspect[T]:
    """One field of an item, by the name it has there: its label and its value in words.

    `say` replaces the usual "5,000 → 6,000"; `long` marks texts that are shown word by word.
    """

    field: str
    label: str
    show: Callable[[T], str]
    long: bool = False
    say: Callable[[T, T], str] | None = None


@dataclass(frozen=True)
class Section[T]:
    """A list of items with ids: how they are called, and which of their fields are compared."""

    name: str
    key: Callable[[T], str]
    title: Callable[[T], str]
    kind_of: Callable[[T], str]
    name_of: Callable[[T], str]
    aspects: tuple[Aspect[T], ...]
    order: Callable[[Sequence[T], T], str] | None = None


def compare_items[T](section: Section[T], old: Sequence[T], new: Sequence[T]) -> Iterator[Change]:
    """Added, changed, removed and moved items of one section; items are matched by their id."""
    before = {section.key(item): item for item in old}
    after = {section.key(item): item for item in new}
    for key, item in after.items():
        if key in before:
            yield from compare_aspects(section, before[key], item)
        else:
            yield _came_or_went(section, item, ChangeKind.ADDED)
    for key, item in before.items():
        if key not in after:
            yield _came_or_went(section, item, ChangeKind.REMOVED)
    yield from _moved(section, old, before, list(after))


def compare_aspects[T](section: Section[T], old: T, new: T) -> Iterator[Change]:
    """What changed within one item, field by field."""
    for aspect in section.aspects:
        if _same(getattr(old, aspect.field), getattr(new, aspect.field)):
            continue
        was, is_now = tidy(aspect.show(old)), tidy(aspect.show(new))
        words = aspect.say(old, new) if aspect.say else _words(aspect, was, is_now)
        title = section.title(new)
        yield Change(
            section.name,
            section.key(new),
            ChangeKind.CHANGED,
            f"{title}: {words}" if title else capitalised(words),
            aspect.field,
            word_diff(was, is_now) if aspect.long else (),
        )


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """Two texts word by word: joining what stayed and came gives the new text, and so on."""
    was, is_now = _tokens(tidy(old)), _tokens(tidy(new))
    matcher = SequenceMatcher(None, was, is_now, autojunk=False)
    segments: list[Segment] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            segments.append(Segment(SegmentKind.SAME, "".join(was[i1:i2])))
            continue
        if i2 > i1:
            segments.append(Segment(SegmentKind.REMOVED, "".join(was[i1:i2])))
        if j2 > j1:
            segments.append(Segment(SegmentKind.ADDED, "".join(is_now[j1:j2])))
    return tuple(segments)


def moved_keys(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The fewest items whose moving explains the new order, in that order."""
    places = {key: place for place, key in enumerate(old)}
    both = [key for key in new if key in places]
    kept = {both[at] for at in _longest_rise([places[key] for key in both])}
    return tuple(key for key in both if key not in kept)


def arrow(was: str, is_now: str, label: str) -> str:
    """ "target 5,000 → 6,000 stores"; a value that comes or goes is said as such."""
    if not was:
        return f"{label} set to {is_now}"
    if not is_now:
        return f"{label} removed, was {was}"
    return f"{label} {was} → {is_now}"


def _same(was: object, is_now: object) -> bool:
    """Whether two values are one content; texts are compared as they are signed."""
    return _signed(was) == _signed(is_now)


def _signed(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, tuple):
        return [_signed(inner) for inner in value]
    if is_dataclass(value):
        return [_signed(getattr(value, field.name)) for field in fields(value)]
    return value


def _words[T](aspect: Aspect[T], was: str, is_now: str) -> str:
    if was == is_now:
        return f"{aspect.label} changed"
    if not aspect.long or max(len(was), len(is_now)) <= LONG:
        return arrow(was, is_now, aspect.label)
    if was and is_now:
        return f"{aspect.label} reworded"
    return f"{aspect.label} {'added' if is_now else 'removed'}"


def _came_or_went[T](section: Section[T], item: T, kind: ChangeKind) -> Change:
    sentence = f"{section.kind_of(item)} {kind.value}: {section.name_of(item)}"
    return Change(section.name, section.key(item), kind, sentence)


def _moved[T](
    section: Section[T], old: Sequence[T], before: dict[str, T], after: Sequence[str]
) -> Iterator[Change]:
    places = {key: place for place, key in enumerate(before)}
    moved = moved_keys(list(before), after)
    kept = [key for key in after if key in before and key not in moved]
    for key in moved:
        above = [other for other in kept if after.index(other) > after.index(key)]
        if above and places[key] > places[above[0]]:
            where, other = "above", above[0]
        else:
            where, other = "below", kept[kept.index(above[0]) - 1] if above else kept[-1]
        words = section.order or (lambda _, item: section.name_of(item))
        named, beside = words(old, before[key]), words(old, before[other])
        sentence = f"{section.name.capitalize()}: {named} moved {where} {beside}"
        yield Change(section.name, key, ChangeKind.MOVED, sentence)


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The places of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        previous.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        last[place : place + 1] = [at]
    rise = []
    at = last[-1] if last else -1
    while at >= 0:
        rise.append(at)
        at = previous[at]
    return rise[::-1]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def both_ways(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """What a list of names gained and what it lost."""
    was, is_now = list(old), list(new)
    return [name for name in is_now if name not in was], [n for n in was if n not in is_now]
