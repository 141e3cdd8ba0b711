"""Reads one file of questions and says file, line and key of everything that is wrong with it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import yaml

from allied.kit.words import listed, quoted, shortened
from allied.rooms.diligence.questions import Area, Pack, Question, RiskTemplate, Side

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SENTENCE = re.compile(r".+\.")
NAME = re.compile(r".*[^.?!]")
QUESTION = re.compile(r".+\?")
SHAPES = {
    SENTENCE: "ends with a full stop",
    NAME: "has no full stop at its end",
    QUESTION: "ends with a question mark",
}
LONGEST = {"question": 170, "title": 90}
LONGEST_OTHER = 260
MARK = yaml.Mark("", 0, 0, 0, "", 0)
FIELDS = ("key", "question", "why", "evidence", "red_flag", "side", "risk")


class BrokenCatalogue(ValueError):
    """A file of questions cannot be used; `problems` lists "file:line: key: what is wrong"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_area(text: str, file: str, key: str, categories: Collection[str]) -> Area:
    """One area from YAML, or BrokenCatalogue with all problems at once."""
    reader = _Reader(file, categories)
    top = reader.top(text, ("title", "about", "questions"))
    title, about = reader.text(top, "title", NAME), reader.text(top, "about", SENTENCE)
    questions = tuple(reader.question(part, key) for part in reader.parts(top, "questions"))
    reader.close()
    return Area(key=key, title=title, about=about, questions=questions)


def read_pack(text: str, file: str, key: str, categories: Collection[str]) -> Pack:
    """One pack from YAML, or BrokenCatalogue with all problems at once."""
    reader = _Reader(file, categories)
    top = reader.top(text, ("title", "about", "questions"))
    title, about = reader.text(top, "title", NAME), reader.text(top, "about", SENTENCE)
    questions = tuple(reader.question(part) for part in reader.parts(top, "questions"))
    reader.close()
    return Pack(key=key, title=title, about=about, questions=questions)


@dataclass
class _Part:
    """One mapping of the file: its fields, the line it begins on, and its key if it has one."""

    line: int
    name: str
    fields: dict[str, yaml.Node]


@dataclass
class _Reader:
    """Takes fields apart and notes every problem with its line."""

    file: str
    categories: Collection[str]
    problems: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def top(self, text: str, wanted: Collection[str]) -> _Part:
        """The whole file as one mapping."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            wrong = getattr(error, "problem", None) or getattr(error, "reason", "unreadable")
            problem = f"{self.file}:{line}: this is not YAML ({wrong})"
            raise BrokenCatalogue([problem]) from error
        return self._part(node or yaml.ScalarNode("", "", MARK, MARK), "", wanted)

    def parts(self, top: _Part, name: str) -> list[yaml.Node]:
        """The entries of a list that must not be empty."""
        node = top.fields.get(name)
        if isinstance(node, yaml.SequenceNode) and node.value:
            return list(node.value)
        self._note(self._line(node, top), name, "must be a list of at least one question")
        return []

    def question(self, node: yaml.Node, area: str = "") -> Question:
        """One question; in a pack it names its area itself."""
        wanted = FIELDS if area else (*FIELDS, "area")
        part = self._part(node, "", wanted)
        area = area or self._choice(part, "area", self.categories)
        risk = self._part(part.fields.get("risk"), part.name, ("title", "category", "mitigation"))
        category = (
            self._choice(risk, "category", self.categories) if "category" in risk.fields else area
        )
        return Question(
            key=part.name,
            area=area,
            text=self.text(part, "question", QUESTION),
            why=self.text(part, "why", SENTENCE),
            evidence=self.text(part, "evidence", SENTENCE),
            red_flag=self._choice(part, "red_flag", ("true", "false")) == "true",
            side=Side(self._choice(part, "side", tuple(Side)) or Side.JOINT),
            risk=RiskTemplate(
                title=self.text(risk, "title", NAME),
                category=category,
                mitigation=self.text(risk, "mitigation", SENTENCE),
            ),
        )

    def text(self, part: _Part, name: str, shape: re.Pattern[str]) -> str:
        """A text of one line with the shape that its field asks for."""
        node = part.fields.get(name)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            self._note(self._line(node, part), self._at(part, name), "must be text")
            return ""
        value = " ".join(node.value.split())
        most = LONGEST.get(name, LONGEST_OTHER)
        if not value:
            self._note(self._line(node, part), self._at(part, name), "must not be empty")
        elif len(value) > most:
            wrong = f"is {len(value)} characters long; at most {most} are read"
            self._note(self._line(node, part), self._at(part, name), wrong)
        elif not shape.fullmatch(value):
            wrong = f"{quoted(shortened(value, 40))} is not right: it {SHAPES[shape]}"
            self._note(self._line(node, part), self._at(part, name), wrong)
        return value

    def close(self) -> None:
        """Raises all problems, in the order of their lines."""
        if self.problems:
            raise BrokenCatalogue(sorted(self.problems, key=lambda one: int(one.split(":")[1])))

    def _part(self, node: yaml.Node | None, name: str, wanted: Collection[str]) -> _Part:
        """A mapping with its fields; one that is missing was noted where it should stand."""
        part = _Part(node.start_mark.line + 1 if node else 1, name, {})
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                field_name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
                if field_name in part.fields:
                    wrong = "appears twice; write it once"
                    self._note(key.start_mark.line + 1, field_name, wrong)
                part.fields[field_name] = value
            part.name = name or self._key(part, needed="key" in wanted)
            self._check_fields(part, wanted)
        elif node:
            wrong = f"must hold the fields {listed(list(wanted))}"
            self._note(part.line, name or "file", wrong)
        return part

    def _check_fields(self, part: _Part, wanted: Collection[str]) -> None:
        for name in sorted(set(wanted) - set(part.fields) - {"category"}):
            self._note(part.line, self._at(part, name), "is missing")
        for name in sorted(set(part.fields) - set(wanted)):
            line = self._line(part.fields[name], part)
            wrong = f"is not a field; there are {listed(list(wanted))}"
            self._note(line, self._at(part, name), wrong)

    def _key(self, part: _Part, *, needed: bool) -> str:
        node = part.fields.get("key") if needed else None
        key = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if node is not None and not KEY.fullmatch(key):
            wrong = f"{quoted(key)} is not a key; write small letters, figures and single hyphens"
            self._note(self._line(node, part), "key", wrong)
        elif key in self.keys:
            self._note(self._line(node, part), key, "is the key of two questions")
        if key:
            self.keys.add(key)
        return key

    def _choice(self, part: _Part, name: str, choices: Collection[str]) -> str:
        node = part.fields.get(name)
        value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if node is None or value in choices:
            return value
        wrong = f"{quoted(value)} is not possible; choose {listed(list(choices), 'or')}"
        self._note(self._line(node, part), self._at(part, name), wrong)
        return ""

    def _at(self, part: _Part, name: str) -> str:
        return f"{part.name}: {name}" if part.name else name

    def _line(self, node: yaml.Node | None, part: _Part) -> int:
        return node.start_mark.line + 1 if node else part.line

    def _note(self, line: int, key: str, wrong: str) -> None:
        self.problems.append(f"{self.file}:{line}: {key}: {wrong}")
