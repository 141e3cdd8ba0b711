"""What the JSON door of partner selection gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from allied.people.models import Person
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Screening,
    ScreeningCriterion,
    Weighting,
)
from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.queries.judges import Judge, Judges
from allied.rooms.selection.queries.results import Results, Row
from allied.rooms.selection.queries.screenings import Prepared
from allied.rooms.selection.queries.sheet import Sheet


class ScreeningLine(Schema):
    """One screening in the list."""

    id: UUID
    number: int
    title: str
    state: str
    started_at: datetime
    closed_at: datetime | None
    repeats: UUID | None

    @staticmethod
    def of(row: Screening) -> "ScreeningLine":
        """The screening without its content."""
        return ScreeningLine(
            id=row.pk,
            number=row.number,
            title=row.title,
            state=row.state,
            started_at=row.started_at,
            closed_at=row.closed_at,
            repeats=row.repeats_id,
        )


class CriterionShown(Schema):
    """A criterion with its anchors and the levels of its red flags."""

    id: UUID
    key: str
    name: str
    question: str
    anchors: dict[int, str]
    veto_at: int | None
    contest_at: int | None
    own: bool
    version: int

    @staticmethod
    def of(row: ScreeningCriterion) -> "CriterionShown":
        """The criterion as scripts read it."""
        return CriterionShown(
            id=row.pk,
            key=row.key,
            name=row.name,
            question=row.question,
            anchors=row.anchors,
            veto_at=row.veto_at,
            contest_at=row.contest_at,
            own=row.own,
            version=row.version,
        )


class JudgeShown(Schema):
    """One colleague's comparison in pairs; `ratio` above 0.10 contradicts itself, none is outdated."""

    name: str
    counts: bool
    ratio: float | None
    warning: str
    weights: dict[str, float]
    version: int
    at: datetime

    @staticmethod
    def of(one: Judge) -> "JudgeShown":
        """The comparison as scripts read it."""
        found = one.weighed
        return JudgeShown(
            name=one.comparison.person.name,
            counts=found is not None,
            ratio=found.ratio if found else None,
            warning=found.warning if found else "",
            weights=found.weights if found else {},
            version=one.comparison.version,
            at=one.comparison.at,
        )

    @staticmethod
    def blind(one: Judge) -> "JudgeShown":
        """That somebody compared, and nothing of what they said."""
        return JudgeShown(
            name=one.comparison.person.name,
            counts=one.weighed is not None,
            ratio=None,
            warning="",
            weights={},
            version=one.comparison.version,
            at=one.comparison.at,
        )


class JudgesShown(Schema):
    """All comparisons, and what they give together: the geometric mean of each pair."""

    judges: list[JudgeShown]
    weights: dict[str, float]
    ratio: float | None
    warning: str

    @staticmethod
    def of(found: Judges, reader: Person) -> "JudgesShown":
        """All of them as scripts read them; only the names to who has not compared."""
        if found.of(reader.pk) is None:
            names = [JudgeShown.blind(one) for one in found.rows]
            return JudgesShown(judges=names, weights={}, ratio=None, warning="")
        together = found.together
        return JudgesShown(
            judges=[JudgeShown.of(one) for one in found.rows],
            weights=together.weights if together else {},
            ratio=together.ratio if together else None,
            warning=together.warning if together else "",
        )


class WeightingShown(Schema):
    """One version of the weights; `names_known` says that it was fixed after names were known."""

    revision: int
    method: str
    weights: dict[str, float]
    ratio: float | None
    warning: str
    reason: str
    names_known: bool
    lapsed: bool
    by: str
    at: datetime

    @staticmethod
    def of(row: Weighting) -> "WeightingShown":
        """The version as scripts read it."""
        return WeightingShown(
            revision=row.revision,
            method=row.method,
            weights=row.weights,
            ratio=row.ratio,
            warning=row.warning,
            reason=row.reason,
            names_known=row.names_known,
            lapsed=row.lapsed_at is not None,
            by=row.by.name,
            at=row.at,
        )


class CandidateShown(Schema):
    """A candidate by its name; it is never linked to an organisation on the server."""

    id: UUID
    name: str
    note: str
    withdrawn: str
    invited: bool
    version: int

    @staticmethod
    def of(row: Candidate) -> "CandidateShown":
        """The candidate as scripts read it."""
        return CandidateShown(
            id=row.pk,
            name=row.name,
            note=row.note,
            withdrawn=row.withdrawn_why,
            invited=row.invitation_id is not None,
            version=row.version,
        )


class RaterShown(Schema):
    """A rater and whether scores are in; never what they are."""

    id: UUID
    person: UUID | None
    name: str
    submitted_at: datetime | None
    revised_at: datetime | None

    @staticmethod
    def of(row: Rater) -> "RaterShown":
        """The rater as scripts read it."""
        return RaterShown(
            id=row.pk,
            person=row.person_id,
            name=row.name,
            submitted_at=row.submitted_at,
            revised_at=row.revised_at,
        )


class ScreeningShown(ScreeningLine):
    """A screening with everything but its scores; `version` is what If-Match names."""

    version: int
    rate_by: date | None
    criteria: list[CriterionShown]
    weightings: list[WeightingShown]
    candidates: list[CandidateShown]
    raters: list[RaterShown]

    @staticmethod
    def whole(found: Prepared) -> "ScreeningShown":
        """The screening as its own side sees it."""
        row = found.screening
        return ScreeningShown(
            **ScreeningLine.of(row).dict(),
            version=row.version,
            rate_by=row.rate_by,
            criteria=[CriterionShown.of(one) for one in found.criteria],
            weightings=[WeightingShown.of(one) for one in found.weightings],
            candidates=[CandidateShown.of(one) for one in (*found.candidates, *found.withdrawn)],
            raters=[RaterShown.of(one) for one in found.raters],
        )


class ScoreShown(Schema):
    """One of one's own scores, with the revised value where there is one."""

    candidate: UUID
    criterion: str
    score: int
    evidence: str
    red_flag: bool
    revised_score: int | None = None


class SheetShown(Schema):
    """One's own sheet; `version` is what If-Match names."""

    screening: UUID
    version: int
    submitted_at: datetime | None
    revised_at: datetime | None
    cells: int
    scores: list[ScoreShown]

    @staticmethod
    def of(found: Sheet) -> "SheetShown":
        """The sheet as its rater reads it."""
        return SheetShown(
            screening=found.screening.pk,
            version=found.rater.version,
            submitted_at=found.rater.submitted_at,
            revised_at=found.rater.revised_at,
            cells=found.cells,
            scores=[
                ScoreShown(
                    candidate=row.candidate_id,
                    criterion=row.criterion.key,
                    score=row.score,
                    evidence=row.revised_evidence or row.evidence,
                    red_flag=row.red_flag,
                    revised_score=row.revised_score,
                )
                for row in found.given.values()
            ],
        )


class FlagShown(Schema):
    """A red flag of a candidate, with its answer where there is one."""

    criterion: str
    says: str
    vetoes: bool
    answer: str


class RowShown(Schema):
    """One candidate of the results; without ranks it stands below the line."""

    candidate: UUID
    name: str
    low: float
    high: float
    best_rank: int | None
    worst_rank: int | None
    first: float | None
    means: dict[str, float | None]
    flags: list[FlagShown]

    @staticmethod
    def of(row: Row) -> "RowShown":
        """The candidate with its numbers."""
        return RowShown(
            candidate=row.candidate.pk,
            name=row.candidate.name,
            low=row.score.low,
            high=row.score.high,
            best_rank=row.place.best,
            worst_rank=row.place.worst,
            first=row.first,
            means={k: cell.mean if cell else None for k, cell in row.score.cells.items()},
            flags=[
                FlagShown(
                    criterion=flag.criterion.key,
                    says=flag.says,
                    vetoes=flag.vetoes,
                    answer=flag.answer.text if flag.answer else "",
                )
                for flag in row.flags
            ],
        )


class TalkShown(Schema):
    """A cell on which raters are two or more apart."""

    candidate: UUID
    criterion: str
    lowest: float
    highest: float
    n: int


class PlaceShown(Schema):
    """One place on the shortlist."""

    candidate: UUID
    place: int
    exception: str


class ShortlistShown(Schema):
    """The shortlist as it was decided, with the numbers of that day."""

    revision: int
    chosen: UUID | None
    reason: str
    by: str
    at: datetime
    places: list[PlaceShown]
    basis: dict[str, Any]


class SimulationShown(Schema):
    """The simulated ranking; `ranks` gives for each candidate the share of every rank."""

    says: str
    band: str
    samples: int
    seed: int
    error: float
    ranks: dict[str, list[float]]
    flips: list[str]


class ResultsShown(Schema):
    """The results; `simulation` is empty while it runs."""

    weights: dict[str, float]
    rows: list[RowShown]
    talks: list[TalkShown]
    agreement: list[str]
    simulation: SimulationShown | None
    shortlist: ShortlistShown | None

    @staticmethod
    def of(found: Results) -> "ResultsShown":
        """Everything that the page of the results shows."""
        return ResultsShown(
            weights=found.table.weights,
            rows=[RowShown.of(row) for row in found.rows],
            talks=[
                TalkShown(
                    candidate=UUID(talk.candidate),
                    criterion=talk.criterion,
                    lowest=talk.lowest,
                    highest=talk.highest,
                    n=talk.n,
                )
                for talk in found.talks
            ],
            agreement=honesty_of(found.table).says,
            simulation=_simulation(found),
            shortlist=shortlist_shown(found),
        )


def _simulation(found: Results) -> SimulationShown | None:
    result, run = found.found, found.run
    if result is None or run is None:
        return None
    return SimulationShown(
        says=found.says,
        band=str(result.band),
        samples=result.samples,
        seed=run.seed,
        error=result.error,
        ranks={key: list(shares) for key, shares in result.ranks.items()},
        flips=found.flips,
    )


def shortlist_shown(found: Results) -> ShortlistShown | None:
    """The shortlist that stands, if one was decided."""
    row = found.shortlist
    if row is None:
        return None
    places = sorted(found.listed.values(), key=lambda place: place.place)
    return ShortlistShown(
        revision=row.revision,
        chosen=row.chosen_id,
        reason=row.reason,
        by=row.by.name,
        at=row.at,
        places=[
            PlaceShown(candidate=p.candidate_id, place=p.place, exception=p.exception)
            for p in places
        ],
        basis=row.basis,
    )


class InvitedOut(Schema):
    """The invitation; its link is shown this once."""

    invitation: UUID
    link: str


class GateShown(Schema):
    """One check of the private gate of selection."""

    id: str
    says: str
    holds: bool
