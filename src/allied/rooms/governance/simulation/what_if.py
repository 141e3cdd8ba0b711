"""Another rhythm, SLA, paper deadline, quorum, way or length: a change of one row as a changed blueprint."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from allied.rooms.governance.editing import with_forum, with_right
from allied.rooms.governance.rhythm import mean_period
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum
from allied.rooms.governance.rrule import DAYS, PRESETS, UnknownRhythm, parse_rhythm, rrule_text

OFFERED = ("weekly", "fortnightly", "monthly", "quarterly")
WEEKDAYS_KEPT = ("weekly", "fortnightly")


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What would be different for one type of decision; None leaves a thing as it is.

    `rhythm`: an RRULE; the others in working days, people of each side, yes or no, and minutes.
    """

    rhythm: str | None = None
    convening_days: int | None = None
    sla_days: int | None = None
    lead: int | None = None
    quorum: int | None = None
    written: bool | None = None
    minutes: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would change."""
        return self == WhatIf()


def changed(blueprint: Blueprint, right_id: str, wish: WhatIf) -> Blueprint:
    """The blueprint with this wish put into one row and its forum."""
    right = blueprint.right(right_id)
    if right is None:
        raise ValueError(f"there is no decision type {right_id!r}")
    row = {
        "convening_days": wish.convening_days if right.as_needed else None,
        "sla_days": wish.sla_days,
        "written": wish.written,
    }
    found = with_right(blueprint, replace(right, **_said(row)))
    forum = None if right.as_needed else blueprint.forum(right.forum)
    if forum is None:
        return found
    table = {
        "rhythm": wish.rhythm,
        "notice_days": wish.lead,
        "quorum": wish.quorum,
        "minutes_long": wish.minutes,
    }
    return with_forum(found, replace(forum, **_said(table)))


def _said(wishes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wishes.items() if value is not None}


def rhythm_like(word: str, now: str) -> str:
    """The rhythm of this word on the weekday on which the forum meets today, if it names one."""
    rule = PRESETS[word]
    try:
        days = parse_rhythm(now).days if now else ()
    except UnknownRhythm:
        days = ()
    if word in WEEKDAYS_KEPT and len(days) == 1 and days[0][1] in DAYS[:5]:
        return f"{rule};BYDAY={days[0][1]}"
    return rule


def named_rhythm(said: str, now: str) -> str:
    """A rhythm that somebody named, a plain word or an RRULE; `UnknownRhythm` for anything else."""
    return rhythm_like(said, now) if said in PRESETS else rrule_text(said)


def shorter_rhythms(forum: Forum) -> tuple[str, ...]:
    """The offered rhythms that are more frequent than today's, the slowest first."""
    try:
        today = mean_period(forum.rhythm)
    except UnknownRhythm:
        return ()
    offered = [rhythm_like(word, forum.rhythm) for word in OFFERED]
    found = [rule for rule in offered if mean_period(rule) < today - 0.01]
    return tuple(sorted(found, key=mean_period, reverse=True))


def same_place(right: DecisionRight, blueprint: Blueprint) -> tuple[str, ...]:
    """The other types that a change of this row's forum touches, by name."""
    if right.as_needed or not right.forum:
        return ()
    return tuple(
        other.name
        for other in blueprint.rights
        if other.forum == right.forum and other.id != right.id and not other.as_needed
    )
