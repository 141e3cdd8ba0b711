"""What a side says about a conflict: to the other one, and to itself."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Outdated
from allied.kit.texts import worded
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT, OURS
from allied.record import book
from allied.rooms.conflict import facts
from allied.rooms.conflict.memos import content_changed
from allied.rooms.conflict.models import Conflict, Position, Worksheet
from allied.rooms.conflict.owners import await_words
from allied.rooms.conflict.writing import WORK, changed, lock_open, write

PRIVATE = "private.write"
OWN = "the one position or worksheet of one's own side"
COLLEAGUE = "A colleague changed this since you opened it. Your text is still here."


def write_position(
    *,
    by: Person,
    conflict: Conflict,
    position: str,
    now: datetime,
    version: int,
    claim: str = "",
    interests: str = "",
) -> Position:
    """Say for one's own company what it holds and what it needs; both companies read it at once.

    `version` is that of the position that was read; 0 while there is none.
    """
    require(by, WORK, conflict.alliance, now)
    said = {
        "position": worded(
            position, field="position", most=3000, required="Say what your company holds."
        ),
        "interests": worded(interests, field="interests", most=3000),
        "claim": " ".join(worded(claim, field="claim", most=60).split()),
    }
    with transaction.atomic():
        row = lock_open(conflict)
        rows = Position.objects.in_system_scope(OWN).select_for_update(of=("self",))
        known = rows.filter(conflict=row, party_id=by.home_id).first()
        if known and all(getattr(known, name) == text for name, text in said.items()):
            return known
        if (known.version if known else 0) != version:
            raise Outdated("outdated", COLLEAGUE)
        mine = _kept(known or _new(row, by), said, by=by, now=now)
        fact = facts.PositionWritten(
            subject=row.pk, number=row.number, organisation=by.home.short_name, **said
        )
        changed(row)
        write(row, fact, by=by, now=now)
        content_changed(row, by=by, now=now)
        await_words(row, by=by, now=now)
    return mine


def _new(conflict: Conflict, by: Person) -> Position:
    return Position(
        alliance_id=conflict.alliance_id,
        owner_id=by.home_id,
        audience=JOINT,
        conflict=conflict,
        party_id=by.home_id,
        version=0,
    )


def _kept(mine: Position, said: dict[str, str], *, by: Person, now: datetime) -> Position:
    """The position with these words, written for the first time or anew."""
    is_new = mine.version == 0
    for name, text in said.items():
        setattr(mine, name, text)
    mine.by, mine.at, mine.version = by, now, mine.version + 1
    if is_new:
        Position.objects.bulk_create([mine])
    else:
        mine.save()
    return mine


def _new_sheet(conflict: Conflict, by: Person) -> Worksheet:
    return Worksheet(
        alliance_id=conflict.alliance_id,
        owner_id=by.home_id,
        audience=OURS,
        conflict=conflict,
        version=0,
    )


def write_worksheet(
    *,
    by: Person,
    conflict: Conflict,
    now: datetime,
    version: int,
    text: str = "",
    could_give: str = "",
    way_out: str = "",
) -> Worksheet:
    """Keep for one's own company alone what it could give and what its way out is.

    `version` is that of the worksheet that was read; 0 before there is one.
    """
    require(by, PRIVATE, conflict.alliance, now)
    said = {
        "text": worded(text, field="text", most=5000),
        "could_give": worded(could_give, field="could_give", most=3000),
        "way_out": worded(way_out, field="way_out", most=3000),
    }
    with transaction.atomic():
        # Two colleagues who begin at the same moment get one worksheet.
        Organisation.objects.in_system_scope(OWN).select_for_update().get(pk=by.home_id)
        rows = Worksheet.objects.in_system_scope(OWN).select_for_update(of=("self",))
        known = rows.filter(conflict=conflict, owner_id=by.home_id).first()
        if known and all(getattr(known, name) == value for name, value in said.items()):
            return known
        if (known.version if known else 0) != version:
            raise Outdated("outdated", COLLEAGUE)
        mine = known or _new_sheet(conflict, by)
        for name, value in said.items():
            setattr(mine, name, value)
        mine.by, mine.changed_at, mine.version = by, now, mine.version + 1
        if known:
            mine.save()
        else:
            Worksheet.objects.bulk_create([mine])
        fact = facts.WorksheetWritten(subject=conflict.pk, number=conflict.number)
        book.note_own(fact, alliance_id=conflict.alliance_id, by=by, now=now)
    return mine
