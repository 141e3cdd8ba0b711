"""What our side will not accept, the value at which it walks away, and what it does instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from allied.kit.content import Plain, decimal_text
from allied.kit.reading import Fields, Problem, Unreadable, read_plain
from allied.kit.texts import complaint
from allied.kit.words import number, quoted, shortened

MOST_LINES = 20
LONGEST: dict[str, int] = {"id": 64, "what": 300, "why": 2000, "measure": 200, "unit": 40}
LONGEST_TEXT = 3000


class Direction(StrEnum):
    """On which side of the value we still agree."""

    LEAST = "at least"
    MOST = "at most"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that we will not accept, and why."""

    id: str
    what: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class RedLines:
    """The lines in their order, the walk-away value with how it was reckoned, and the alternative."""

    lines: tuple[Line, ...] = ()
    measure: str = ""
    direction: Direction = Direction.LEAST
    amount: Decimal | None = None
    unit: str = ""
    reckoned: str = ""
    instead: str = ""

    @property
    def value(self) -> str:
        """The walk-away value in words: "at least 22 %"; empty while there is none."""
        if self.amount is None:
            return ""
        return f"{self.direction} {number(self.amount)} {self.unit}".strip()

    @property
    def holds(self) -> bool:
        """Whether a line, the value and the alternative are written: what a talk needs."""
        return bool(self.lines and self.amount is not None and self.instead)

    def as_plain(self) -> dict[str, Plain]:
        """The content as it is kept and as scripts read and send it."""
        return {
            "lines": [{"id": one.id, "what": one.what, "why": one.why} for one in self.lines],
            "measure": self.measure,
            "direction": self.direction.value,
            "amount": decimal_text(self.amount),
            "unit": self.unit,
            "reckoned": self.reckoned,
            "instead": self.instead,
        }


def _line(fields: Fields) -> Line:
    return Line(
        id=fields.text("id", required=True),
        what=fields.text("what", required=True).strip(),
        why=fields.text("why").strip(),
    )


def _build(fields: Fields) -> RedLines:
    return RedLines(
        lines=fields.items("lines", _line),
        measure=fields.text("measure").strip(),
        direction=fields.choice("direction", Direction, Direction.LEAST),
        amount=fields.number("amount"),
        unit=fields.text("unit").strip(),
        reckoned=fields.text("reckoned").strip(),
        instead=fields.text("instead").strip(),
    )


def from_plain(plain: object) -> RedLines:
    """Red lines from plain content, or `Unreadable` with everything that is wrong, place by place."""
    found = read_plain(plain, _build)
    problems = list(_misfits(found))
    if problems:
        raise Unreadable(problems)
    return found


def _misfits(found: RedLines) -> Iterator[Problem]:
    if len(found.lines) > MOST_LINES:
        yield Problem(
            "lines", f"has {len(found.lines)} lines; at most {MOST_LINES} are kept in mind"
        )
    for place, line in enumerate(found.lines):
        for name in ("id", "what", "why"):
            wrong = complaint(getattr(line, name), LONGEST[name])
            if wrong:
                yield Problem(f"lines[{place}].{name}", wrong)
    for name in ("measure", "unit", "reckoned", "instead"):
        wrong = complaint(getattr(found, name), LONGEST.get(name, LONGEST_TEXT))
        if wrong:
            yield Problem(name, wrong)
    if found.amount is not None and not found.measure:
        yield Problem("measure", "must say what the value measures, such as “Margin on cold brew”")
    if found.amount is not None and not found.unit:
        yield Problem("unit", "must name the unit of the value, such as EUR, % or weeks")


def changes(before: RedLines, after: RedLines) -> tuple[str, ...]:
    """What changed from one version to the next, in sentences."""
    return (*_changed_lines(before, after), *_changed_value(before, after))


def _changed_lines(before: RedLines, after: RedLines) -> Iterator[str]:
    old = {one.id: one for one in before.lines}
    new = {one.id: one for one in after.lines}
    for one in after.lines:
        known = old.get(one.id)
        if known is None:
            yield f"New line: {quoted(shortened(one.what))}."
        elif known.what != one.what:
            yield f"{quoted(shortened(known.what))} became {quoted(shortened(one.what))}."
        elif known.why != one.why:
            yield f"Why changed for {quoted(shortened(one.what))}."
    for one in before.lines:
        if one.id not in new:
            yield f"Given up: {quoted(shortened(one.what))}."
    kept = [one.id for one in before.lines if one.id in new]
    if kept != [one.id for one in after.lines if one.id in old]:
        yield "The lines stand in another order."


def _changed_value(before: RedLines, after: RedLines) -> Iterator[str]:
    if (before.measure, before.value) != (after.measure, after.value):
        was = f"{before.measure} {before.value}".strip() or "none"
        now = f"{after.measure} {after.value}".strip() or "none"
        yield f"Walk-away value: {was} became {now}."
    if before.reckoned != after.reckoned:
        yield "How the value is reckoned changed."
    if before.instead != after.instead:
        yield "What we do instead changed."
