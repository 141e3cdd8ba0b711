"""The record as sentences: what happened, told with the names that may still be told."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, F, QuerySet

from allied.kit.words import MONTHS
from allied.people.models import Organisation, Person
from allied.record.facts import Fact
from allied.record.merkle import leaf_hash
from allied.record.models import Entry

ERASED = "(erased)"
SYSTEM = "Allied"
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(T.*)?$")


@dataclass(frozen=True)
class Line:
    """One entry, told: its place, its moment, who did it, the sentence, and its seal."""

    seq: int
    at: datetime
    person: Person | None
    organisation: Organisation | None
    sentence: str
    kind: str
    subject_kind: str
    subject_id: UUID | None
    seal: str


def told(rows: QuerySet[Entry]) -> list[Line]:
    """The lines of these entries, in one query however many there are and whatever was disclosed of them."""
    return lines_of(opened(rows))


def opened(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """A row for each of these entries and each word that was disclosed of it, in the order given."""
    entries = Entry.objects.in_system_scope("entries that were found for their reader already")
    found = entries.filter(pk__in=rows.values("pk")).order_by(*rows.query.order_by)
    # A row per disclosure: one entry has few, and the database finds them by the entry's key.
    found = found.annotate(path=F("disclosures__path"), value=F("disclosures__value"))
    return found.select_related("person__organisation").only(*_SHOWN).fetch_mode(FETCH_RAISE)


def lines_of(rows: Iterable[Entry]) -> list[Line]:
    """The lines of these rows, one for each entry."""
    by_entry: dict[int, list[Entry]] = {}
    for row in rows:
        by_entry.setdefault(row.pk, []).append(row)
    return [_line(each[0], _opened(each)) for each in by_entry.values()]


_SHOWN = (
    "seq",
    "raw",
    "kind",
    "at",
    "subject_kind",
    "subject_id",
    "person__name",
    "person__organisation__name",
    "person__organisation__short_name",
    "person__organisation__colour",
)


def _opened(rows: Iterable[Entry]) -> dict[str, Any]:
    """What was disclosed of one entry, by the name of the word."""
    pairs: Iterable[Any] = rows  # each carries what was annotated above
    return {one.path.removeprefix("data."): one.value for one in pairs if one.path}


def line_of(entry: Entry) -> Line:
    """One entry as a line; for many at once there is `told`."""
    opened = {one.path.removeprefix("data."): one.value for one in entry.disclosures.all()}
    return _line(entry, opened)


def _line(entry: Entry, opened: dict[str, Any]) -> Line:
    content = json.loads(entry.raw)["data"]
    words = {name: _word(value, opened.get(name)) for name, value in content.items()}
    words["who"] = entry.person.name if entry.person else SYSTEM
    fact = Fact.registered.get(entry.kind)
    template = fact.sentence if fact else f"{{who}}: {entry.kind}"
    return Line(
        entry.seq,
        entry.at,
        entry.person,
        entry.person.organisation if entry.person else None,
        _Telling().vformat(template, (), words).strip().rstrip(":"),
        entry.kind,
        entry.subject_kind,
        entry.subject_id,
        _seal(entry.raw),
    )


def _seal(raw: str) -> str:
    """The first and last letters of the entry's leaf hash, as people compare them."""
    digest = leaf_hash(raw.encode()).hex()
    return f"{digest[:4]}…{digest[-4:]}"


class _Telling(Formatter):
    """Leaves out what a fact did not say."""

    def get_value(self, key: Any, args: Sequence[Any], kwargs: Any) -> Any:
        return kwargs.get(key, "")


def _word(value: Any, opened: Any) -> str:
    if isinstance(value, dict) and set(value) == {"c"}:
        return _said(opened) if opened is not None else ERASED
    return _said(value)


def _said(value: Any) -> str:
    if isinstance(value, str) and (match := _DATE.match(value)):
        year, month, day, _ = match.groups()
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_said(each)}" for key, each in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_said(each) for each in value)
    return str(value)
