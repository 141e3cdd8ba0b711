"""Scores that were collected in a workbook, as a screening whose blind part is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import OURS, PRIVATE_READERS
from allied.rooms.selection import facts
from allied.rooms.selection.commands.preparing import begin
from allied.rooms.selection.criteria import Criterion, criteria
from allied.rooms.selection.criterion_words import (
    FEWEST_CRITERIA,
    MOST_CRITERIA,
    CriterionSaid,
    said_by_catalogue,
)
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Rating,
    Screening,
    ScreeningCriterion,
    ScreeningState,
)
from allied.rooms.selection.rows import add_candidate_row, add_criterion_row, add_weighting
from allied.rooms.selection.scale import HIGHEST, LOWEST
from allied.rooms.selection.simulating import simulate_when_shown
from allied.rooms.selection.steps import EDIT, note
from allied.rooms.selection.weighing import weigh

UNSAID = "The workbook does not say what this score means."


class ScoredRow(NamedTuple):
    """One row of a workbook: who scored whom on what."""

    candidate: str
    criterion: str
    rater: str
    score: int
    evidence: str = ""
    red_flag: bool = False


class Unimported(Refused):
    """One row cannot be taken; `row` counts from 0, `column` names the cell."""

    def __init__(self, code: str, sentence: str, *, row: int, column: str) -> None:
        super().__init__(code, sentence, field="file")
        self.row, self.column = row, column


@dataclass
class _Filled:
    """The rows made so far, by the words of the workbook."""

    candidates: dict[str, Candidate]
    criteria: dict[str, ScreeningCriterion]
    raters: dict[str, Rater]


def import_screening(
    *, by: Person, alliance: Alliance, title: str, rows: Sequence[ScoredRow], now: datetime
) -> Screening:
    """A screening from a workbook: every rater has submitted, the weights are equal.

    Raters who have no account here are kept by their names.
    """
    require(by, EDIT, alliance, now)
    with transaction.atomic():
        screening = begin(by=by, alliance=alliance, title=title, now=now)
        filled = _Filled({}, {}, {})
        people = _colleagues(alliance, by)
        for place, row in enumerate(rows):
            _refuse(row, place, by)
            _candidate(screening, filled, row.candidate, place, by=by, now=now)
            _criterion(screening, filled, row.criterion, place)
            _rater(screening, filled, row.rater, people, now)
            _rate(screening, filled, row, place, now)
        if len(filled.criteria) < FEWEST_CRITERIA:
            said = f"A screening has at least {FEWEST_CRITERIA} criteria."
            raise Unimported("too_few_criteria", said, row=0, column="criterion")
        _weigh(screening, filled, by=by, now=now)
        screening.state = ScreeningState.REVISING
        screening.opened_by, screening.opened_at, screening.ended_at = by, now, now
        screening.save(update_fields=["state", "opened_by", "opened_at", "ended_at"])
        fact = facts.ScreeningStarted(subject=screening.pk, title=screening.title)
        note(screening, fact, by=by, now=now)
        simulate_when_shown(screening, now=now)
    return screening


def _colleagues(alliance: Alliance, by: Person) -> dict[str, Person]:
    """Those of our side whose seat reads private records, by name; two of one name are no one."""
    seats = alliance.seats.filter(
        organisation_id=by.home_id, role__in=PRIVATE_READERS, ended_at__isnull=True
    )
    found: dict[str, set[Person]] = {}
    for seat in seats.select_related("person"):
        found.setdefault(seat.person.name.casefold(), set()).add(seat.person)
    return {name: people.pop() for name, people in found.items() if len(people) == 1}


def _refuse(row: ScoredRow, place: int, by: Person) -> None:
    if not LOWEST <= row.score <= HIGHEST:
        said = f"{row.score} is not on the scale; a score is a whole number from 1 to 5."
        raise Unimported("score", said, row=place, column="score")
    if row.candidate.casefold() in {by.home.name.casefold(), by.home.short_name.casefold()}:
        said = f"{row.candidate} is your own company; a candidate is another one."
        raise Unimported("own_company", said, row=place, column="candidate")
    for column, most in (
        ("candidate", 120),
        ("criterion", 120),
        ("rater", 200),
        ("evidence", 2000),
    ):
        if len(getattr(row, column)) > most:
            said = f"The {column} has more than {most} characters."
            raise Unimported("too_long", said, row=place, column=column)


def _candidate(
    screening: Screening, filled: _Filled, name: str, place: int, *, by: Person, now: datetime
) -> None:
    if name.casefold() in filled.candidates:
        return
    try:
        filled.candidates[name.casefold()] = add_candidate_row(screening, name, by=by, now=now)
    except Refused as refusal:
        raise Unimported(refusal.code, refusal.sentence, row=place, column="candidate") from refusal


def _criterion(screening: Screening, filled: _Filled, name: str, place: int) -> None:
    if name.casefold() in filled.criteria:
        return
    if len(filled.criteria) >= MOST_CRITERIA:
        said = f"A screening has at most {MOST_CRITERIA} criteria."
        raise Unimported("too_many_criteria", said, row=place, column="criterion")
    taken = {one.key for one in filled.criteria.values()}
    known = next((c for c in criteria() if _means(c, name) and c.key not in taken), None)
    position = len(filled.criteria) + 1
    if known:
        words = said_by_catalogue(known).__dict__ | {"name": name}
        said_of = CriterionSaid(**words)
    else:
        said_of = CriterionSaid(
            name=name,
            low=UNSAID,
            middle=UNSAID,
            high=UNSAID,
            contest_at=int(limits().contest_level),
        )
    filled.criteria[name.casefold()] = add_criterion_row(
        screening,
        said_of,
        key=known.key if known else f"own-{position}",
        position=position,
        own=known is None,
    )


def _means(criterion: Criterion, name: str) -> bool:
    """Whether a workbook means this built-in criterion, by its name or the beginning of it."""
    text, known = name.casefold().strip(), criterion.name.casefold()
    return text in {known, criterion.short.casefold(), criterion.key} or (
        len(text) >= 8 and (known.startswith(text) or text.startswith(known))
    )


def _rater(
    screening: Screening, filled: _Filled, name: str, people: dict[str, Person], now: datetime
) -> None:
    if name.casefold() in filled.raters:
        return
    filled.raters[name.casefold()] = Rater.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        person=people.get(name.casefold()),
        name=name,
        name_key=name.casefold(),
        position=len(filled.raters) + 1,
        asked_at=now,
        submitted_at=now,
    )


def _rate(screening: Screening, filled: _Filled, row: ScoredRow, place: int, now: datetime) -> None:
    Rating.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        rater=filled.raters[row.rater.casefold()],
        candidate=filled.candidates[row.candidate.casefold()],
        criterion=filled.criteria[row.criterion.casefold()],
        score=row.score,
        evidence=row.evidence,
        red_flag=row.red_flag,
        position=place + 1,
        at=now,
    )


def _weigh(screening: Screening, filled: _Filled, *, by: Person, now: datetime) -> None:
    names = {one.key: one.name for one in filled.criteria.values()}
    add_weighting(
        screening,
        "equal",
        weigh("equal", {}, names),
        reason="A workbook says no weights, so every criterion counts the same.",
        names_known=True,
        by=by,
        now=now,
    )
