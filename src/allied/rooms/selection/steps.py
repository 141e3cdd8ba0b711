"""What every command of this room begins and ends with: the locked screening, and its own log."""

from datetime import datetime

from allied.kit.errors import Outdated, Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.record import book
from allied.rooms.selection.facts import ScreeningFact
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Screening,
    ScreeningCriterion,
    ScreeningState,
    Weighting,
)

EDIT, RATE, DECIDE = "selection.edit", "selection.rate", "selection.decide"
WHY = "the rows of a screening that its command has locked"


def locked(by: Person, screening: Screening, version: int | None = None) -> Screening:
    """The screening, held until the transaction ends; another organisation's does not exist."""
    row = Screening.objects.lock(screening)
    if row.owner_id != by.home_id:
        raise Refused("not_yours", "There is no such screening.")
    if version is not None and row.version != version:
        raise Outdated("outdated", "A colleague changed this screening since you opened it.")
    return row


def refuse_outdated(row: Candidate | ScreeningCriterion, version: int | None) -> None:
    """A colleague was faster: what they wrote is not overwritten unseen."""
    if version is not None and row.version != version:
        raise Outdated("outdated", f"A colleague changed “{row}” since you opened it.")


def refuse_unless(screening: Screening, *states: ScreeningState) -> None:
    """The step belongs to one of these states; else it is said where the screening stands."""
    if screening.state not in states:
        wanted = listed([state.label.lower() for state in states], "or")
        stands = ScreeningState(screening.state).label.lower()
        raise Refused(
            "wrong_state",
            f"“{screening.title}” is {stands}. This is possible only while it is {wanted}.",
        )


def moved(screening: Screening, *fields: str) -> None:
    """Write these fields, and count the change so that an outdated page is noticed."""
    screening.version += 1
    screening.save(update_fields=["version", *fields])


def note(screening: Screening, said: ScreeningFact, *, by: Person, now: datetime) -> None:
    """One line in the own log of the organisation: nothing of a screening is ever joint."""
    book.note_own(said, by=by, now=now, alliance_id=screening.alliance_id)


def criteria_of(screening: Screening) -> list[ScreeningCriterion]:
    """The criteria that count, in their order."""
    rows = ScreeningCriterion.objects.in_system_scope(WHY)
    return list(rows.filter(screening=screening, removed_at__isnull=True).order_by("position"))


def candidates_of(screening: Screening) -> list[Candidate]:
    """The candidates that are looked at, in their order."""
    rows = Candidate.objects.in_system_scope(WHY)
    return list(rows.filter(screening=screening, withdrawn_at__isnull=True).order_by("position"))


def raters_of(screening: Screening) -> list[Rater]:
    """Who was asked and was not released, in their order."""
    rows = Rater.objects.in_system_scope(WHY).filter(screening=screening, withdrawn_at__isnull=True)
    return list(rows.select_related("person").order_by("position"))


def weighting_of(screening: Screening) -> Weighting | None:
    """The version of the weights that counts, unless the criteria changed since."""
    rows = Weighting.objects.in_system_scope(WHY).filter(screening=screening)
    newest = rows.order_by("-revision").first()
    return newest if newest and newest.lapsed_at is None else None


def next_position(taken: list[int]) -> int:
    """The place behind all that are taken."""
    return max(taken, default=0) + 1
