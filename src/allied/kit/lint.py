"""A lint: small named rules over one subject, each finding with its place and its cure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error breaks the promise that the page makes; a warning weakens it."""

    ERROR = "error"
    WARNING = "warning"


class Hit(NamedTuple):
    """What one rule saw: the section, the item in it (or empty), the message and the fix."""

    section: str
    item: str
    message: str
    fix: str


@dataclass(frozen=True)
class Finding:
    """One finding as the pages, the API and the command line show it.

    `is_joint` says whether all sides read it, `waived` why they live with it for a while, or nothing.
    """

    rule: str
    severity: Severity
    section: str
    item: str
    message: str
    fix: str
    is_joint: bool = True
    waived: str = ""


@dataclass(frozen=True)
class Rule[S]:
    """One rule: its id (E for error, W for warning), what it looks for, and the look itself."""

    id: str
    looks_for: str
    look: Callable[[S], Iterable[Hit]]

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.id.startswith("E") else Severity.WARNING

    @property
    def number(self) -> int:
        return int(self.id[1:])

    def findings(self, subject: S) -> Iterator[Finding]:
        """What this rule says about the subject, if anything."""
        for hit in self.look(subject):
            yield Finding(self.id, self.severity, *hit)


def rule[S](id: str) -> Callable[[Callable[[S], Iterable[Hit]]], Rule[S]]:
    """Makes a function a rule with an id; its docstring says what the rule looks for."""
    return lambda look: Rule(id, (look.__doc__ or "").rstrip("."), look)


def counting(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings with which nobody said that they live."""
    return tuple(one for one in findings if not one.waived)


class Rulebook[S]:
    """The rules of one room, in the order of their numbers."""

    def __init__(self, rules: Iterable[Rule[S]]) -> None:
        self.rules = tuple(sorted(rules, key=lambda entry: entry.number))
        ids = [entry.id for entry in self.rules]
        if twice := {id for id in ids if ids.count(id) > 1}:
            raise ValueError(f"two rules are called {', '.join(sorted(twice))}")

    def findings(self, subject: S) -> tuple[Finding, ...]:
        """All findings, in the order of the rules' numbers."""
        return tuple(finding for entry in self.rules for finding in entry.findings(subject))
