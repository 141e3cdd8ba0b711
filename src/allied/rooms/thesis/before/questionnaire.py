"""A questionnaire as its catalogue words it: groups of questions, each with a few concrete answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

type Answers = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer: its key, its words, and the level that the rules read."""

    key: str
    says: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; the last four fields are for statements about the own organisation."""

    key: str
    name: str
    ask: str
    help: str
    choices: tuple[Choice, ...]
    part: str
    must: bool = False
    act: str = ""
    route: str = ""
    seat: str = ""

    def choice(self, key: str) -> Choice | None:
        """The answer with this key."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together."""

    key: str
    title: str
    lead: str
    part: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """All groups in their order."""

    groups: tuple[Group, ...]

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Every question by its key."""
        return {one.key: one for group in self.groups for one in group.questions}

    def of_part(self, part: str) -> tuple[Question, ...]:
        """The questions of one part, in their order."""
        return tuple(one for one in self.by_key.values() if one.part == part)

    def level(self, answers: Answers, key: str) -> int | None:
        """The level of what was answered; nothing when it was not, or in words no longer known."""
        chosen = self.by_key[key].choice(answers.get(key, ""))
        return chosen.level if chosen else None

    def levels(self, answers: Answers, part: str) -> dict[str, int]:
        """The levels of everything that was answered in one part."""
        found = ((one.key, self.level(answers, one.key)) for one in self.of_part(part))
        return {key: level for key, level in found if level is not None}

    def missing(self, answers: Answers, part: str) -> tuple[str, ...]:
        """The questions of one part without an answer."""
        answered = self.levels(answers, part)
        return tuple(one.key for one in self.of_part(part) if one.key not in answered)

    def said(self, answers: Answers, key: str) -> str:
        """What was answered, in words."""
        chosen = self.by_key[key].choice(answers.get(key, ""))
        return chosen.says if chosen else ""


@dataclass(frozen=True)
class Change:
    """One answer that changed; an empty side means that there was none."""

    name: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The change in words."""
        before, after = self.before.rstrip("."), self.after.rstrip(".")
        if not before:
            return f"{self.name}: now answered “{after}”."
        if not after:
            return f"{self.name}: no longer answered (it was “{before}”)."
        return f"{self.name}: “{before}” became “{after}”."


def changes(asked: Questionnaire, before: Answers, after: Answers) -> tuple[Change, ...]:
    """What changed from one set of answers to another, in the order of the questions."""
    return tuple(
        Change(one.name, asked.said(before, one.key), asked.said(after, one.key))
        for one in asked.by_key.values()
        if before.get(one.key, "") != after.get(one.key, "")
    )


def questions(plain: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of the right move, from its catalogue."""
    return Questionnaire(tuple(_group(one, one["part"], _asked) for one in plain["groups"]))


def statements(plain: Mapping[str, Any]) -> Questionnaire:
    """The statements about the own organisation, from their catalogue: each with an anchor per level."""
    levels: Sequence[str] = plain["levels"]

    def stated(one: Mapping[str, Any], part: str) -> Question:
        anchors = enumerate(zip(levels, one["anchors"], strict=True))
        return Question(
            key=one["key"],
            name=one["name"],
            ask=one["name"],
            help="",
            part=part,
            choices=tuple(
                Choice(key=name.lower().replace(" ", "-"), says=f"{name}: {anchor}", level=level)
                for level, (name, anchor) in anchors
            ),
            must=one.get("must", False),
            act=one["act"],
            route=one["route"],
            seat=one.get("seat", ""),
        )

    return Questionnaire(tuple(_group(one, one["key"], stated) for one in plain["groups"]))


def _group(plain: Mapping[str, Any], part: str, build: Any) -> Group:
    return Group(
        key=plain["key"],
        title=plain["title"],
        lead=plain.get("lead", ""),
        part=part,
        questions=tuple(build(one, part) for one in plain["questions"]),
    )


def _asked(one: Mapping[str, Any], part: str) -> Question:
    return Question(
        key=one["key"],
        name=one["name"],
        ask=one["ask"],
        help=one["help"],
        part=part,
        choices=tuple(Choice(**choice) for choice in one["choices"]),
    )


def each_choice(asked: Questionnaire, part: str) -> Iterator[tuple[Question, Choice]]:
    """Every answer that could be given in one part."""
    for question in asked.of_part(part):
        for choice in question.choices:
            yield question, choice
