"""The only hands that write in this room."""

from allied.rooms.selection.commands.candidates import (
    add_candidate,
    change_candidate,
    withdraw_candidate,
)
from allied.rooms.selection.commands.closing import answer_contest, close_screening, revise_scores
from allied.rooms.selection.commands.comparing_pairs import compare_pairs, take_pairs_back
from allied.rooms.selection.commands.deciding import decide_shortlist, invite_candidate
from allied.rooms.selection.commands.evidence import attach_evidence, erase_evidence
from allied.rooms.selection.commands.importing import import_screening
from allied.rooms.selection.commands.opening import ask_raters, open_scoring, release_rater
from allied.rooms.selection.commands.preparing import (
    add_criterion,
    change_criterion,
    remove_criterion,
    rename_screening,
    start_screening,
)
from allied.rooms.selection.commands.rating import end_scoring, save_scores, submit_scores
from allied.rooms.selection.commands.repeating import repeat_screening
from allied.rooms.selection.commands.weighing import fix_weights

__all__ = [
    "add_candidate",
    "add_criterion",
    "answer_contest",
    "ask_raters",
    "attach_evidence",
    "change_candidate",
    "change_criterion",
    "close_screening",
    "compare_pairs",
    "decide_shortlist",
    "end_scoring",
    "erase_evidence",
    "fix_weights",
    "import_screening",
    "invite_candidate",
    "open_scoring",
    "release_rater",
    "remove_criterion",
    "rename_screening",
    "repeat_screening",
    "revise_scores",
    "save_scores",
    "start_screening",
    "submit_scores",
    "take_pairs_back",
    "withdraw_candidate",
]
