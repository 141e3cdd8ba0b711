"""The only hands that write here."""

from allied.rooms.agreement.reading.commands.obligations import (
    ObligationContent,
    add_obligation,
    change_obligation,
    drop_obligation,
    fulfil_obligation,
    reopen_obligation,
)
from allied.rooms.agreement.reading.commands.reading import (
    add_fact,
    discard_reading,
    judge_fact,
    read_agreement,
)
from allied.rooms.agreement.reading.commands.recording import record_agreement, see_date

__all__ = [
    "ObligationContent",
    "add_fact",
    "add_obligation",
    "change_obligation",
    "discard_reading",
    "drop_obligation",
    "fulfil_obligation",
    "judge_fact",
    "read_agreement",
    "record_agreement",
    "reopen_obligation",
    "see_date",
]
