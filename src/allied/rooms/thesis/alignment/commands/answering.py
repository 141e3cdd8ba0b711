"""Writing one's own answer and handing it in: the last one seals a side, the last side opens all."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated, Refused
from allied.people.models import Person
from allied.people.scope import OURS
from allied.record import book
from allied.rooms.thesis.alignment import facts, rounds
from allied.rooms.thesis.alignment.answers import Answer, answer_from_json
from allied.rooms.thesis.alignment.intake import read_answer, refuse_unfinished
from allied.rooms.thesis.alignment.models import (
    AlignmentRespondent,
    AlignmentRound,
    AlignmentSheet,
)
from allied.rooms.thesis.alignment.opening import seal_when_in, sealed_sides


def save_answer(
    *,
    by: Person,
    round: AlignmentRound,
    content: object,
    now: datetime,
    version: int | None = None,
) -> AlignmentSheet:
    """Keep what one has written so far; nobody else reads it, no log tells it, and it may be unfinished."""
    require(by, rounds.ANSWER, round.alliance, now)
    with transaction.atomic():
        row = rounds.locked(round)
        _respondent(by, row, now)
        return _keep(by, row, content, version, now)


def hand_in_answer(
    *,
    by: Person,
    round: AlignmentRound,
    now: datetime,
    content: object = None,
    version: int | None = None,
) -> AlignmentRound:
    """Hand one's answer in, once; it cannot be changed any more and opens with those of all others."""
    require(by, rounds.ANSWER, round.alliance, now)
    with transaction.atomic():
        row = rounds.locked(round)
        me = _respondent(by, row, now)
        if content is not None:
            _keep(by, row, content, version, now)
        refuse_unfinished(_written(by, row), rounds.asked_in(row))
        me.handed_in_at = now
        me.save(update_fields=["handed_in_at"])
        said = facts.AnswerHandedIn(subject=row.pk, number=row.number)
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
        seal_when_in(row, by=by, now=now)
    return row


def _respondent(by: Person, row: AlignmentRound, now: datetime) -> AlignmentRespondent:
    """The line of this person, or `Refused`: too late, not asked, handed in already."""
    rounds.refuse_closed(row, now)
    rounds.refuse_outsider(by, row)
    found = next(
        (one for one in rounds.roster(row, by=by, now=now) if one.person_id == by.pk), None
    )
    if found and found.handed_in_at:
        raise Refused(
            "handed_in",
            "You have handed in. An answer is given once: it opens with those of all others.",
        )
    if by.home_id in sealed_sides(row):
        raise Refused("sealed", "Your company has answered; its answer is sealed.")
    if found is None:
        raise Refused(
            "not_asked", "Your alliance manager says who answers for your company; ask to be added."
        )
    return found


def _sheet(by: Person, row: AlignmentRound) -> AlignmentSheet | None:
    return AlignmentSheet.objects.visible_to(by).filter(round=row).first()


def _written(by: Person, row: AlignmentRound) -> Answer:
    sheet = _sheet(by, row)
    return answer_from_json(sheet.content if sheet else "")


def _keep(
    by: Person, row: AlignmentRound, content: object, version: int | None, now: datetime
) -> AlignmentSheet:
    answer = read_answer(content, rounds.asked_in(row), rounds.names_in(row))
    sheet = _sheet(by, row)
    if version is not None and version != (sheet.version if sheet else 0):
        raise Outdated("outdated", "You changed your answer in another window since.")
    if sheet is None:
        return AlignmentSheet.objects.create(
            alliance_id=row.alliance_id,
            owner_id=by.home_id,
            audience=OURS,
            round=row,
            person=by,
            content=answer.as_json(),
            saved_at=now,
        )
    sheet.content, sheet.saved_at = answer.as_json(), now
    sheet.version += 1
    sheet.save(update_fields=["content", "version", "saved_at"])
    return sheet
