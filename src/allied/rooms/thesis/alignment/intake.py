"""Reads an answer as somebody sends it, and says of everything that is wrong where it stands and what fits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from allied.kit.content import tidy
from allied.kit.errors import Refused
from allied.kit.reading import DAY, NUMBER, Problem
from allied.kit.texts import complaint
from allied.kit.words import counted, listed, quoted, shortened
from allied.rooms.thesis.alignment.answers import IN, OUT, TEXTS, WHOLE, Answer
from allied.rooms.thesis.alignment.asked import Asked, Item
from allied.rooms.thesis.alignment.restatement import Restated

LONGEST = {"metric": 300, "unit": 40, "more": 2000, "beyond": 2000}
FIELDS = ("points", "places", "success", "brings", "scope", "critical", *TEXTS)
FIRST_YEAR, LAST_YEAR = 1950, 2150
MOST_SHOWN = 5


class Unfit(Refused):
    """An answer that cannot be kept; `problems` lists everything that is wrong with it, place by place."""

    def __init__(self, problems: Sequence[Problem], code: str = "unfit") -> None:
        said = [str(one) for one in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            said.append(f"and {len(problems) - MOST_SHOWN} more")
        super().__init__(code, "; ".join(said) + ".", field=problems[0].where)
        self.problems = tuple(problems)


def read_answer(plain: object, asked: Asked, names: Mapping[str, str]) -> Answer:
    """The answer, whole or begun; `Unfit` with every problem. `names` are the parties' names by id."""
    reader = _Reader(asked, names)
    found = reader.answer(plain)
    if reader.problems:
        raise Unfit(reader.problems)
    return found


def refuse_unfinished(answer: Answer, asked: Asked) -> None:
    """`Unfit` when the answer cannot be handed in yet: 100 points, and each place given once."""
    problems: list[Problem] = []
    spread = sum(answer.points.values())
    if spread != WHOLE:
        away = f"{WHOLE - spread} left to give" if spread < WHOLE else f"{spread - WHOLE} too many"
        problems.append(Problem("points", f"add up to {spread}; spread exactly {WHOLE} ({away})"))
    last = len(asked.outcomes)
    problems += [
        Problem(f"places.{one.id}", f"is missing; give each outcome a place from 1 to {last}")
        for one in asked.outcomes
        if one.id not in answer.places
    ]
    problems += _given_twice(answer, asked)
    if problems:
        raise Unfit(problems, "unfinished")


def _given_twice(answer: Answer, asked: Asked) -> list[Problem]:
    first: dict[int, Item] = {}
    problems = []
    for one in asked.outcomes:
        place = answer.places.get(one.id)
        if place is None:
            continue
        other = first.setdefault(place, one)
        if other is not one:
            said = f"is {place}, as that of {quoted(other.text)}; give each place once"
            problems.append(Problem(f"places.{one.id}", said))
    return problems


class _Reader:
    """Reads part by part and notes what is wrong."""

    def __init__(self, asked: Asked, names: Mapping[str, str]) -> None:
        self.asked, self.names = asked, names
        self.problems: list[Problem] = []
        self.by_name = {name.casefold(): key for key, name in names.items()}

    def note(self, where: str, sentence: str) -> None:
        self.problems.append(Problem(where, sentence))

    def answer(self, plain: object) -> Answer:
        if not isinstance(plain, dict):
            self.note("content", "must be an object with named fields")
            return Answer()
        for name in sorted(str(one) for one in set(plain) - set(FIELDS)):
            self.note(shortened(name, 40), f"is not a known field; the fields are {listed(FIELDS)}")
        outcomes, many = self.asked.outcomes, len(self.asked.outcomes)
        return Answer(
            points=self.each(plain, "points", outcomes, self.whole(0, WHOLE)),
            places=self.each(plain, "places", outcomes, self.whole(1, many)),
            success=self.each(plain, "success", outcomes, self.restated),
            brings=self.each(plain, "brings", self.asked.contributions, self.parties),
            scope=self.each(plain, "scope", self.asked.scope, self.boundary),
            critical=self.critical(plain.get("critical")),
            more=self.text(plain.get("more"), "more", "more"),
            beyond=self.text(plain.get("beyond"), "beyond", "beyond"),
        )

    def each[T](
        self,
        plain: Mapping[str, object],
        name: str,
        items: Collection[Item],
        read: Callable[[object, str], T | None],
    ) -> dict[str, T]:
        given = plain.get(name)
        if given is None:
            return {}
        if not isinstance(given, dict):
            self.note(name, "must be an object that names each item by its id")
            return {}
        known = [one.id for one in items]
        for key in given:
            if key not in known:
                accepted = f"the ids are {listed(known)}" if known else "nothing is asked here"
                self.note(f"{name}.{shortened(str(key), 40)}", f"is not asked about; {accepted}")
        found = {key: read(given[key], f"{name}.{key}") for key in known if key in given}
        return {key: value for key, value in found.items() if value is not None}

    def whole(self, least: int, most: int) -> Callable[[object, str], int | None]:
        def read(value: object, where: str) -> int | None:
            if value is None or value == "":
                return None
            if isinstance(value, str) and value.strip().removeprefix("-").isdecimal():
                value = int(value.strip()) if len(value) < 8 else value
            if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
                return value
            self.note(where, f"{_said(value)}must be a whole number from {least} to {most}")
            return None

        return read

    def restated(self, value: object, where: str) -> Restated | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            self.note(where, "must be an object with metric, unit, target and date")
            return None
        for name in sorted(str(one) for one in set(value) - {"metric", "unit", "target", "date"}):
            self.note(f"{where}.{shortened(name, 40)}", "is not a known field; remove it")
        found = Restated(
            metric=self.text(value.get("metric"), f"{where}.metric", "metric"),
            unit=self.text(value.get("unit"), f"{where}.unit", "unit"),
            target=self.number(value.get("target"), f"{where}.target"),
            due=self.day(value.get("date"), f"{where}.date"),
        )
        return None if found.is_blank else found

    def text(self, value: object, where: str, kind: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.note(where, "must be text")
            return ""
        wrong = complaint(value, LONGEST[kind])
        if wrong:
            self.note(where, wrong)
            return ""
        return tidy(value).strip()

    def number(self, value: object, where: str) -> Decimal | None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            return None
        if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
            return Decimal(value.strip())
        self.note(where, f'{_said(value)}is not a number; write it as "6000" or "12.5"')
        return None

    def day(self, value: object, where: str) -> date | None:
        if value is None or value == "":
            return None
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = None
            if day and FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
        self.note(where, f"{_said(value)}is not a date; write it as 2027-12-31")
        return None

    def parties(self, value: object, where: str) -> tuple[str, ...] | None:
        if value is None:
            return None
        if not isinstance(value, list):
            self.note(where, "must be a list of organisations, empty for nobody")
            return None
        found = {self.by_name.get(str(one).casefold(), str(one)) for one in value}
        if found - set(self.names):
            accepted = listed(list(self.names.values()))
            self.note(where, f"{_said(value[0])}names no party; the parties are {accepted}")
            return None
        return tuple(key for key in self.names if key in found)

    def boundary(self, value: object, where: str) -> str | None:
        if value is None or value == "":
            return None
        if value in (IN, OUT):
            return str(value)
        self.note(where, f"{_said(value)}must be {IN} or {OUT}")
        return None

    def critical(self, value: object) -> tuple[str, ...] | None:
        if value is None:
            return None
        known = [one.id for one in self.asked.assumptions]
        if not isinstance(value, list):
            self.note("critical", "must be a list of the ids of assumptions")
            return None
        for one in value:
            if one not in known:
                accepted = f"the ids are {listed(known)}" if known else "nothing is asked here"
                self.note("critical", f"{_said(one)}is not asked about; {accepted}")
        return tuple(key for key in known if key in value)


def _said(value: Any) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        text = shortened(str(value), 40)
        return f"“{text}” " if text else ""
    return ""


def left_to_give(points: Mapping[str, int]) -> str:
    """How many points are still to be given, in words."""
    left = WHOLE - sum(points.values())
    if not left:
        return "All 100 points are given."
    return (
        f"{counted(left, 'point')} left to give."
        if left > 0
        else f"{counted(-left, 'point')} too many."
    )
