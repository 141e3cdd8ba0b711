"""Who answers for one's own side: colleagues are asked, and released."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from allied.alliances import awaiting
from allied.alliances.access import holders, require
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import OURS
from allied.record import book
from allied.rooms.thesis.alignment import facts, rounds
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.models import AlignmentRespondent, AlignmentRound
from allied.rooms.thesis.alignment.opening import seal_when_in, sealed_sides


def ask_colleagues(
    *, by: Person, round: AlignmentRound, people: Sequence[Person], now: datetime
) -> list[AlignmentRespondent]:
    """Ask colleagues to answer too; our side has answered when the last of us has handed in."""
    require(by, rounds.START, round.alliance, now)
    with transaction.atomic():
        row = _ours_open(by, round, now)
        known = {one.person_id for one in rounds.roster(row, by=by, now=now)}
        wanted = [one for one in people if one.pk not in known]
        _refuse_unfit(by, row, wanted, now)
        if len(known) + len(wanted) > limits().most_people:
            raise Refused(
                "many_people",
                f"At most {limits().most_people} people answer for one side.",
                field="people",
            )
        rounds.add_respondents(row, wanted, by=by, now=now)
        act = rounds.act_of(row, OURS)
        awaiting.await_act(act, of=wanted, alliance=row.alliance, asked_by=by, now=now)
        if wanted:
            names = listed([one.name for one in wanted])
            said = facts.RespondentAsked(subject=row.pk, number=row.number, people=names)
            book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
    return rounds.respondents_of(row, by.home_id)


def _ours_open(by: Person, round: AlignmentRound, now: datetime) -> AlignmentRound:
    row = rounds.locked(round)
    rounds.refuse_closed(row, now)
    rounds.refuse_outsider(by, row)
    if by.home_id in sealed_sides(row):
        raise Refused("sealed", "Our side has answered; its answer is sealed.")
    return row


def _refuse_unfit(by: Person, row: AlignmentRound, people: Sequence[Person], now: datetime) -> None:
    seats = holders(rounds.ANSWER, row.alliance, now).filter(organisation_id=by.home_id)
    able = set(seats.values_list("person_id", flat=True))
    unfit = [one.name for one in people if one.pk not in able]
    if unfit:
        raise Refused(
            "no_seat",
            f"{listed(unfit)} cannot answer: whoever answers is a sponsor, an alliance manager, an "
            "operational lead or an approver of our own company.",
            field="people",
        )


def release_colleague(
    *, by: Person, round: AlignmentRound, person: Person, now: datetime
) -> AlignmentRound:
    """Somebody no longer answers for our side; what they wrote stays theirs and never opens."""
    require(by, rounds.START, round.alliance, now)
    with transaction.atomic():
        row = _ours_open(by, round, now)
        people = rounds.roster(row, by=by, now=now)
        found = next((one for one in people if one.person_id == person.pk), None)
        if found is None:
            raise Refused("not_asked", f"{person.name} was not asked.", field="person")
        if found.handed_in_at:
            raise Refused("handed_in", f"{person.name} has handed in already.", field="person")
        if len(people) == 1:
            raise Refused("last_one", "Somebody must answer for our side. Ask a colleague first.")
        found.released_at = now
        found.save(update_fields=["released_at"])
        awaiting.settle_acts(row.pk, now=now, verb=rounds.WEIGH, of=[person])
        said = facts.RespondentReleased(subject=row.pk, number=row.number, person=person.name)
        book.note_own(said, by=by, now=now, alliance_id=row.alliance_id)
        seal_when_in(row, by=by, now=now)
    return row
