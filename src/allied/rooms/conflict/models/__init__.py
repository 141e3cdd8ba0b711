"""The tables of this room: the ladder that both companies sign, and the conflicts that climb it."""

from allied.rooms.conflict.models.conflicts import (
    Conflict,
    ConflictDraft,
    ConflictState,
    ConflictStep,
    Mediation,
)
from allied.rooms.conflict.models.ladders import ConflictLadder, LadderState
from allied.rooms.conflict.models.said import (
    ConflictFact,
    FactReply,
    JointMemo,
    MemoState,
    Position,
    Settlement,
    SettlementAnswer,
    Worksheet,
)

__all__ = [
    "Conflict",
    "ConflictDraft",
    "ConflictFact",
    "ConflictLadder",
    "ConflictState",
    "ConflictStep",
    "FactReply",
    "JointMemo",
    "LadderState",
    "Mediation",
    "MemoState",
    "Position",
    "Settlement",
    "SettlementAnswer",
    "Worksheet",
]
