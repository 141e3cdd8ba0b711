"""The only hands that write change requests, from the wish to the decision."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from allied.alliances import awaiting
from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.changes import facts
from allied.rooms.agreement.changes.asking import (
    await_impacts,
    await_second_look,
    impacts_of,
    missing_sides,
)
from allied.rooms.agreement.changes.carrying import LEAVE, MAKE, move, tell
from allied.rooms.agreement.changes.edits import NoEdit, in_words, read_edit
from allied.rooms.agreement.changes.impacts import SideImpact, question_of
from allied.rooms.agreement.changes.models import (
    STILL_OPEN,
    ChangeImpact,
    ChangeRequest,
    ChangeState,
)
from allied.rooms.agreement.changes.targets import TARGETS, known_in
from allied.rooms.governance.asking import Option, Question
from allied.rooms.governance.commands import raise_decision, withdraw_decision
from allied.rooms.governance.models import Decision, DecisionRight

ASK = "change.ask"
LONGEST_TITLE, LONGEST_TEXT, MOST_DAYS = 200, 2000, 1000
LARGEST_COST = Decimal(10) ** 15
MOST_OPEN = 100
WHY = "a change that its command has locked"


@dataclass(frozen=True, kw_only=True)
class ChangeContent:
    """What a request says: kind, title, why, the edit as plain content, and the decision type."""

    kind: str
    title: str
    why: str
    edit: dict[str, Any] = field(default_factory=dict)
    right: DecisionRight | None = None


@dataclass(frozen=True, kw_only=True)
class ImpactContent:
    """What a change means for one's own side."""

    text: str
    cost: Decimal | None = None
    days: int | None = None


@transaction.atomic
def ask_for_change(
    *, by: Person, alliance: Alliance, said: ChangeContent, now: datetime
) -> ChangeRequest:
    """Ask to change what both sides agreed; each side is then asked what it means for it."""
    require(by, ASK, alliance, now)
    book.take_turn(alliance.pk)
    rows = ChangeRequest.objects.in_system_scope(WHY).filter(alliance=alliance)
    if rows.filter(state__in=STILL_OPEN).count() >= MOST_OPEN:
        raise Refused("too_many", f"{MOST_OPEN} changes are open; settle some of them first.")
    request = ChangeRequest(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        number=(rows.aggregate(most=Max("number"))["most"] or 0) + 1,
        asked_by=by,
        asked_at=now,
        version=0,
    )
    _fill(request, said, now)
    fact = facts.ChangeAsked(
        subject=request.pk,
        ref=request.ref,
        about=request.kind,
        based_on=request.based_on,
        title=request.title,
        changes=" ".join(request.changes),
        why=request.why,
    )
    tell(request, fact, by=by, now=now)
    await_impacts(request, by=by, now=now)
    return request


@transaction.atomic
def rewrite_change(
    *, by: Person, request: ChangeRequest, said: ChangeContent, version: int, now: datetime
) -> ChangeRequest:
    """Let it say something else, for the version in force now; impacts are then asked for anew."""
    require(by, ASK, request.alliance, now)
    row = _locked(request, version)
    if row.state not in (ChangeState.ASKED, ChangeState.OUTDATED):
        raise Refused("being_decided", f"{row.ref} is {row.get_state_display().lower()}.")
    row.wording += 1
    _fill(row, said, now)
    fact = facts.ChangeRewritten(
        subject=row.pk,
        ref=row.ref,
        based_on=row.based_on,
        title=row.title,
        changes=" ".join(row.changes),
        why=row.why,
    )
    tell(row, fact, by=by, now=now)
    await_second_look(row, by=by, now=now)
    await_impacts(row, by=by, now=now)
    return row


def _check_open(row: ChangeRequest) -> None:
    """Asked, and for the version in force: what is said of another change would be lost with it."""
    if row.state != ChangeState.ASKED:
        raise Refused("being_decided", f"{row.ref} is {row.get_state_display().lower()}.")
    target = TARGETS[row.kind]
    if (in_force := target.in_force(row.alliance)) != row.based_on:
        sentence = (
            f"{row.ref} was written for version {row.based_on} of the {target.name}; "
            f"version {in_force} is in force. Write it anew for that one."
        )
        raise Outdated("outdated_basis", sentence)


@transaction.atomic
def state_impact(
    *, by: Person, request: ChangeRequest, said: ImpactContent, version: int, now: datetime
) -> ChangeImpact:
    """Say what the change means for one's own side; `version` 0 means that nothing was said before."""
    require(by, ASK, request.alliance, now)
    row = _locked(request)
    _check_open(row)
    rows = impacts_of(row).filter(party_id=by.home_id)
    impact = rows.select_for_update().first() or ChangeImpact(
        alliance=row.alliance,
        owner_id=by.home_id,
        audience=JOINT,
        request=row,
        wording=row.wording,
        party_id=by.home_id,
        version=0,
    )
    if impact.version != version:
        raise Outdated("outdated", "A colleague said it meanwhile.")
    _fill_impact(impact, said, by, now)
    fact = facts.ImpactStated(
        subject=row.pk,
        ref=row.ref,
        cost=impact.cost,
        days=impact.days,
        side=by.home.short_name,
        text=impact.text,
    )
    tell(row, fact, by=by, now=now)
    await_impacts(row, by=by, now=now)
    return impact


@transaction.atomic
def put_to_decision(*, by: Person, request: ChangeRequest, version: int, now: datetime) -> Decision:
    """Ask those whom the matrix names; every side has said before what the change means for it."""
    require(by, ASK, request.alliance, now)
    row = _locked(request, version)
    _check_open(row)
    if missing := missing_sides(row):
        parties = row.alliance.parties.filter(organisation__in=missing).select_related(
            "organisation"
        )
        names = listed([party.organisation.short_name for party in parties])
        raise Refused("no_impact", f"{names} has not said yet what {row.ref} means for it.")
    row.decision = raise_decision(
        by=by,
        alliance=row.alliance,
        right=row.right,
        question=_question(row),
        condition_applies=True,
        now=now,
    )
    row.save(update_fields=["decision"])
    move(row, ChangeState.DECIDING, now=now)
    fact = facts.ChangePut(subject=row.pk, ref=row.ref, decision=row.decision.number)
    tell(row, fact, by=by, now=now)
    return row.decision


@transaction.atomic
def withdraw_change(
    *, by: Person, request: ChangeRequest, reason: str, version: int, now: datetime
) -> ChangeRequest:
    """Let the change go; a decision that is asked already is withdrawn with it."""
    require(by, ASK, request.alliance, now)
    reason = worded(reason, field="reason", most=LONGEST_TEXT, required="Say why.")
    row = _locked(request, version)
    if row.asked_by.organisation_id != by.organisation_id:
        sentence = (
            f"Only {row.asked_by.home.short_name} can withdraw {row.ref}; decline it instead."
        )
        raise Refused("not_yours", sentence)
    if not row.is_open:
        raise Refused("over", f"{row.ref} is {row.get_state_display().lower()}.")
    was_deciding, row.reason = row.state == ChangeState.DECIDING, reason
    row.save(update_fields=["reason"])
    move(row, ChangeState.WITHDRAWN, now=now)
    fact = facts.ChangeWithdrawn(subject=row.pk, ref=row.ref, reason=reason)
    tell(row, fact, by=by, now=now)
    awaiting.settle_acts(row.pk, now=now)
    if was_deciding and row.decision:
        withdraw_decision(by=by, decision=row.decision, reason=reason, now=now)
    return row


def _question(row: ChangeRequest) -> Question:
    impacts = [
        SideImpact(side=one.party.short_name, text=one.text, cost=one.cost, days=one.days)
        for one in impacts_of(row).select_related("party").order_by("at", "pk")
    ]
    what = TARGETS[row.kind].name
    made = (
        f"It is written into the next {what}, which is put up for signature unless its draft "
        "holds other changes."
    )
    options = (
        Option(key=MAKE, title="Make the change", text=made),
        Option(key=LEAVE, title="Leave it as it is"),
    )
    text = question_of(row.why, row.changes, impacts, row.alliance.currency)
    title = f"{row.ref} {row.title}"[:LONGEST_TITLE]
    return Question(title=title, question=text, options=options, recommendation=MAKE)


def _fill(row: ChangeRequest, said: ChangeContent, now: datetime) -> None:
    row.title = " ".join(
        worded(said.title, field="title", most=LONGEST_TITLE, required="Give it a title.").split()
    )
    row.why = worded(said.why, field="why", most=LONGEST_TEXT, required="Say why.")
    known = known_in(row.alliance)
    try:
        edit = read_edit(said.kind, said.edit, known)
    except NoEdit as error:
        raise Refused("no_edit", str(error), field=error.field) from error
    if said.right is None or said.right.alliance_id != row.alliance_id:
        raise Refused("route", "Choose the decision type that decides it.", field="right")
    row.kind, row.edit, row.right = said.kind, edit.plain(), said.right
    row.changes = in_words(edit, known)
    row.based_on = TARGETS[said.kind].in_force(row.alliance)
    row.state, row.state_at = ChangeState.ASKED, now
    row.version += 1
    row.save()


def _fill_impact(impact: ChangeImpact, said: ImpactContent, by: Person, now: datetime) -> None:
    required = "Say what it means for you; “nothing” is an answer."
    impact.text = worded(said.text, field="text", most=LONGEST_TEXT, required=required)
    if said.cost is not None and not 0 <= said.cost < LARGEST_COST:
        sentence = "A cost is an amount of money from 0 on; say in words what it saves."
        raise Refused("cost", sentence, field="cost")
    if said.days is not None and abs(said.days) > MOST_DAYS:
        sentence = f"Days go from -{MOST_DAYS:,} to {MOST_DAYS:,}."
        raise Refused("days", sentence, field="days")
    impact.cost, impact.days = said.cost, said.days
    impact.by, impact.at, impact.version = by, now, impact.version + 1
    impact.save()


def _locked(request: ChangeRequest, version: int | None = None) -> ChangeRequest:
    book.take_turn(request.alliance_id)
    rows = ChangeRequest.objects.in_system_scope(WHY).select_related(
        "alliance", "asked_by__organisation", "right", "decision"
    )
    row = rows.select_for_update(of=("self",)).get(pk=request.pk)
    if version is not None and row.version != version:
        raise Outdated("outdated", f"Somebody changed {row.ref} since you opened it.")
    return row
