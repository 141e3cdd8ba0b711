"""Starting a screening and writing its criteria, until scoring opens."""

import re
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.alliances.numbers import next_number
from allied.kit.errors import Refused
from allied.kit.words import quoted
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.criteria import criteria
from allied.rooms.selection.criterion_words import (
    FEWEST_CRITERIA,
    MOST_CRITERIA,
    CriterionSaid,
    checked_criterion,
    said_by_catalogue,
    titled,
)
from allied.rooms.selection.models import Screening, ScreeningCriterion, ScreeningState
from allied.rooms.selection.rows import add_criterion_row
from allied.rooms.selection.steps import (
    EDIT,
    WHY,
    criteria_of,
    locked,
    moved,
    next_position,
    note,
    refuse_outdated,
    weighting_of,
)


def start_screening(*, by: Person, alliance: Alliance, title: str, now: datetime) -> Screening:
    """Begin a screening with the seven criteria; nobody outside of one's own company knows of it."""
    require(by, EDIT, alliance, now)
    with transaction.atomic():
        screening = begin(by=by, alliance=alliance, title=title, now=now)
        for position, criterion in enumerate(criteria(), 1):
            add_criterion_row(
                screening, said_by_catalogue(criterion), key=criterion.key, position=position
            )
        note(screening, facts.ScreeningStarted(subject=screening.pk, title=title), by=by, now=now)
    return screening


def begin(
    *,
    by: Person,
    alliance: Alliance,
    title: str,
    now: datetime,
    repeats: Screening | None = None,
) -> Screening:
    """The empty screening; one is under way at a time."""
    title = titled(title)
    Alliance.objects.lock(alliance)  # two who start at the same moment get one screening
    rows = Screening.objects.in_system_scope("one screening is under way at a time")
    running = rows.filter(alliance=alliance, owner_id=by.home_id).exclude(
        state=ScreeningState.CLOSED
    )
    if other := running.first():
        raise Refused(
            "under_way",
            f"{quoted(other.title)} is still under way. Close it before you start anew.",
        )
    return Screening.objects.create(
        alliance=alliance,
        owner_id=by.home_id,
        audience=OURS,
        number=next_number(alliance, "screening", owner=by.home),
        title=title,
        repeats=repeats,
        started_by=by,
        started_at=now,
    )


def rename_screening(
    *, by: Person, screening: Screening, title: str, version: int, now: datetime
) -> Screening:
    """Call the screening otherwise."""
    require(by, EDIT, screening.alliance, now)
    title = titled(title)
    with transaction.atomic():
        row = locked(by, screening, version)
        if row.title == title:
            return row
        said = facts.ScreeningChanged(
            subject=row.pk, title=row.title, changes=f"it is now called {quoted(title)}"
        )
        row.title = title
        moved(row, "title")
        note(row, said, by=by, now=now)
    return row


def add_criterion(
    *, by: Person, screening: Screening, said: CriterionSaid, now: datetime, key: str = ""
) -> ScreeningCriterion:
    """A criterion of one's own, or with the key of a built-in one this again."""
    require(by, EDIT, screening.alliance, now)
    built_in = next((one for one in criteria() if one.key == key), None)
    if key and built_in is None:
        raise Refused(
            "unknown_criterion", "There is no built-in criterion of this key.", field="key"
        )
    said = said_by_catalogue(built_in) if built_in else checked_criterion(said)
    with transaction.atomic():
        row = locked(by, screening)
        known = criteria_of(row)
        _refuse_fixed(row, said.name)
        _refuse_twin(known, said.name)
        if len(known) >= MOST_CRITERIA:
            raise Refused(
                "too_many_criteria",
                f"A screening has at most {MOST_CRITERIA} criteria.",
                field="name",
            )
        made = add_criterion_row(
            row,
            said,
            key=key or _own_key(said.name, {one.key for one in _ever(row)}),
            position=next_position([one.position for one in known]),
            own=built_in is None,
        )
        _changed(row, f"added the criterion {quoted(said.name)}", by=by, now=now)
    return made


def _own_key(name: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "criterion"
    known = taken | {one.key for one in criteria()}
    free = (f"{stem}-{n}" if n > 1 else stem for n in range(1, len(known) + 2))
    return next(key for key in free if key not in known)


def _ever(screening: Screening) -> list[ScreeningCriterion]:
    rows = ScreeningCriterion.objects.in_system_scope(WHY)
    return list(rows.filter(screening=screening))


def _refuse_fixed(screening: Screening, name: str) -> None:
    if screening.state == ScreeningState.PREPARING:
        return
    raise Refused(
        "criterion_scored",
        f"{quoted(name)} stands as it is: criteria are frozen once scoring has opened, so that every "
        "score means the same. Close this screening and start a new one to score other criteria.",
    )


def _refuse_twin(known: list[ScreeningCriterion], name: str, but: object = None) -> None:
    if any(one.name.casefold() == name.casefold() and one.pk != but for one in known):
        raise Refused("criterion_twice", f"{quoted(name)} is a criterion already.", field="name")


def _changed(screening: Screening, changes: str, *, by: Person, now: datetime) -> None:
    """Count the change and note it; weights that were fixed for other criteria lapse."""
    weighting = weighting_of(screening)
    if weighting is not None:
        weighting.lapsed_at = now
        weighting.save(update_fields=["lapsed_at"])
        changes += "; the weights lapsed"
    moved(screening)
    said = facts.ScreeningChanged(subject=screening.pk, title=screening.title, changes=changes)
    note(screening, said, by=by, now=now)


def change_criterion(
    *,
    by: Person,
    criterion: ScreeningCriterion,
    said: CriterionSaid,
    now: datetime,
    version: int | None = None,
) -> ScreeningCriterion:
    """Word a criterion anew, until scoring opens."""
    require(by, EDIT, criterion.alliance, now)
    said = checked_criterion(said)
    with transaction.atomic():
        screening = locked(by, criterion.screening)
        row = ScreeningCriterion.objects.lock(criterion)
        _refuse_fixed(screening, row.name)
        _refuse_twin(criteria_of(screening), said.name, row.pk)
        refuse_outdated(row, version)
        for field in CriterionSaid.__dataclass_fields__:
            setattr(row, field, getattr(said, field))
        row.version += 1
        row.save()
        moved(screening)
        changes = f"reworded the criterion {quoted(row.name)}"
        fact = facts.ScreeningChanged(subject=screening.pk, title=screening.title, changes=changes)
        note(screening, fact, by=by, now=now)
    return row


def remove_criterion(
    *, by: Person, criterion: ScreeningCriterion, now: datetime, version: int | None = None
) -> ScreeningCriterion:
    """Leave a criterion out; refused once scoring has opened."""
    require(by, EDIT, criterion.alliance, now)
    with transaction.atomic():
        screening = locked(by, criterion.screening)
        row = ScreeningCriterion.objects.lock(criterion)
        _refuse_fixed(screening, row.name)
        if row.removed_at:
            return row
        refuse_outdated(row, version)
        if len(criteria_of(screening)) <= FEWEST_CRITERIA:
            raise Refused(
                "too_few_criteria", f"A screening has at least {FEWEST_CRITERIA} criteria."
            )
        row.removed_at, row.version = now, row.version + 1
        row.save(update_fields=["removed_at", "version"])
        _changed(screening, f"left out the criterion {quoted(row.name)}", by=by, now=now)
    return row
