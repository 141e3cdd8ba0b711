"""The only hands that write in this room."""

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
from allied.rooms.diligence.commands.registering import change_risk, register_risk
from allied.rooms.diligence.commands.scaling import change_scales, estimate_loss
from allied.rooms.diligence.commands.sharing import share_risk

__all__ = [
    "add_control",
    "change_control",
    "change_risk",
    "change_scales",
    "close_risk",
    "estimate_loss",
    "place_control",
    "realise_risk",
    "register_risk",
    "remove_control",
    "reopen_risk",
    "review_risk",
    "share_risk",
    "unplace_control",
]
