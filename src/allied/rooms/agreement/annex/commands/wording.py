"""Changing what the parties say in the annex itself, one part at a time."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.reading import Problem, Unreadable
from allied.kit.words import shortened
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.annex import facts
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.commands.agreeing import EDIT, LONGEST_TELLING
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.models import AnnexTerms
from allied.rooms.agreement.annex.terms import PARTS, Row, checked, with_defaults

WHY = "one row of terms per alliance"


class Unfit(Refused):
    """The content of a part that cannot be kept, with every problem and its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("unfit", " ".join(f"{problem}." for problem in problems), field="content")
        self.problems = problems


def change_terms(
    *, by: Person, alliance: Alliance, part: str, content: object, version: int, now: datetime
) -> AnnexTerms:
    """Write one part of the terms anew; `version` 0 means that nothing was said before."""
    require(by, EDIT, alliance, now)
    rows = _checked(part, content)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        kept = AnnexTerms.objects.in_system_scope(WHY).filter(alliance=alliance)
        row = kept.select_for_update().first()
        if (row.version if row else 0) != version:
            raise Outdated("outdated", "Somebody else changed the annex since you opened it.")
        if list(with_defaults(row.content if row else {})[part]) == rows:
            return row or _begun(alliance, by=by, now=now)
        before = text_today(alliance, now)
        row = row or _begun(alliance, by=by, now=now)
        row.content = {**row.content, part: rows}
        row.version, row.by, row.changed_at = version + 1, by, now
        row.save()
        changes = compare(before, text_today(alliance, now))
        said = facts.TermsChanged(
            subject=row.pk,
            part=PARTS[part].title,
            changes=shortened("; ".join(one.sentence for one in changes), LONGEST_TELLING)
            or "nothing that is read",
        )
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _checked(part: str, content: object) -> list[Row]:
    if part not in PARTS:
        raise Refused("unknown_part", f"A part is one of: {', '.join(PARTS)}.", field="part")
    try:
        return checked(part, content)
    except Unreadable as unreadable:
        raise Unfit(unreadable.problems) from unreadable


def _begun(alliance: Alliance, *, by: Person, now: datetime) -> AnnexTerms:
    return AnnexTerms.objects.create(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        version=0,
        by=by,
        changed_at=now,
    )
