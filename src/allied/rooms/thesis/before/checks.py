"""What our own side asks of itself at the first stage; the joint gate never counts it."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.gates import Check, Standing
from allied.people.models import Person
from allied.rooms.thesis.before.assessment import judged
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.queries import answers_of, lines_of, newest_of_each, readiness_of
from allied.rooms.thesis.before.ready import Ready
from allied.rooms.thesis.before.verdict import Verdict

OFFER = "Is an alliance the right move? Twelve short questions say so, with reasons. Five minutes."


def before_checks(person: Person, standing: Standing, now: datetime) -> Iterable[Check]:
    """An alliance is the right move, we are ready for it, and we know when we walk away."""
    kept = newest_of_each(person, standing.alliance)
    move, ready, lines = (
        kept.get(kind)
        for kind in (PreparationKind.MOVE, PreparationKind.READINESS, PreparationKind.LINES)
    )
    verdict = judged(answers_of(move)).verdict
    yield Check(
        id="before.move",
        says="An alliance is the right move" + _said(move, "not answered yet"),
        holds=verdict is Verdict.ALLY,
        route="before-move",
        offer="" if move else OFFER,
    )
    result = readiness_of(ready).result
    yield Check(
        id="before.readiness",
        says="We are ready for it" + _said(ready, "not checked yet"),
        holds=result in (Ready.READY, Ready.GAPS),
        route="before-readiness",
    )
    yield Check(
        id="before.lines",
        says="Red lines, walk-away value and what we do instead are written"
        + _said(lines, "not yet"),
        holds=lines_of(lines).holds,
        route="before-lines",
    )


def _said(kept: Preparation | None, otherwise: str) -> str:
    result = kept.result if kept else otherwise
    return f" ({result[0].lower()}{result[1:]})"
