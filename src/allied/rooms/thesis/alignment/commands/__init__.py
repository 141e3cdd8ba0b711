"""The only hands that write in the alignment check: starting, answering, settling."""

from allied.rooms.thesis.alignment.commands.answering import hand_in_answer, save_answer
from allied.rooms.thesis.alignment.commands.asking import ask_colleagues, release_colleague
from allied.rooms.thesis.alignment.commands.settling import settle_difference
from allied.rooms.thesis.alignment.commands.starting import call_off_round, start_round

__all__ = [
    "ask_colleagues",
    "call_off_round",
    "hand_in_answer",
    "release_colleague",
    "save_answer",
    "settle_difference",
    "start_round",
]
