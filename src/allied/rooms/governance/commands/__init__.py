"""The only hands that write in this room: the blueprint, and decisions from draft to settlement."""

from allied.rooms.governance.commands.agreeing import (
    put_up_blueprint,
    refuse_blueprint,
    sign_blueprint,
    withdraw_blueprint_signature,
)
from allied.rooms.governance.commands.answering import answer_decision, withdraw_answer
from allied.rooms.governance.commands.blueprint import change_blueprint, start_governance
from allied.rooms.governance.commands.drafting import change_draft, remove_draft, write_draft
from allied.rooms.governance.commands.ending import withdraw_decision
from allied.rooms.governance.commands.escalating import escalate_decision
from allied.rooms.governance.commands.meeting import record_meeting
from allied.rooms.governance.commands.pausing import (
    acknowledge_pause,
    ask_for_information,
    defer_decision,
    resume_decision,
)
from allied.rooms.governance.commands.raising import raise_decision
from allied.rooms.governance.commands.talking import comment_on_decision, share_comment

__all__ = [
    "acknowledge_pause",
    "answer_decision",
    "ask_for_information",
    "change_blueprint",
    "change_draft",
    "comment_on_decision",
    "defer_decision",
    "escalate_decision",
    "put_up_blueprint",
    "raise_decision",
    "record_meeting",
    "refuse_blueprint",
    "remove_draft",
    "resume_decision",
    "share_comment",
    "sign_blueprint",
    "start_governance",
    "withdraw_answer",
    "withdraw_blueprint_signature",
    "withdraw_decision",
    "write_draft",
]
