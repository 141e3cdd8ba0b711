"""What pages, scripts and the own gate read: the newest version, one version, all of them with what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from allied.alliances.models import Alliance, Seat
from allied.people.models import Person
from allied.rooms.thesis.before import red_lines
from allied.rooms.thesis.before.assessment import Assessment, assess
from allied.rooms.thesis.before.limits import limits, move_questions, ready_questions
from allied.rooms.thesis.before.models import Preparation, PreparationKind
from allied.rooms.thesis.before.questionnaire import Answers
from allied.rooms.thesis.before.questionnaire import changes as answers_changed
from allied.rooms.thesis.before.ready import IN_PLACE, Readiness, readiness

MOST_VERSIONS = 100


def rows_of(person: Person, alliance: Alliance, kind: str) -> QuerySet[Preparation]:
    """The versions that this person's own side kept, the newest first."""
    rows = Preparation.objects.visible_to(person).filter(alliance=alliance, kind=kind)
    return rows.select_related("by").order_by("-number")


def newest_of_each(person: Person, alliance: Alliance) -> dict[str, Preparation]:
    """The newest version of each kind that exists: one query."""
    rows = Preparation.objects.visible_to(person).filter(alliance=alliance)
    found: dict[str, Preparation] = {}
    for row in rows.select_related("by").order_by("number"):
        found[row.kind] = row
    return found


@dataclass(frozen=True)
class Version:
    """One version beside the one before it, and what changed between the two."""

    row: Preparation
    changes: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """The versions of one kind, the newest first; `shown` is the one that is looked at, if there is any."""

    rows: Sequence[Preparation]
    shown: Preparation | None

    @property
    def number(self) -> int:
        """The newest version, which a change names; 0 before the first one."""
        return self.rows[0].number if self.rows else 0

    @property
    def is_newest(self) -> bool:
        """Whether what is shown is the newest version."""
        return self.shown is None or self.shown.number == self.number

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """Every version with what changed in it."""
        earlier = {row.number: row for row in self.rows}
        return tuple(
            Version(row, changes_of(row, earlier.get(row.number - 1))) for row in self.rows
        )


def history(
    person: Person, alliance: Alliance, kind: str, number: int | None = None
) -> History | None:
    """All versions and the one asked for, else the newest; nothing when there is none of that number."""
    rows = list(rows_of(person, alliance, kind)[:MOST_VERSIONS])
    if number is None:
        return History(rows, rows[0] if rows else None)
    shown = next((row for row in rows if row.number == number), None)
    return History(rows, shown) if shown else None


def changes_of(row: Preparation, before: Preparation | None) -> tuple[str, ...]:
    """What this version changed, in sentences; nothing for the first one."""
    if before is None:
        return ()
    if row.kind == PreparationKind.LINES:
        old, new = (red_lines.from_plain(one.content) for one in (before, row))
        return red_lines.changes(old, new)
    asked = move_questions() if row.kind == PreparationKind.MOVE else ready_questions()
    return tuple(change.sentence for change in answers_changed(asked, before.content, row.content))


def answers_of(row: Preparation | None) -> Answers:
    """The answers of a version; none before the first one."""
    return row.content if row else {}


def move_of(row: Preparation | None) -> Assessment:
    """What the right-move check says."""
    return assess(answers_of(row))


def readiness_of(row: Preparation | None) -> Readiness:
    """What the readiness self-check says."""
    share = limits().in_place_share
    return readiness(ready_questions(), answers_of(row), in_place_share=share)


def lines_of(row: Preparation | None) -> red_lines.RedLines:
    """The red lines as they were written."""
    return red_lines.from_plain(row.content) if row else red_lines.RedLines()


def unseen_seats(person: Person, alliance: Alliance, answers: Answers, now: datetime) -> list[str]:
    """What is said to be in place although the alliance shows no such seat of our side, in sentences."""
    asked = ready_questions()
    claimed = [one for one in asked.by_key.values() if one.seat]
    claimed = [one for one in claimed if (asked.level(answers, one.key) or 0) >= IN_PLACE]
    if not claimed:
        return []
    ours = Seat.objects.visible_to(person).filter(
        alliance=alliance, organisation_id=person.home_id, ended_at__isnull=True
    )
    current = Q(until__isnull=True) | Q(until__gt=now)
    held = set(ours.filter(current).values_list("role", flat=True))
    return [
        f"“{one.name}” is said to be in place, and no {one.seat} of ours has a seat here."
        for one in claimed
        if one.seat not in held
    ]
