"""Answers of the cast for the checks before an alliance."""

from allied.rooms.thesis.before import commands
from allied.rooms.thesis.before.limits import ready_questions

ALLY = {
    "market": "clear",
    "capability": "partly",
    "innovation": "partly",
    "risk": "none",
    "build": "later",
    "buy": "none",
    "supply": "together",
    "integration": "agreed",
    "competition": "none",
    "sponsor": "both",
    "plan": "planned",
    "venture": "none",
}
FORM = {"equity": "none", "assets": "used", "depth": "shared"}
EFFORT = {
    "size": "medium",
    "exposure": "low",
    "experience": "one",
    "critical": "part",
    "regulated": "ordinary",
    "partners": "one",
    "model": "parts",
}
WHOLE = {**ALLY, **FORM, **EFFORT}
LINES = {
    "lines": [
        {"id": "l1", "what": "Exclusivity for all cold drinks", "why": "It closes the Nordics."},
        {"id": "l2", "what": "Our shelf data with their sales team"},
    ],
    "measure": "Margin on cold brew",
    "direction": "at least",
    "amount": "22",
    "unit": "%",
    "reckoned": "Own brand makes 24 % less launch cost.",
    "instead": "Launch our own cold brew with the dairy in Zwolle.",
}


def all_at(level, **others):
    """Every statement of the readiness check at one level, a few at another."""
    asked = ready_questions().by_key.values()
    return {one.key: one.choices[others.get(one.key, level)].key for one in asked}


def answer(cast, now, *, by=None, answers=None, version=0, note="", alliance=None):
    return commands.answer_right_move(
        by=by or cast.maya,
        alliance=alliance or cast.alliance,
        answers=WHOLE if answers is None else answers,
        version=version,
        note=note,
        now=now,
    )


def check_readiness(cast, now, *, by=None, answers=None, version=0, note=""):
    return commands.answer_readiness(
        by=by or cast.maya,
        alliance=cast.alliance,
        answers=all_at(2) if answers is None else answers,
        version=version,
        note=note,
        now=now,
    )


def draw(cast, now, *, by=None, content=None, version=0, note="", **changed):
    return commands.draw_red_lines(
        by=by or cast.maya,
        alliance=cast.alliance,
        content=LINES | changed if content is None else content,
        version=version,
        note=note,
        now=now,
    )
