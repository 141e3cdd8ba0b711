"""The shortlist, with its reasons and the numbers it was made on; and the way to the partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.invitations import invite_partner
from allied.alliances.models import Invitation, Role
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection import facts
from allied.rooms.selection.asking import LIST, settled
from allied.rooms.selection.basis import basis_of
from allied.rooms.selection.models import (
    Candidate,
    FlagAnswer,
    Screening,
    ScreeningState,
    Shortlist,
    ShortlistPlace,
)
from allied.rooms.selection.steps import DECIDE, WHY, locked, moved, note, refuse_unless
from allied.rooms.selection.table import Table, read_table


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One candidate on the shortlist; for a vetoed one the exception says why it stands there."""

    candidate: UUID
    exception: str = ""


def decide_shortlist(
    *,
    by: Person,
    screening: Screening,
    places: Sequence[Placed],
    reason: str,
    now: datetime,
    chosen: UUID | None = None,
) -> Shortlist:
    """Decide whom to talk to, in order and with reasons; a later decision replaces this one."""
    require(by, DECIDE, screening.alliance, now)
    missing = "Say why these candidates, in this order: in two years nobody remembers."
    reason = worded(reason, field="reason", most=5000, required=missing)
    with transaction.atomic():
        row = locked(by, screening)
        refuse_unless(row, ScreeningState.CLOSED)
        table = read_table(row)
        candidates = _candidates(table, places)
        exceptions = _exceptions(table, candidates, places)
        _refuse_unanswered(table, candidates)
        if chosen is not None and chosen not in {one.pk for one in candidates}:
            raise Refused(
                "not_on_list", "The chosen candidate stands on the shortlist.", field="chosen"
            )
        made = _replace(row, table, reason, chosen, by=by, now=now)
        for place, candidate in enumerate(candidates, 1):
            _place(made, candidate, place, exceptions.get(candidate.pk, ""))
        moved(row)
        said = _decided(row, made, candidates, exceptions)
        note(row, said, by=by, now=now)
        settled(row, LIST, now=now)
    return made


def _candidates(table: Table, places: Sequence[Placed]) -> list[Candidate]:
    by_id = {one.pk: one for one in table.candidates}
    wanted = [placed.candidate for placed in places]
    if not wanted:
        raise Refused("empty_list", "Put at least one candidate on the shortlist.", field="places")
    if len(set(wanted)) != len(wanted):
        raise Refused("listed_twice", "A candidate stands on the shortlist once.", field="places")
    if any(one not in by_id for one in wanted):
        raise Refused(
            "no_candidate", "Only candidates of this screening are listed.", field="places"
        )
    return [by_id[one] for one in wanted]


def _exceptions(
    table: Table, candidates: Sequence[Candidate], places: Sequence[Placed]
) -> dict[UUID, str]:
    """The written reasons of the vetoed ones; without one, none of them is listed."""
    given = {placed.candidate: placed.exception for placed in places}
    found = {}
    for one in candidates:
        if str(one.pk) not in table.vetoed:
            continue
        missing = (
            f"{one.name} is vetoed by a red flag. It stands on the shortlist only with a written "
            "reason why the flag does not count."
        )
        text = worded(given[one.pk], field="exceptions", most=2000, required=missing)
        found[one.pk] = text
    return found


def _refuse_unanswered(table: Table, candidates: Sequence[Candidate]) -> None:
    rows = FlagAnswer.objects.in_system_scope(WHY).filter(
        screening=table.screening, replaced_at__isnull=True
    )
    answered = set(rows.values_list("candidate_id", "criterion_id"))
    open_ = [
        f"{one.name} on {criterion.name}"
        for one in candidates
        for criterion in table.contested(one).values()
        if (one.pk, criterion.pk) not in answered
    ]
    if open_:
        raise Refused(
            "contested",
            f"A red flag waits for its written answer: {listed(open_)}. Answer it on the page of "
            "the candidate first.",
            field="places",
        )


def _replace(
    screening: Screening,
    table: Table,
    reason: str,
    chosen: UUID | None,
    *,
    by: Person,
    now: datetime,
) -> Shortlist:
    rows = Shortlist.objects.in_system_scope(WHY).filter(screening=screening)
    last = rows.order_by("-revision").first()
    rows.filter(replaced_at__isnull=True).update(replaced_at=now)
    return Shortlist.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        revision=last.revision + 1 if last else 1,
        chosen_id=chosen,
        reason=reason,
        basis=basis_of(table),
        by=by,
        at=now,
    )


def _place(made: Shortlist, candidate: Candidate, place: int, exception: str) -> None:
    ShortlistPlace.objects.create(
        alliance_id=made.alliance_id,
        owner_id=made.owner_id,
        audience=OURS,
        shortlist=made,
        candidate=candidate,
        place=place,
        is_vetoed=bool(exception),
        exception=exception,
    )


def _decided(
    screening: Screening,
    made: Shortlist,
    candidates: Sequence[Candidate],
    exceptions: dict[UUID, str],
) -> facts.ShortlistDecided:
    names = {one.pk: one.name for one in candidates}
    said = [f"{names[key]} although vetoed: {text}" for key, text in exceptions.items()]
    return facts.ShortlistDecided(
        subject=screening.pk,
        title=screening.title,
        revision=made.revision,
        order=", ".join(f"{n} {one.name}" for n, one in enumerate(candidates, 1)),
        reason=made.reason,
        exceptions="; ".join(said),
    )


def invite_candidate(
    *,
    by: Person,
    candidate: Candidate,
    address: str,
    now: datetime,
    name: str = "",
    role: str = Role.ALLIANCE_MANAGER,
) -> Invitation:
    """Invite a shortlisted candidate to become the partner; nothing of the screening goes along."""
    require(by, DECIDE, candidate.alliance, now)
    with transaction.atomic():
        screening = locked(by, candidate.screening)
        row = Candidate.objects.lock(candidate)
        listed_ = ShortlistPlace.objects.in_system_scope(WHY).filter(
            candidate=row, shortlist__replaced_at__isnull=True
        )
        if not listed_.exists():
            raise Refused(
                "not_on_list", f"{row.name} is not on the shortlist. Decide the shortlist first."
            )
        invitation = invite_partner(
            by=by,
            alliance=row.alliance,
            address=address,
            organisation_name=row.name,
            name=name,
            role=role,
            now=now,
        )
        row.invitation = invitation
        row.save(update_fields=["invitation"])
        said = facts.CandidateInvited(
            subject=screening.pk, title=screening.title, candidate=row.name
        )
        note(screening, said, by=by, now=now)
    return invitation
