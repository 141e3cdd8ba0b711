"""The only hands that write in this room: drafting, agreeing, and judging assumptions."""

from allied.rooms.thesis.commands.agreeing import (
    put_up_for_signature,
    refuse_thesis,
    sign_thesis,
    withdraw_signature,
)
from allied.rooms.thesis.commands.drafting import change_section, start_thesis
from allied.rooms.thesis.commands.judging import add_evidence, judge_assumption, withdraw_evidence
from allied.rooms.thesis.commands.sharing import share_draft

__all__ = [
    "add_evidence",
    "change_section",
    "judge_assumption",
    "put_up_for_signature",
    "refuse_thesis",
    "share_draft",
    "sign_thesis",
    "start_thesis",
    "withdraw_evidence",
    "withdraw_signature",
]
