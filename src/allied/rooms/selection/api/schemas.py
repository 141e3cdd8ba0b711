"""What the JSON door of partner selection gives."""

from datetime import date, datetime
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
from allied.rooms.selection.queries.judges import Judge, Judges
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


class InvitedOut(Schema):
    """The invitation; its link is shown this once."""

    invitation: UUID
    link: str


class GateShown(Schema):
    """One check of the private gate of selection."""

    id: str
    says: str
    holds: bool
