"""Reads JSON strictly and lists every problem with its place and what would be accepted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from allied.kit.content import tidy

NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands and a sentence that says what is accepted."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


class Unreadable(ValueError):
    """The text cannot be taken over; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def read_json[T](text: str | bytes, build: Callable[[Fields], T]) -> T:
    """Builds one thing from JSON text, or raises Unreadable with all problems at once."""
    return read_plain(_parsed(text), build)


def read_plain[T](plain: object, build: Callable[[Fields], T]) -> T:
    """Builds one thing from JSON content that is already parsed, as strictly as from text."""
    problems: list[Problem] = []
    fields = Fields(plain, "", problems)
    built = build(fields)
    fields.close()
    if problems:
        raise Unreadable(problems)
    return built


def _parsed(text: str | bytes) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_doubles,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable([Problem("text", f"this is not valid JSON ({error})")]) from error


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unreadable([Problem(name, "appears twice; write it once") for name in twice])
    return dict(pairs)


def _no_fraction(text: str) -> NoReturn:
    raise Unreadable([Problem(text, 'write numbers as text in quotes, such as "12.5"')])


class Fields:
    """The fields of one JSON object, each read once and checked on the way."""

    def __init__(self, plain: object, where: str, problems: list[Problem]) -> None:
        self._where = where
        self._problems = problems
        self._read: set[str] = set()
        self._plain: dict[str, object] = {}
        if isinstance(plain, dict):
            self._plain = plain
        else:
            self._note("", "must be an object with named fields")

    def text(self, name: str, *, required: bool = False) -> str:
        """A text, tidied; empty when it is missing and not required."""
        value = self._take(name, "")
        if not isinstance(value, str):
            return self._refuse(name, value, "must be text", "")
        if required and not value.strip():
            return self._refuse(name, value, "must not be empty", "")
        return self._whole_text(name, value)

    def number(self, name: str) -> Decimal | None:
        """A decimal written as text, up to 20 digits before and 10 after the point."""
        value = self._take(name, None)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and NUMBER.fullmatch(value):
            return Decimal(value)
        return self._refuse(name, value, 'is not a number; write it as "6000" or "12.5"', None)

    def whole(
        self, name: str, *, most: int, least: int = 0, of: str = "a whole number"
    ) -> int | None:
        """A whole number from `least` to `most`."""
        value = self._take(name, None)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        return self._refuse(name, value, f"must be {of} from {least} to {most}", None)

    def day(self, name: str) -> date | None:
        """A calendar day in ISO form."""
        value = self._take(name, None)
        if value is None:
            return None
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return self._refuse(name, value, "is not a date; write it as 2027-12-31", None)

    def flag(self, name: str) -> bool:
        """True or false; false when it is missing."""
        value = self._take(name, False)
        if isinstance(value, bool):
            return value
        return self._refuse(name, value, "must be true or false", False)

    def choice[E: StrEnum](self, name: str, kinds: type[E], otherwise: E) -> E:
        """One of a closed list of words; `otherwise` when it is missing."""
        value = self._take(name, otherwise.value)
        for kind in kinds:
            if kind.value == value:
                return kind
        accepted = ", ".join(kind.value for kind in kinds if kind.value)
        return self._refuse(name, value, f"must be one of: {accepted}", otherwise)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts that are not empty."""
        value = self._take(name, [])
        if not isinstance(value, list):
            return self._refuse(name, value, "must be a list of texts", ())
        for place, one in enumerate(value):
            if not isinstance(one, str) or not one.strip():
                self._note(f"{name}[{place}]", "must be text that is not empty")
        return tuple(self._whole_text(name, one) for one in value if isinstance(one, str))

    def part[T](self, name: str, build: Callable[[Fields], T]) -> T | None:
        """One nested object, or nothing."""
        value = self._take(name, None)
        return None if value is None else self._built(value, self._at(name), build)

    def items[T](self, name: str, build: Callable[[Fields], T]) -> tuple[T, ...]:
        """A list of objects; their ids, where they have one, must differ."""
        value = self._take(name, [])
        if not isinstance(value, list):
            return self._refuse(name, value, "must be a list", ())
        ids = [one["id"] for one in value if isinstance(one, dict) and "id" in one]
        for twice in sorted({str(one) for one in ids if ids.count(one) > 1}):
            self._note(name, f"the id {twice} appears twice; each item needs its own")
        places = enumerate(value)
        return tuple(self._built(one, self._at(f"{name}[{at}]"), build) for at, one in places)

    def must_be(self, name: str, expected: str) -> None:
        """Refuses content of another kind or of a later format."""
        value = self._take(name, None)
        if value != expected:
            self._refuse(name, value, f"must be {expected}", None)

    def close(self) -> None:
        """Refuses the fields that nobody asked for."""
        for name in sorted(set(self._plain) - self._read):
            self._note(name, "is not a known field; remove it")

    def _built[T](self, value: object, where: str, build: Callable[[Fields], T]) -> T:
        inner = Fields(value, where, self._problems)
        built = build(inner)
        inner.close()
        return built

    def _take(self, name: str, missing: object) -> object:
        self._read.add(name)
        return self._plain.get(name, missing)

    def _whole_text(self, name: str, value: str) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:
            return self._refuse(name, "", "contains half a character; write the text again", "")
        return tidy(value)

    def _refuse[T](self, name: str, value: object, sentence: str, instead: T) -> T:
        said = str(value).strip()[:40] if isinstance(value, str | int) else ""
        shown = f"“{said}” " if said else ""
        self._note(name, shown + sentence)
        return instead

    def _note(self, name: str, sentence: str) -> None:
        self._problems.append(Problem(self._at(name) or "content", sentence))

    def _at(self, name: str) -> str:
        return f"{self._where}.{name}".strip(".")
