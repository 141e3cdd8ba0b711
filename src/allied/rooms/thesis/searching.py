"""Sections of value theses that say something: joint ones, and one's own side's draft."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Case, Q, Value, When

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis.models import OPEN, State, ThesisVersion
from allied.rooms.thesis.sections import TITLES

MOST_READ = 200
# What people have written in a row of a section; its ids, kinds and numbers are not searched.
WORDED = tuple(
    [
        "name",
        "measure",
        "unit",
        "what",
        "text",
        "note",
        "statement",
        "test",
        "threshold",
        "mitigation",
    ]
)


@dataclass(frozen=True)
class Said:
    """One section of a version in which the words stand, and the passage that has them."""

    alliance: Alliance
    section: str
    passage: str
    joint: bool
    in_force: bool

    @property
    def title(self) -> str:
        """What the section is called."""
        return TITLES[self.section]


def sections_saying(person: Person, text: str, most: int) -> list[Said]:
    """Up to `most` sections of what is in force or being drafted, in force first. One query."""
    words = " ".join(text.split())
    rows = ThesisVersion.objects.visible_to(person).filter(
        Q(audience=JOINT) | Q(thesis__shared_at__isnull=True),
        content__icontains=json.dumps(words, ensure_ascii=False)[1:-1],
        state__in=[State.SIGNED, *OPEN],
    )
    first = Case(When(state=State.SIGNED, then=Value(0)), default=Value(1))
    found = rows.select_related("alliance").order_by(first, "-edited_at", "pk")[:MOST_READ]
    return list(islice(_each_section_once(found, words.casefold()), most))


def _each_section_once(rows: Iterable[ThesisVersion], words: str) -> Iterator[Said]:
    seen: set[tuple[UUID, str]] = set()
    for row in rows:
        for section, passage in _passages(json.loads(row.content), words):
            if (row.thesis_id, section) not in seen:
                seen.add((row.thesis_id, section))
                in_force = row.state == State.SIGNED
                yield Said(row.alliance, section, passage, row.audience == JOINT, in_force)


def _passages(content: dict[str, object], words: str) -> Iterator[tuple[str, str]]:
    """Each section that says it, with its first passage that does."""
    for section in TITLES:
        said = (text for text in _texts(content.get(section)) if words in text.casefold())
        if passage := next(said, ""):
            yield section, passage


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for row in value if isinstance(value, list) else ():
        yield from (row[name] for name in WORDED if row.get(name))
