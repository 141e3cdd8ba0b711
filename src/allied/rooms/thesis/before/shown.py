"""One version of each check as the JSON door and the command line show it."""

from datetime import datetime

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.thesis.before.limits import ready_questions
from allied.rooms.thesis.before.models import Preparation
from allied.rooms.thesis.before.queries import (
    answers_of,
    lines_of,
    move_of,
    readiness_of,
    unseen_seats,
)
from allied.rooms.thesis.before.schemas import (
    MoveSays,
    MoveShown,
    ReadinessSays,
    ReadinessShown,
    RedLinesShown,
    kept_of,
)
from allied.rooms.thesis.before.telling import tell_move, tell_readiness


def move_shown(
    person: Person, alliance: Alliance, row: Preparation | None, now: datetime
) -> MoveShown:
    """The right-move check."""
    says = MoveSays.model_validate(tell_move(move_of(row)))
    return MoveShown(answers=dict(answers_of(row)), says=says, **kept_of(row))


def readiness_shown(
    person: Person, alliance: Alliance, row: Preparation | None, now: datetime
) -> ReadinessShown:
    """The readiness self-check."""
    told = tell_readiness(readiness_of(row), ready_questions().by_key)
    return ReadinessShown(
        answers=dict(answers_of(row)),
        says=ReadinessSays.model_validate(told),
        unseen=unseen_seats(person, alliance, answers_of(row), now),
        **kept_of(row),
    )


def red_lines_shown(
    person: Person, alliance: Alliance, row: Preparation | None, now: datetime
) -> RedLinesShown:
    """The red lines with the walk-away value."""
    return RedLinesShown(content=dict(lines_of(row).as_plain()), **kept_of(row))
