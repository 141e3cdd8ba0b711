"""The only hands that write in this room."""

from allied.rooms.diligence.commands.asking import (
    answer_question,
    import_answers,
    open_checklist,
    register_finding,
)
from allied.rooms.diligence.commands.controlling import (
    add_control,
    change_control,
    place_control,
    remove_control,
    unplace_control,
)
from allied.rooms.diligence.commands.ending import (
    close_risk,
    realise_risk,
    reopen_risk,
    review_risk,
)
from allied.rooms.diligence.commands.noting import change_item, note_item, remove_item
from allied.rooms.diligence.commands.registering import (
    change_risk,
    register_risk,
    register_risks,
)
from allied.rooms.diligence.commands.scaling import change_scales, estimate_loss
from allied.rooms.diligence.commands.sharing import share_risk

__all__ = [
    "add_control",
    "answer_question",
    "change_control",
    "change_item",
    "change_risk",
    "change_scales",
    "close_risk",
    "estimate_loss",
    "import_answers",
    "note_item",
    "open_checklist",
    "place_control",
    "realise_risk",
    "register_finding",
    "register_risk",
    "register_risks",
    "remove_control",
    "remove_item",
    "reopen_risk",
    "review_risk",
    "share_risk",
    "unplace_control",
]
