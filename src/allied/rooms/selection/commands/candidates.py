"""Candidates: named once the weights are fixed, and never linked to an organisation on the server."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.people.models import Person
from allied.rooms.selection import facts
from allied.rooms.selection.models import Candidate, Screening, ScreeningState
from allied.rooms.selection.rows import add_candidate_row, refuse_parties
from allied.rooms.selection.simulating import simulate_when_shown
from allied.rooms.selection.steps import (
    EDIT,
    locked,
    moved,
    note,
    refuse_outdated,
    refuse_unless,
    weighting_of,
)

LONGEST_NAME = 120


def add_candidate(
    *, by: Person, screening: Screening, name: str, now: datetime, text: str = ""
) -> Candidate:
    """Look at one more organisation; the weights must be fixed first."""
    require(by, EDIT, screening.alliance, now)
    name, text = _named(name), worded(text, field="note", most=5000)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.PREPARING)
        if weighting_of(row) is None:
            raise Refused(
                "weights_first",
                "Fix the weights first: they are set before names are known, so that nobody bends "
                "them towards a favourite.",
            )
        refuse_parties(row, name, by)
        made = add_candidate_row(row, name, text=text, by=by, now=now)
        moved(row)
        said = facts.CandidateAdded(subject=row.pk, title=row.title, candidate=name)
        note(row, said, by=by, now=now)
    return made


def _named(name: str) -> str:
    return " ".join(
        worded(name, field="name", most=LONGEST_NAME, required="Name the candidate.").split()
    )


def change_candidate(
    *, by: Person, candidate: Candidate, text: str, now: datetime, version: int | None = None
) -> Candidate:
    """Write what is known of a candidate; the name stands."""
    require(by, EDIT, candidate.alliance, now)
    text = worded(text, field="note", most=5000)
    with transaction.atomic():
        screening = locked(by, candidate.screening)
        row = Candidate.objects.lock(candidate)
        if row.note == text:
            return row
        refuse_outdated(row, version)
        row.note, row.version = text, row.version + 1
        row.save(update_fields=["note", "version"])
        moved(screening)
        said = facts.CandidateChanged(
            subject=screening.pk, title=screening.title, candidate=row.name
        )
        note(screening, said, by=by, now=now)
    return row


def withdraw_candidate(
    *, by: Person, candidate: Candidate, reason: str, now: datetime
) -> Candidate:
    """Stop looking at a candidate, with the reason; scores that were given stay in the tables."""
    require(by, EDIT, candidate.alliance, now)
    missing = "Say why this candidate is no longer looked at."
    reason = worded(reason, field="reason", most=500, required=missing)
    with transaction.atomic():
        screening = locked(by, candidate.screening)
        row = Candidate.objects.lock(candidate)
        if row.withdrawn_at:
            return row
        refuse_unless(
            screening, ScreeningState.PREPARING, ScreeningState.RATING, ScreeningState.REVISING
        )
        row.withdrawn_at, row.withdrawn_why = now, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        moved(screening)
        said = facts.CandidateWithdrawn(
            subject=screening.pk, title=screening.title, candidate=row.name, reason=reason
        )
        note(screening, said, by=by, now=now)
        simulate_when_shown(screening, now=now)
    return row
