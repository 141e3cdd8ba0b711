"""The states of a decision and the moves between them, as data."""

from dataclasses import dataclass
from enum import StrEnum


class DecisionState(StrEnum):
    """Where a decision stands."""

    DRAFT = "draft"
    OPEN = "open"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Move:
    """One allowed move: what the act is called and what has to be said with it."""

    start: DecisionState
    end: DecisionState
    verb: str
    needs_reason: bool = False
    needs_date: bool = False


S = DecisionState
MOVES = (
    Move(S.DRAFT, S.OPEN, "ask for the decision"),
    Move(S.DRAFT, S.WITHDRAWN, "withdraw"),
    Move(S.OPEN, S.WAITING, "wait for information", needs_reason=True, needs_date=True),
    Move(S.WAITING, S.OPEN, "go on"),
    Move(S.OPEN, S.APPROVED, "approve"),
    Move(S.WAITING, S.APPROVED, "approve"),
    Move(S.OPEN, S.DECLINED, "decline", needs_reason=True),
    Move(S.WAITING, S.DECLINED, "decline", needs_reason=True),
    Move(S.OPEN, S.DEFERRED, "defer", needs_reason=True, needs_date=True),
    Move(S.WAITING, S.DEFERRED, "defer", needs_reason=True, needs_date=True),
    Move(S.DEFERRED, S.OPEN, "take up again"),
    Move(S.OPEN, S.WITHDRAWN, "withdraw", needs_reason=True),
    Move(S.WAITING, S.WITHDRAWN, "withdraw", needs_reason=True),
    Move(S.DEFERRED, S.WITHDRAWN, "withdraw", needs_reason=True),
    Move(S.OPEN, S.SUPERSEDED, "replace"),
    Move(S.WAITING, S.SUPERSEDED, "replace"),
    Move(S.DEFERRED, S.SUPERSEDED, "replace"),
    Move(S.APPROVED, S.SUPERSEDED, "replace"),
    Move(S.DECLINED, S.SUPERSEDED, "replace"),
)
BY_ENDS = {(move.start, move.end): move for move in MOVES}

ANSWERABLE = frozenset({S.OPEN, S.WAITING})  # waiting pauses the clock, it silences nobody
RUNNING = frozenset({S.OPEN})  # the clock counts only here
SETTLED = frozenset({S.APPROVED, S.DECLINED, S.WITHDRAWN, S.SUPERSEDED})

WORDS = {
    S.DRAFT: "a draft",
    S.OPEN: "open",
    S.WAITING: "waiting for information",
    S.APPROVED: "approved",
    S.DECLINED: "declined",
    S.DEFERRED: "deferred",
    S.WITHDRAWN: "withdrawn",
    S.SUPERSEDED: "replaced by a later decision",
}


def move_between(start: DecisionState, end: DecisionState) -> Move | None:
    """The move from one state to the other, or nothing when there is none."""
    return BY_ENDS.get((start, end))


def moves_from(start: DecisionState) -> tuple[Move, ...]:
    """Everything that can happen next, in the order of the table."""
    return tuple(move for move in MOVES if move.start is start)


def why_not_move(
    start: DecisionState, end: DecisionState, *, reason: str = "", has_date: bool = False
) -> str:
    """Why this move is refused, as a sentence; empty when it is allowed."""
    move = move_between(start, end)
    if move is None:
        return f"This decision is {WORDS[start]}. {_possible(start)}"
    if move.needs_reason and not reason.strip():
        return f"Give a reason to {move.verb}. Both companies see it."
    if move.needs_date and not has_date:
        return f"Give a date to {move.verb}, so that both companies know when it goes on."
    return ""


def _possible(start: DecisionState) -> str:
    verbs = list(dict.fromkeys(move.verb for move in moves_from(start)))
    return f"It is possible to: {', '.join(verbs)}." if verbs else "Nothing can change it any more."
