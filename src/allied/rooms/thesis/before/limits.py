"""The questionnaires and thresholds of this part, filled from its catalogue and defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from allied.kit.catalogue import catalogue, default_values
from allied.rooms.thesis.before.questionnaire import Questionnaire, questions, statements
from allied.rooms.thesis.before.verdict import Bar

HERE = "thesis.before"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every judgement of this part; units and reasons stand in defaults.yaml."""

    reason_points: int
    most_left_open: int
    own_effort_points: int
    in_place_share: int

    @property
    def bar(self) -> Bar:
        """What carries an alliance."""
        return Bar(reason_points=self.reason_points, most_left_open=self.most_left_open)


@cache
def limits() -> Limits:
    """The built-in limits."""
    return Limits(**default_values(HERE))


def move_words() -> Mapping[str, Any]:
    """The words of the right move: what a verdict is called, why, and what comes next."""
    found: Mapping[str, Any] = catalogue(HERE, "right_move")
    return found


def ready_words() -> Mapping[str, Any]:
    """The words of the readiness self-check."""
    found: Mapping[str, Any] = catalogue(HERE, "readiness")
    return found


@cache
def move_questions() -> Questionnaire:
    """The questions of the right move."""
    return questions(move_words())


@cache
def ready_questions() -> Questionnaire:
    """The statements of the readiness self-check."""
    return statements(ready_words())
