"""The tables of this room: the blueprint that both companies sign, and the decisions taken under it."""

from allied.rooms.governance.models.blueprint import (
    Blueprint,
    BlueprintState,
    DecisionRight,
    Forum,
    ForumMember,
)
from allied.rooms.governance.models.decisions import (
    Answer,
    Decision,
    DecisionDraft,
    Escalation,
    Half,
    Sitting,
)
from allied.rooms.governance.models.talk import Comment

__all__ = [
    "Answer",
    "Blueprint",
    "BlueprintState",
    "Comment",
    "Decision",
    "DecisionDraft",
    "DecisionRight",
    "Escalation",
    "Forum",
    "ForumMember",
    "Half",
    "Sitting",
]
