"""The hands that write here: an assessment of complexity, and a simulated change put into the blueprint."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.commands import change_blueprint
from allied.rooms.governance.models import Blueprint
from allied.rooms.governance.simulation import facts
from allied.rooms.governance.simulation.complexity import MOST, Complexity, assess
from allied.rooms.governance.simulation.factors import factors
from allied.rooms.governance.simulation.limits import limits
from allied.rooms.governance.simulation.models import ComplexityAssessment
from allied.rooms.governance.simulation.what_if import WhatIf, changed
from allied.rooms.governance.versions import newest

RIGHT = "governance.edit"
LONGEST_NOTE = 2000
FIRST = "The first version."


def assess_complexity(
    *,
    by: Person,
    alliance: Alliance,
    scores: Mapping[str, Any],
    version: int,
    now: datetime,
    note: str = "",
) -> ComplexityAssessment:
    """Keep the level of each of the eight factors as a new version; every factor needs one."""
    require(by, RIGHT, alliance, now)
    levels = _levels(scores)
    found = assess(levels, limits())
    note = worded(note, field="note", most=LONGEST_NOTE)
    with transaction.atomic():
        book.take_turn(alliance.pk)  # two who keep at the same moment get two numbers
        rows = ComplexityAssessment.objects.visible_to(by).filter(alliance=alliance)
        last = rows.select_related("by").order_by("-number").first()
        _refuse_outdated(last, version)
        if last and last.scores == levels and note in ("", last.note):
            return last
        row = ComplexityAssessment.objects.create(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            number=version + 1,
            scores=levels,
            note=note,
            score=Decimal(str(found.score)).quantize(Decimal("0.01")),
            tier=found.recommended,
            result=_result(found),
            by=by,
            at=now,
        )
        said = facts.ComplexityAssessed(
            subject=row.pk,
            number=row.number,
            score=f"{row.score:f}",
            tier=row.tier,
            result=row.result,
            changes=_changes(last, levels),
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _result(found: Complexity) -> str:
    """The recommendation in a few words, as it is kept with the version."""
    doubt = f", between {found.recommended} and {found.tier}" if found.is_in_doubt else ""
    return f"{found.recommended.capitalize()} governance ({found.score:.0f} of 100{doubt})"


def _levels(scores: Mapping[str, Any]) -> dict[str, int]:
    known = {factor.key: factor.name for factor in factors()}
    unknown = [key for key in scores if key not in known]
    if unknown:
        said = f"There is no factor {str(unknown[0])[:40]!r}. The factors are {', '.join(known)}."
        raise Refused("unknown_factor", said, field=str(unknown[0]))
    for key, name in known.items():
        level = scores.get(key)
        if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= MOST:
            said = f"{name}: choose a level from 0 to {MOST}. In doubt take the lower one."
            raise Refused("level", said, field=key)
    return {key: scores[key] for key in known}


def _refuse_outdated(last: ComplexityAssessment | None, version: int) -> None:
    if version == (last.number if last else 0):
        return
    if last is None:
        raise Outdated("outdated", "Nothing is kept here yet: begin with version 0.")
    said = f"{last.by.name} kept version {last.number} since you opened this page."
    raise Outdated("outdated", said)


def _changes(last: ComplexityAssessment | None, levels: Mapping[str, int]) -> str:
    if last is None:
        return FIRST
    moved = [
        f"{one.name}: {last.scores.get(one.key)} → {levels[one.key]}."
        for one in factors()
        if last.scores.get(one.key) != levels[one.key]
    ]
    return " ".join(moved) or "Only the note changed."


def propose_change(
    *, by: Person, alliance: Alliance, right_id: str, wish: WhatIf, version: int, now: datetime
) -> Blueprint:
    """Put what was simulated into the draft of the blueprint; both sides sign it as any change."""
    require(by, RIGHT, alliance, now)
    with transaction.atomic():
        old = blueprint_of(newest(alliance, version))
        if old.right(right_id) is None:
            raise Refused(
                "no_right", f"There is no decision type {right_id[:60]!r}.", field="right"
            )
        content = changed(old, right_id, wish)
        if content == old:
            raise Refused("nothing", "Nothing is different from the blueprint of today.")
        return change_blueprint(by=by, alliance=alliance, version=version, content=content, now=now)
