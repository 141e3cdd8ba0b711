"""The parts of the annex that stand nowhere else: what each may say, read strictly, with our defaults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from allied.kit.catalogue import catalogue
from allied.kit.content import tidy
from allied.kit.identity import new_id
from allied.kit.reading import Problem, Unreadable
from allied.kit.texts import complaint
from allied.rooms.agreement.annex.kpis import Period

HERE = "agreement.annex"
MOST_ROWS = 60
PERIODS = tuple(period.value for period in Period)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text of at most so many characters; `rows` makes it a tall field."""

    label: str
    most: int = 1000
    required: bool = False
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Days:
    """A number of working days."""

    label: str
    most: int = 250
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few words."""

    label: str
    words: tuple[str, ...]


type Field = Words | Days | Choice
type Row = dict[str, Any]
type Terms = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the terms: its title, what its rows hold, and whether there is one row or many."""

    title: str
    about: str
    fields: Mapping[str, Field]
    many: bool = True
    most: int = field(default=MOST_ROWS)


TEXT = Words(label="Text", most=2000, required=True, rows=3)
PARTS: dict[str, Part] = {
    "meetings": Part(
        title="Planning and meetings",
        about="How often you plan together, and what holds where a forum says nothing of its own.",
        many=False,
        fields={
            "planning": Choice(label="Plan together every", words=PERIODS),
            "notice_days": Days(label="Papers before a meeting", required=True),
            "minutes_days": Days(label="Time to accept minutes", required=True),
        },
    ),
    "reporting": Part(
        title="Reporting",
        about="When figures are in, when the other side has confirmed them, when the pack goes out.",
        many=False,
        fields={
            "period": Choice(label="Report every", words=PERIODS),
            "figures_days": Days(label="Figures in", required=True),
            "confirm_days": Days(label="Then confirmed in", required=True),
            "pack_days": Days(label="Pack before steering", required=True),
        },
    ),
    "change_routes": Part(
        title="What decides a change",
        about="For each kind of change, the decision type that decides it. Without one the sponsors sign.",
        fields={
            "what": Words(label="What changes", most=200, required=True),
            "right": Words(label="Decision type", most=60),
        },
    ),
    "change_steps": Part(
        title="Steps of a change",
        about="From the request to the next version.",
        fields={"text": TEXT, "days": Days(label="Within")},
    ),
    "sharing": Part(
        title="Sharing rules",
        about="What both may use, and what stays with one side.",
        fields={"text": TEXT},
    ),
    "leaving": Part(
        title="What leaves with whom",
        about="Who takes what along when you part.",
        fields={"text": TEXT},
    ),
    "confidentiality": Part(
        title="Confidentiality",
        about="Where the agreement says what must be kept secret.",
        many=False,
        fields={"text": TEXT},
    ),
    "clauses": Part(
        title="Further clauses",
        about="What you agreed beside all this, in your own words.",
        fields={
            "title": Words(label="Heading", most=120, required=True),
            "text": Words(label="Text", most=5000, required=True, rows=5),
        },
    ),
}


def built_in() -> Terms:
    """What holds as long as the parties have said nothing else."""
    found: Mapping[str, Any] = catalogue(HERE, "terms")
    return {name: tuple(dict(row) for row in found[name]) for name in PARTS}


def with_defaults(kept: Mapping[str, Any]) -> Terms:
    """What the parties said, and for every other part what is built in."""
    return {**built_in(), **{name: rows for name, rows in kept.items() if name in PARTS}}


def checked(name: str, content: object) -> list[Row]:
    """The rows of one part as they are kept; Unreadable names every problem and what would fit."""
    part = PARTS[name]
    given = [content] if not part.many and isinstance(content, dict) else content
    if not isinstance(given, list):
        raise Unreadable([Problem(name, "must be a list of objects")])
    if len(given) > part.most or (not part.many and len(given) != 1):
        most = f"at most {part.most}" if part.many else "exactly one"
        raise Unreadable([Problem(name, f"has {len(given)} rows; {most} fit")])
    problems: list[Problem] = []
    rows = [_row(row, part, f"{name}[{place}]", problems) for place, row in enumerate(given)]
    ids = [row["id"] for row in rows if row]
    problems += [
        Problem(name, f"the id {twice} appears twice; each row needs its own")
        for twice in sorted({id for id in ids if ids.count(id) > 1})
    ]
    if problems:
        raise Unreadable(problems)
    return rows


def _row(row: object, part: Part, where: str, problems: list[Problem]) -> Row:
    if not isinstance(row, dict):
        problems.append(Problem(where, "must be an object"))
        return {}
    for stranger in sorted(str(name) for name in set(row) - {*part.fields, "id"}):
        problems.append(Problem(f"{where}.{stranger[:40]}", "is not a known field; remove it"))
    id = row.get("id") or str(new_id())
    kept: Row = {"id": id}
    if not isinstance(id, str) or complaint(id, 60):
        problems.append(Problem(f"{where}.id", "must be a short text"))
        kept["id"] = str(new_id())
    for name, asked in part.fields.items():
        kept[name], wrong = _value(asked, row.get(name))
        problems += [Problem(f"{where}.{name}", sentence) for sentence in wrong]
    return kept


def _value(asked: Field, given: object) -> tuple[Any, list[str]]:
    match asked:
        case Words():
            return _words(asked, given)
        case Days():
            return _days(asked, given)
        case Choice():
            if given not in asked.words:
                return asked.words[0], [f"must be one of: {', '.join(asked.words)}"]
            return given, []


def _words(asked: Words, given: object) -> tuple[str, list[str]]:
    if given is not None and not isinstance(given, str):
        return "", ["must be a text"]
    wrong = complaint(given or "", asked.most)
    if wrong:
        return "", [wrong]
    text = tidy(given or "").strip()
    return text, ["is missing"] if asked.required and not text else []


def _days(asked: Days, given: object) -> tuple[int | None, list[str]]:
    if given is None or given == "":
        return None, ["is missing; write working days"] if asked.required else []
    text = str(given).strip() if isinstance(given, int | str) else ""
    fits = not isinstance(given, bool) and text.isascii() and text.isdecimal() and len(text) <= 4
    if not fits or int(text) > asked.most:
        return None, [f"must be whole working days from 0 to {asked.most}"]
    return int(text), []


def titles() -> Iterator[tuple[str, str]]:
    """The parts by name, in their order."""
    return ((name, part.title) for name, part in PARTS.items())
