"""What a draft and a conflict share when they are written: the columns, the title, the reference."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.rooms.conflict.matter import Matter
from allied.rooms.conflict.models.conflicts import ConflictDraft, MatterRow
from allied.rooms.conflict.naming import person_in
from allied.rooms.conflict.owners import seats_now
from allied.rooms.conflict.references import Reference
from allied.rooms.conflict.references import checked as checked_references


def as_fields(matter: Matter, about: Reference | None) -> dict[str, Any]:
    """A matter as the columns of a draft or a conflict."""
    return {
        "title": matter.title,
        "text": matter.text,
        "severity": matter.severity,
        "kind": matter.kind,
        "unit": matter.unit,
        "stake": matter.stake,
        "currency": matter.currency,
        "blocks": matter.blocks,
        "about": about.plain if about else None,
    }


def matter_of(row: MatterRow) -> Matter:
    """The matter behind a row."""
    return Matter(
        title=row.title,
        text=row.text,
        severity=row.severity,
        kind=row.kind,
        unit=row.unit,
        stake=row.stake,
        currency=row.currency,
        blocks=row.blocks,
    )


def refuse_names(title: str, alliance: Alliance, now: datetime, *, not_a_person: bool) -> None:
    """A title that names somebody with a seat is refused; a word that only might be a name can be confirmed."""
    names: Iterable[str] = dict.fromkeys(s.person.name for s in seats_now(alliance, now))
    named = person_in(title, names)
    if named is None or (not_a_person and not named.is_whole):
        return
    code = "names_person" if named.is_whole else "may_name_person"
    raise Refused(code, named.sentence, field="title")


def about_checked(alliance: Alliance, about: Reference | None) -> Reference | None:
    """The reference with its label, when one is given."""
    return checked_references(alliance, [about], field="about")[0] if about else None


def open_draft(draft: ConflictDraft) -> ConflictDraft:
    """The draft, locked; refused when it was raised or removed already."""
    row = ConflictDraft.objects.lock(draft)
    if row.ended_at is not None:
        raise Refused("draft_ended", "This draft was raised or removed already.")
    return row
