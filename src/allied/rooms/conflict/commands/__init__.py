"""The only hands that write in this room: the ladder, and conflicts from draft to settlement."""

from allied.rooms.conflict.commands.agreeing import (
    accept_settlement,
    propose_settlement,
    reject_settlement,
    withdraw_settlement,
)
from allied.rooms.conflict.commands.deciding import ask_decision
from allied.rooms.conflict.commands.drafting import (
    change_conflict_draft,
    remove_conflict_draft,
    write_conflict_draft,
)
from allied.rooms.conflict.commands.laddering import (
    put_up_ladder,
    refuse_ladder,
    sign_ladder,
    withdraw_ladder_signature,
    write_ladder,
)
from allied.rooms.conflict.commands.mediating import end_mediation, note_mediation
from allied.rooms.conflict.commands.memo import (
    put_up_memo,
    refuse_memo,
    sign_memo,
    withdraw_memo_signature,
    write_memo,
)
from allied.rooms.conflict.commands.raising import raise_conflict
from allied.rooms.conflict.commands.stating import write_position, write_worksheet
from allied.rooms.conflict.commands.steering import (
    escalate_conflict,
    reopen_conflict,
    withdraw_conflict,
)
from allied.rooms.conflict.commands.truth import (
    accept_fact,
    change_fact,
    dispute_fact,
    propose_fact,
    withdraw_fact,
)

__all__ = [
    "accept_fact",
    "accept_settlement",
    "ask_decision",
    "change_conflict_draft",
    "change_fact",
    "dispute_fact",
    "end_mediation",
    "escalate_conflict",
    "note_mediation",
    "propose_fact",
    "propose_settlement",
    "put_up_ladder",
    "put_up_memo",
    "raise_conflict",
    "refuse_ladder",
    "refuse_memo",
    "reject_settlement",
    "remove_conflict_draft",
    "reopen_conflict",
    "sign_ladder",
    "sign_memo",
    "withdraw_conflict",
    "withdraw_fact",
    "withdraw_ladder_signature",
    "withdraw_memo_signature",
    "withdraw_settlement",
    "write_conflict_draft",
    "write_ladder",
    "write_memo",
    "write_position",
    "write_worksheet",
]
