"""The built-in questions: seven areas, and packs for sectors."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Who answers: one's own company for itself and in private, or both together."""

    OWN = "own"
    JOINT = "joint"


@dataclass(frozen=True, kw_only=True)
class RiskTemplate:
    """The risk that a question becomes when the answer is no; `category` is the key of an area."""

    title: str
    category: str
    mitigation: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, asked so that yes is the safe answer."""

    key: str
    area: str
    text: str
    why: str
    evidence: str
    red_flag: bool
    side: Side
    risk: RiskTemplate


@dataclass(frozen=True, kw_only=True)
class Area:
    """One of the seven areas with its questions, in order."""

    key: str
    title: str
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Pack:
    """More questions for one sector, each in one of the seven areas."""

    key: str
    title: str
    about: str
    questions: tuple[Question, ...]


def areas() -> tuple[Area, ...]:
    """The seven areas, in order."""
    raise NotImplementedError


def packs() -> tuple[Pack, ...]:
    """The sector packs, by title."""
    raise NotImplementedError


def pack_named(key: str) -> Pack:
    """The pack with this key; refuses an unknown one (field "pack") and names those there are."""
    raise NotImplementedError


def question_named(key: str) -> Question:
    """The question with this key, from an area or a pack; refuses an unknown one."""
    raise NotImplementedError


def areas_with(packs: Iterable[str] = ()) -> tuple[Area, ...]:
    """The seven areas, each followed by the questions of the chosen packs."""
    raise NotImplementedError
