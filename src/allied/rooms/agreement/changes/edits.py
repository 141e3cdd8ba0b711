"""What a change request changes: read strictly, kept as plain content, said in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from allied.kit.content import Plain, decimal_text
from allied.kit.words import counted, day, listed, number, quoted, shortened


class ChangeKind(StrEnum):
    """What a request touches (domain.md, Change request)."""

    SCOPE = "scope"
    ROADMAP = "roadmap"
    GOVERNANCE = "governance"
    COMMERCIAL = "commercial"


SCOPE_KINDS = ("in", "out", "non-goal")
MOST_LINES, LONGEST_LINE, LONGEST_TEXT, MOST_SLA = 10, 300, 5000, 250


class NoEdit(ValueError):
    """The content is no change; `field` names the part and the message what would be accepted."""

    def __init__(self, field_: str, said: str) -> None:
        super().__init__(said)
        self.field = field_


@dataclass(frozen=True, kw_only=True)
class ScopeEdit:
    """Lines that come into the scope, and ids of lines that leave it."""

    add: tuple[tuple[str, str], ...] = ()
    remove: tuple[str, ...] = ()

    def plain(self) -> Plain:
        return {
            "add": [{"kind": kind, "text": text} for kind, text in self.add],
            "remove": list(self.remove),
        }


@dataclass(frozen=True, kw_only=True)
class RoadmapEdit:
    """An outcome with another target, another date, or both."""

    outcome: str
    target: Decimal | None = None
    due: date | None = None

    def plain(self) -> Plain:
        return {
            "outcome": self.outcome,
            "target": decimal_text(self.target),
            "due": self.due.isoformat() if self.due else None,
        }


@dataclass(frozen=True, kw_only=True)
class GovernanceEdit:
    """A decision type with another SLA in working days, or a forum with another rhythm."""

    right: str = ""
    sla_days: int | None = None
    forum: str = ""
    rhythm: str = ""

    def plain(self) -> Plain:
        return {
            "right": self.right,
            "sla_days": self.sla_days,
            "forum": self.forum,
            "rhythm": self.rhythm,
        }


@dataclass(frozen=True, kw_only=True)
class CommercialEdit:
    """A clause of the annex, new or in the place of another one."""

    title: str
    text: str
    replaces: str = ""

    def plain(self) -> Plain:
        return {"title": self.title, "text": self.text, "replaces": self.replaces}


type Edit = ScopeEdit | RoadmapEdit | GovernanceEdit | CommercialEdit


@dataclass(frozen=True)
class Known:
    """Names by id of what an edit may touch, as they are in force."""

    scope: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    rights: Mapping[str, str] = field(default_factory=dict)
    forums: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)


def read_edit(kind: str, given: object, known: Known) -> Edit:
    """The edit in plain content; `NoEdit` when it changes nothing or touches what does not exist."""
    if kind not in set(ChangeKind):
        raise NoEdit("kind", f"A change is one of {listed(list(ChangeKind))}.")
    if not isinstance(given, Mapping):
        raise NoEdit("edit", "A change is an object with named fields.")
    return READERS[ChangeKind(kind)](given, known)


def _scope(given: Mapping[str, object], known: Known) -> ScopeEdit:
    add = tuple(_line(one) for one in _rows(given, "add"))
    remove = tuple(str(one) for one in _rows(given, "remove"))
    strangers = [one for one in remove if one not in known.scope]
    if strangers:
        raise NoEdit("remove", f"{quoted(strangers[0][:60])} is no line of the scope in force.")
    if not add and not remove:
        raise NoEdit("add", "Add a line to the scope, or take one out.")
    return ScopeEdit(add=add, remove=tuple(dict.fromkeys(remove)))


def _line(one: object) -> tuple[str, str]:
    if not isinstance(one, Mapping):
        raise NoEdit("add", "Each line has a kind and a text.")
    kind, text = one.get("kind"), " ".join(str(one.get("text") or "").split())
    if kind not in SCOPE_KINDS:
        raise NoEdit("add", f"A line of the scope is {listed(SCOPE_KINDS, 'or')}.")
    if not 1 <= len(text) <= LONGEST_LINE:
        raise NoEdit("add", f"A line of the scope has 1 to {LONGEST_LINE} characters.")
    return str(kind), text


def _rows(given: Mapping[str, object], name: str) -> Sequence[object]:
    rows = given.get(name) or []
    if not isinstance(rows, list | tuple) or len(rows) > MOST_LINES:
        raise NoEdit(name, f"“{name}” is a list of at most {MOST_LINES} lines.")
    return rows


def _roadmap(given: Mapping[str, object], known: Known) -> RoadmapEdit:
    outcome = str(given.get("outcome") or "")
    if outcome not in known.outcomes:
        raise NoEdit("outcome", _one_of("outcome", known.outcomes))
    target, due = _target(given.get("target")), _due(given.get("due"))
    if target is None and due is None:
        raise NoEdit("target", "Say the new target, the new date, or both.")
    return RoadmapEdit(outcome=outcome, target=target, due=due)


def _target(given: object) -> Decimal | None:
    if given is None or str(given).strip() == "":
        return None
    try:
        found = Decimal(str(given).replace(",", "").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= Decimal(10) ** 15:
        raise NoEdit("target", "A target is a number such as 6,000 or 12.5.")
    return found


def _due(given: object) -> date | None:
    if given is None or given == "":
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError as error:
        raise NoEdit("due", "A date is written 2027-12-31.") from error


def _governance(given: Mapping[str, object], known: Known) -> GovernanceEdit:
    right, forum = str(given.get("right") or ""), str(given.get("forum") or "")
    sla, rhythm = _sla(given.get("sla_days")), " ".join(str(given.get("rhythm") or "").split())
    if right and right not in known.rights:
        raise NoEdit("right", _one_of("decision type", known.rights))
    if forum and forum not in known.forums:
        raise NoEdit("forum", _one_of("forum", known.forums))
    if bool(right) != (sla is not None):
        raise NoEdit("sla_days", "A decision type and its new SLA go together.")
    if bool(forum) != bool(rhythm):
        raise NoEdit("rhythm", "A forum and its new rhythm go together.")
    if not right and not forum:
        raise NoEdit("right", "Choose a decision type or a forum that changes.")
    return GovernanceEdit(right=right, sla_days=sla, forum=forum, rhythm=rhythm)


def _sla(given: object) -> int | None:
    text = "" if given is None else str(given).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= MOST_SLA):
        raise NoEdit("sla_days", f"An SLA has 1 to {MOST_SLA} working days.")
    return int(text)


def _commercial(given: Mapping[str, object], known: Known) -> CommercialEdit:
    title = " ".join(str(given.get("title") or "").split())
    text, replaces = str(given.get("text") or "").strip(), str(given.get("replaces") or "")
    if not 1 <= len(title) <= 120:
        raise NoEdit("heading", "A clause has a heading of 1 to 120 characters.")
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise NoEdit("text", f"A clause has a text of 1 to {LONGEST_TEXT:,} characters.")
    if replaces and replaces not in known.clauses:
        raise NoEdit("replaces", _one_of("clause", known.clauses))
    return CommercialEdit(title=title, text=text, replaces=replaces)


def _one_of(noun: str, names: Mapping[str, str]) -> str:
    if not names:
        return f"There is no {noun} yet that could change."
    return f"Choose the {noun}: {listed([shortened(name) for name in names.values()], 'or')}."


READERS: dict[ChangeKind, Callable[[Mapping[str, object], Known], Edit]] = {
    ChangeKind.SCOPE: _scope,
    ChangeKind.ROADMAP: _roadmap,
    ChangeKind.GOVERNANCE: _governance,
    ChangeKind.COMMERCIAL: _commercial,
}


def in_words(edit: Edit, known: Known) -> list[str]:
    """The edit as sentences, with the names in force."""
    match edit:
        case ScopeEdit():
            came = [f"Into the scope ({kind}) comes {quoted(text)}." for kind, text in edit.add]
            gone = [f"{quoted(known.scope.get(id, id))} leaves it." for id in edit.remove]
            return came + gone
        case RoadmapEdit():
            name = quoted(known.outcomes.get(edit.outcome, edit.outcome))
            said = (
                [f"The target of {name} becomes {number(edit.target)}."]
                if edit.target is not None
                else []
            )
            return said + ([f"{name} is due {day(edit.due)}."] if edit.due else [])
        case GovernanceEdit():
            said = []
            if edit.right and edit.sla_days:
                name = quoted(known.rights.get(edit.right, edit.right))
                said.append(f"{name} is decided within {counted(edit.sla_days, 'working day')}.")
            if edit.forum:
                said.append(f"{known.forums.get(edit.forum, edit.forum)} meets {edit.rhythm}.")
            return said
        case CommercialEdit():
            old = f", in the place of {quoted(known.clauses.get(edit.replaces, edit.replaces))}"
            return [
                f"The annex says under {quoted(edit.title)}{old if edit.replaces else ''}: {edit.text}"
            ]
