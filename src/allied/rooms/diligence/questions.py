"""A question of the checklist, the areas and packs that hold it, and the risk it becomes."""

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
    """One question, asked so that yes is the safe answer.

    `evidence` says what counts as proof; a `red_flag` question answered no or unknown may stop
    the alliance.
    """

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
