"""What pages, scripts and the gate read: the rounds, who has answered, one's own sheet, what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from allied.alliances.access import holders, may, seats_of
from allied.alliances.models import Alliance, Party
from allied.kit.together import together
from allied.people.models import Person
from allied.rooms.thesis.alignment.answers import Answer, answer_from_json
from allied.rooms.thesis.alignment.asked import Asked, asked_from_json
from allied.rooms.thesis.alignment.comparison import Result
from allied.rooms.thesis.alignment.differences import Difference, differences
from allied.rooms.thesis.alignment.models import (
    AlignmentAnswer,
    AlignmentRespondent,
    AlignmentRound,
    AlignmentSeal,
    AlignmentSettlement,
    AlignmentSheet,
    RoundState,
)
from allied.rooms.thesis.alignment.results import result_of
from allied.rooms.thesis.alignment.rounds import ANSWER, START, managers_of, parties_of

MOST_ROUNDS = 40


@dataclass(frozen=True)
class Added:
    """What one person added in free words."""

    person: Person
    organisation: str
    more: str
    beyond: str


@dataclass(frozen=True)
class RoundRead:
    """One round with what became joint of it."""

    row: AlignmentRound
    parties: Sequence[Party]
    seals: Mapping[UUID, AlignmentSeal] = field(default_factory=dict)
    answers: Sequence[AlignmentAnswer] = ()
    settlements: Mapping[tuple[str, str], AlignmentSettlement] = field(default_factory=dict)

    @cached_property
    def asked(self) -> Asked:
        """The frozen list."""
        return asked_from_json(self.row.asked)

    @cached_property
    def names(self) -> dict[str, str]:
        """The short names of the parties by id."""
        return {
            str(p.organisation_id): p.organisation.short_name or p.organisation.name
            for p in self.parties
        }

    @property
    def takes_answers(self) -> bool:
        """Whether it is still answered."""
        return self.row.state == RoundState.ANSWERING

    @property
    def is_open(self) -> bool:
        """Whether the answers are open for all."""
        return self.row.state == RoundState.OPEN

    @cached_property
    def asked_parties(self) -> list[Party]:
        """The parties that this round asked."""
        return [p for p in self.parties if str(p.organisation_id) in self.asked.parties]

    @cached_property
    def result(self) -> Result:
        """What it found; empty of numbers until it opened."""
        return result_of(self.row, self.answers)

    @cached_property
    def ordered(self) -> list[AlignmentAnswer]:
        """The answers in the order of the parties, and of handing in."""
        order = {p.organisation_id: at for at, p in enumerate(self.parties)}
        return sorted(self.answers, key=lambda one: (order[one.owner_id], one.position))

    @cached_property
    def texts(self) -> list[Added]:
        """What people added in free words, side by side."""
        found = []
        for row in self.ordered:
            said = answer_from_json(row.content)
            if said.more or said.beyond:
                found.append(Added(row.person, str(row.owner_id), said.more, said.beyond))
        return found

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What there is to talk about."""
        return differences(self.result)


@dataclass(frozen=True)
class Mine:
    """One's own side of a running round: nobody else reads any of it."""

    sheet: AlignmentSheet | None
    respondents: Sequence[AlignmentRespondent]
    handed_in: bool
    asked: bool
    may_answer: bool
    may_start: bool

    @property
    def version(self) -> int:
        """The version of one's own sheet, which a change names; 0 before the first one."""
        return self.sheet.version if self.sheet else 0

    @property
    def answer(self) -> Answer:
        """What one has written so far."""
        return answer_from_json(self.sheet.content if self.sheet else "")


def rounds_read(
    person: Person, alliance: Alliance, parties: Sequence[Party] | None = None
) -> list[RoundRead]:
    """The rounds of an alliance, the newest first: two queries, less the parties that were read already."""
    rows = AlignmentRound.objects.visible_to(person).filter(alliance=alliance)
    seals = AlignmentSeal.objects.visible_to(person).filter(alliance=alliance)
    answers = AlignmentAnswer.objects.visible_to(person).filter(alliance=alliance)
    settled = AlignmentSettlement.objects.visible_to(person).filter(alliance=alliance)
    found, said, handed_in, agreed = together(
        rows.select_related("thesis", "started_by", "alliance").order_by("-number")[:MOST_ROUNDS],
        answers.select_related("person"),
        seals.select_related("by"),
        settled.select_related("by"),
    )
    parties = parties_of(alliance) if parties is None else parties
    by_round: dict[UUID, list[AlignmentAnswer]] = {}
    for one in said:
        by_round.setdefault(one.round_id, []).append(one)
    of_seal: dict[UUID, dict[UUID, AlignmentSeal]] = {}
    for seal in handed_in:
        of_seal.setdefault(seal.round_id, {})[seal.owner_id] = seal
    done: dict[UUID, dict[tuple[str, str], AlignmentSettlement]] = {}
    for each in agreed:
        done.setdefault(each.round_id, {})[each.topic, each.item] = each
    return [
        RoundRead(
            row, parties, of_seal.get(row.pk, {}), by_round.get(row.pk, []), done.get(row.pk, {})
        )
        for row in found
    ]


def mine_of(person: Person, row: AlignmentRound, now: datetime) -> Mine:
    """What this person's own side of a round looks like."""
    people = list(
        AlignmentRespondent.objects.visible_to(person)
        .filter(round=row, owner_id=person.home_id, released_at__isnull=True)
        .select_related("person")
        .order_by("asked_at", "person__name", "pk")
    )
    seats = seats_of(person, row.alliance, now)
    by_default = {one.pk for one in managers_of(row.alliance, person.home_id, now)}
    asked = {one.person_id for one in people} if people else by_default
    me = next((one for one in people if one.person_id == person.pk), None)
    return Mine(
        sheet=AlignmentSheet.objects.visible_to(person).filter(round=row).first(),
        respondents=people,
        handed_in=bool(me and me.handed_in_at),
        asked=person.pk in asked,
        may_answer=may(seats, ANSWER),
        may_start=may(seats, START),
    )


def able_colleagues(person: Person, row: AlignmentRound, now: datetime) -> list[Person]:
    """The people of one's own side who could answer too."""
    seats = holders(ANSWER, row.alliance, now).filter(organisation_id=person.home_id)
    people = {seat.person_id: seat.person for seat in seats.order_by("given_at", "pk")}
    return list(people.values())
