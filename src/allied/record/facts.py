"""What a fact is: something that happened, with exactly the details a reader will need."""

import unicodedata
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID


def told(**options: Any) -> Any:
    """A field for free text, names and addresses: it enters the log as a salted commitment only."""
    return field(metadata={"told": True}, **options)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts; every kind is unique and has one sentence with the names of its fields."""

    kind: ClassVar[str]
    sentence: ClassVar[str]
    subject_kind: ClassVar[str]
    registered: ClassVar[dict[str, "type[Fact]"]] = {}

    subject: UUID | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in cls.__dict__:
            if (
                cls.kind in Fact.registered
                and Fact.registered[cls.kind].__qualname__ != cls.__qualname__
            ):
                raise TypeError(f"two facts of kind {cls.kind}")
            Fact.registered[cls.kind] = cls


def _plain(value: Any) -> Any:
    """Only what the strict JSON of the log knows: no floats, dates and decimals as text."""
    match value:
        case str():
            # Two keyboards spell one word in two ways; the record knows one of them (NFC).
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case datetime():
            return stamp(value)
        case date() | UUID() | Decimal():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {_plain(str(key)): _plain(item) for key, item in value.items()}
    raise TypeError(f"a fact cannot hold {type(value).__name__}")


def stamp(moment: datetime) -> str:
    """A UTC instant to the millisecond, as entries write it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def details(said: Fact) -> Iterator[tuple[Field[Any], Any]]:
    """The fields of a fact that enter its entry, with plain values; empty ones stay out."""
    for each in fields(said):
        value = getattr(said, each.name)
        if each.name != "subject" and value not in (None, "", (), []):
            yield each, _plain(value)
