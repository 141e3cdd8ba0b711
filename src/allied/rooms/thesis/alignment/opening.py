"""Sealing one side's answer, and opening all of them at once."""

import json
from datetime import datetime
from uuid import UUID

from allied.kit.words import listed
from allied.people.doors import system_scope
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import book
from allied.rooms.thesis.alignment import facts
from allied.rooms.thesis.alignment.due import plan_next
from allied.rooms.thesis.alignment.envelope import commitment, new_salt, sealed_content
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentEnvelope,
    AlignmentRound,
    AlignmentSeal,
    AlignmentSheet,
    RoundState,
)
from allied.rooms.thesis.alignment.rounds import (
    WHY,
    close,
    names_in,
    respondents_of,
    side_is_in,
    waiting_sides,
)

NOBODY = "nobody had answered when the time was over"


def seal_side(row: AlignmentRound, side: UUID, *, by: Person, now: datetime) -> None:
    """Put the answers of one side in its envelope and its commitment in the joint record."""
    handed_in = [one for one in respondents_of(row, side) if one.handed_in_at]
    handed_in.sort(key=lambda one: (one.handed_in_at or now, str(one.pk)))
    sheets = {
        sheet.person_id: sheet.content
        for sheet in AlignmentSheet.objects.in_system_scope(WHY).filter(round=row, owner_id=side)
    }
    answers = [(one.person.pseudonym, sheets[one.person_id]) for one in handed_in]
    content = sealed_content(row.pk, side, new_salt(), answers)
    AlignmentEnvelope.objects.create(
        alliance_id=row.alliance_id, owner_id=side, audience=OURS, round=row, content=content
    )
    sealed = commitment(content)
    AlignmentSeal.objects.create(
        alliance_id=row.alliance_id,
        owner_id=side,
        audience=JOINT,
        round=row,
        commitment=sealed,
        by=by,
        at=now,
    )
    side_is_in(row, side, now=now)
    said = facts.AlignmentSealed(
        subject=row.pk,
        number=row.number,
        commitment=sealed,
        organisation=names_in(row)[str(side)],
    )
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)


def sealed_sides(row: AlignmentRound) -> list[UUID]:
    """The sides that have answered."""
    rows = AlignmentSeal.objects.in_system_scope(WHY).filter(round=row)
    return list(rows.values_list("owner_id", flat=True))


def open_when_complete(row: AlignmentRound, *, by: Person, now: datetime) -> bool:
    """Open the round when every party has answered; whether it did."""
    if waiting_sides(row, sealed_sides(row)):
        return False
    open_round(row, by=by, now=now)
    return True


def seal_when_in(row: AlignmentRound, *, by: Person, now: datetime) -> None:
    """Seal one's own side when nobody of it is awaited any more, and open when that was the last side."""
    people = respondents_of(row, by.home_id)
    if not people or not all(one.handed_in_at for one in people):
        return
    seal_side(row, by.home_id, by=by, now=now)
    open_when_complete(row, by=by, now=now)


def open_at_deadline(row: AlignmentRound, *, now: datetime) -> None:
    """The time is over: whoever handed in is sealed, and everything opens, or the round ends empty."""
    for key in waiting_sides(row, sealed_sides(row)):
        people = [one for one in respondents_of(row, UUID(key)) if one.handed_in_at]
        if people:
            seal_side(row, UUID(key), by=people[-1].person, now=now)
    if sealed_sides(row):
        open_round(row, by=None, now=now)
    else:
        end_round(row, NOBODY, by=None, now=now)


def open_round(row: AlignmentRound, *, by: Person | None, now: datetime) -> None:
    """Every answer becomes joint in one step, with one line in the joint record."""
    # The database shows a side its own envelope only; opening is for all of them at once.
    with system_scope(WHY):
        envelopes = AlignmentEnvelope.objects.in_system_scope(WHY).filter(round=row)
        texts = {str(one.owner_id): one.content for one in envelopes}
        names = names_in(row)
        opened = [key for key in names if key in texts]
        for key in opened:
            _publish(row, UUID(key), texts[key])
    row.state, row.ended_at = RoundState.OPEN, now
    row.save(update_fields=["state", "ended_at"])
    close(row, now=now)
    said = facts.AlignmentOpened(
        subject=row.pk,
        number=row.number,
        parties=listed([names[key] for key in opened]),
        answers=tuple(texts[key] for key in opened),
    )
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    plan_next(row.thesis, now=now)


def _publish(row: AlignmentRound, side: UUID, content: str) -> None:
    people = {one.person.pseudonym: one.person for one in respondents_of(row, side)}
    for position, one in enumerate(json.loads(content)["answers"]):
        AlignmentAnswer.objects.create(
            alliance_id=row.alliance_id,
            owner_id=side,
            audience=JOINT,
            round=row,
            person=people[one["member"]],
            content=json.dumps(one["answer"], ensure_ascii=False),
            position=position,
        )


def end_round(row: AlignmentRound, reason: str, *, by: Person | None, now: datetime) -> None:
    """The round ends and stays sealed for good."""
    row.state, row.ended_at, row.ended_why = RoundState.ENDED, now, reason
    row.save(update_fields=["state", "ended_at", "ended_why"])
    close(row, now=now)
    said = facts.AlignmentEnded(subject=row.pk, number=row.number, reason=reason)
    book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    plan_next(row.thesis, now=now)
