"""What the JSON door of the alignment check says and hears."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from allied.rooms.thesis.alignment.answers import answer_from_json
from allied.rooms.thesis.alignment.due import WORDS
from allied.rooms.thesis.alignment.models import AlignmentSettlement
from allied.rooms.thesis.alignment.queries import Mine, RoundRead
from allied.rooms.thesis.alignment.schedule import Due
from allied.rooms.thesis.alignment.telling import (
    DifferenceTold,
    facets,
    standing,
    tell,
    tell_differences,
)


class AlignmentItem(Schema):
    """One thing that is asked about."""

    id: str
    text: str


class AlignmentAsked(Schema):
    """The frozen list."""

    outcomes: list[AlignmentItem]
    contributions: list[AlignmentItem]
    scope: list[AlignmentItem]
    assumptions: list[AlignmentItem]


class AlignmentSideShown(Schema):
    """One party of a round: whether it has answered, and the commitment to what it said."""

    organisation: str
    has_answered: bool
    answered_at: datetime | None
    commitment: str


class RestatementShown(Schema):
    """Success on one outcome in one side's words."""

    organisation: str
    metric: str
    unit: str
    target: str | None
    date: date | None


class AlignmentOutcomeShown(Schema):
    """One outcome of an opened round; points and places in the order of `sides`."""

    id: str
    name: str
    points: list[float]
    places: list[int]
    moves: float
    flag: str
    gaps: list[str]
    success: list[RestatementShown]


class SettledShown(Schema):
    """How a difference was settled, by whom and when."""

    topic: str
    item: str
    way: str
    said: str
    edit: int | None
    by: str
    at: datetime

    @staticmethod
    def of(row: AlignmentSettlement) -> "SettledShown":
        """One settlement."""
        return SettledShown(
            topic=row.topic,
            item=row.item,
            way=row.way,
            said=row.said,
            edit=row.edit,
            by=row.by.name,
            at=row.at,
        )


class DifferenceShown(Schema):
    """One thing to settle; `must` when an agreement needs it."""

    topic: str
    item: str
    name: str
    says: str
    must: bool
    settled: SettledShown | None

    @staticmethod
    def of(one: DifferenceTold) -> "DifferenceShown":
        """One difference."""
        return DifferenceShown(
            topic=one.topic,
            item=one.item,
            name=one.name,
            says=" ".join(one.says),
            must=one.must,
            settled=SettledShown.of(one.settled) if one.settled else None,
        )


class AlignmentFound(Schema):
    """What an opened round found; without numbers when fewer than two sides answered."""

    says: list[str]
    tv: float | None
    band: str
    chance_median: float | None
    chance_as_close: float | None
    tau: float | None
    kendalls_w: float | None
    overall: str
    sides: list[str]
    outcomes: list[AlignmentOutcomeShown]
    differences: list[DifferenceShown]
    answers: list[dict[str, Any]]

    @staticmethod
    def of(read: RoundRead) -> "AlignmentFound":
        """The result of an opened round."""
        result, told = read.result, tell(read)
        said = [told.lead, told.answer, *told.within, told.chance, told.crossing, told.talk]
        said += [told.order, *told.pairs, told.overall]
        return AlignmentFound(
            says=[one for one in said if one],
            tv=result.tv,
            band=result.band.value if result.band else "",
            chance_median=result.reference.median if result.reference else None,
            chance_as_close=result.close,
            tau=result.tau,
            kendalls_w=result.concordance.w if result.concordance else None,
            overall=result.overall.value if result.overall else "",
            sides=[read.names[side.organisation] for side in result.sides],
            outcomes=_outcomes(read),
            differences=[DifferenceShown.of(one) for one in tell_differences(read)],
            answers=_answers(read),
        )


def _outcomes(read: RoundRead) -> list[AlignmentOutcomeShown]:
    return [
        AlignmentOutcomeShown(
            id=row.id,
            name=row.name,
            points=list(row.points),
            places=list(row.places),
            moves=row.moves,
            flag=row.gap.flag.value if row.gap else "",
            gaps=[sentence for _, sentence in facets(row.gap)] if row.gap else [],
            success=[
                RestatementShown(
                    organisation=read.names[side.organisation],
                    metric=said.metric,
                    unit=said.unit,
                    target=None if said.target is None else f"{said.target:f}",
                    date=said.due,
                )
                for said, side in zip(row.success, read.result.sides, strict=True)
            ],
        )
        for row in read.result.rows
    ]


def _answers(read: RoundRead) -> list[dict[str, Any]]:
    return [
        {
            "organisation": read.names[str(one.owner_id)],
            "person": one.person.name,
            "answer": answer_from_json(one.content).as_plain(),
        }
        for one in read.ordered
    ]


class AlignmentRoundShown(Schema):
    """One round; `found` only once it is open for all."""

    number: int
    state: str
    occasion: str
    revision: int
    started_by: str
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None
    says: str
    sides: list[AlignmentSideShown]
    asked: AlignmentAsked
    found: AlignmentFound | None

    @staticmethod
    def of(read: RoundRead) -> "AlignmentRoundShown":
        """One round as everybody in the alliance reads it."""
        row = read.row
        return AlignmentRoundShown(
            number=row.number,
            state=row.state,
            occasion=row.occasion,
            revision=row.revision,
            started_by=row.started_by.name,
            started_at=row.started_at,
            due_at=row.due_at,
            ended_at=row.ended_at,
            says=" ".join(standing(read)),
            sides=_sides(read),
            asked=AlignmentAsked(
                **{
                    name: [
                        AlignmentItem(id=one.id, text=one.text) for one in getattr(read.asked, name)
                    ]
                    for name in ("outcomes", "contributions", "scope", "assumptions")
                }
            ),
            found=AlignmentFound.of(read) if read.is_open else None,
        )


def _sides(read: RoundRead) -> list[AlignmentSideShown]:
    found = []
    for party in read.asked_parties:
        seal = read.seals.get(party.organisation_id)
        found.append(
            AlignmentSideShown(
                organisation=read.names[str(party.organisation_id)],
                has_answered=seal is not None,
                answered_at=seal.at if seal else None,
                commitment=seal.commitment if seal else "",
            )
        )
    return found


class AlignmentDue(Schema):
    """The next round that is owed."""

    occasion: str
    why: str
    day: date

    @staticmethod
    def of(due: Due | None) -> "AlignmentDue | None":
        """The next one, if any."""
        if due is None:
            return None
        return AlignmentDue(occasion=due.occasion.value, why=WORDS[due.occasion], day=due.day)


class AlignmentShown(Schema):
    """Every round, the newest first, and when the next one is due."""

    due: AlignmentDue | None
    rounds: list[AlignmentRoundShown]


class AlignmentRespondentShown(Schema):
    """Somebody who answers for our side."""

    email: str
    name: str
    has_handed_in: bool


class MyAnswerShown(Schema):
    """One's own answer, which nobody else reads before all open; version 0 before the first word."""

    version: int
    handed_in: bool
    answer: dict[str, Any]

    @staticmethod
    def of(mine: Mine) -> "MyAnswerShown":
        """What one has written so far."""
        return MyAnswerShown(
            version=mine.version, handed_in=mine.handed_in, answer=dict(mine.answer.as_plain())
        )


class AlignmentStart(Schema):
    """Until when answers are taken, and over which outcomes (all, when none is named)."""

    until: date
    outcomes: list[str] = Field(default_factory=list, max_length=100)


class AlignmentAnswerGiven(Schema):
    """An answer, whole; what is left out was not said."""

    answer: dict[str, Any]


class AlignmentPeopleAsked(Schema):
    """Colleagues by their e-mail address."""

    people: list[str] = Field(max_length=50)


class AlignmentRelease(Schema):
    """A colleague by the e-mail address."""

    person: str = Field(max_length=254)


class AlignmentEnding(Schema):
    """Why a round is called off."""

    reason: str = Field(max_length=2000)


class SettlementGiven(Schema):
    """How a difference is settled; `wording` for new words: metric, unit, target, date."""

    topic: str = Field(max_length=20)
    item: str = Field(max_length=80)
    way: str = Field(max_length=20)
    organisation: str = Field("", max_length=200)
    wording: dict[str, Any] | None = None
    note: str = Field("", max_length=1000)
