"""What the JSON door of partner selection takes."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from allied.rooms.selection.criterion_words import CriterionSaid


class TitleIn(Schema):
    """What partner is looked for."""

    title: str


class CriterionIn(Schema):
    """A criterion of one's own, or with `key` a built-in one that was left out."""

    key: str = ""
    name: str = ""
    short: str = ""
    question: str = ""
    low: str = ""
    middle: str = ""
    high: str = ""
    veto_at: int | None = None
    contest_at: int | None = None

    def said(self) -> CriterionSaid:
        """The words as the command takes them."""
        return CriterionSaid(**self.dict(exclude={"key"}))


class WeightsIn(Schema):
    """equal: nothing; ranked: `order`; swing: `points`; given: `percents`; pairwise: `judges`,
    or nothing for the comparisons that colleagues have kept."""

    method: str
    said: dict[str, Any] = Field(default_factory=dict)
    reason: str = ""


class PairsIn(Schema):
    """How many times more the first of each pair counts, 1/9 to 9: `{"strategic:cultural": 3}`."""

    pairs: dict[str, Any]


class CandidateIn(Schema):
    """A candidate."""

    name: str
    note: str = ""


class ScreeningNoteIn(Schema):
    """What is known of a candidate."""

    note: str


class ReasonIn(Schema):
    """Why."""

    reason: str


class RatersIn(Schema):
    """The ids of the colleagues who are asked to score."""

    people: list[UUID]


class OpeningIn(Schema):
    """Until when scores are wanted."""

    rate_by: date | None = None


class ScoreIn(Schema):
    """One score; without one the cell is left open."""

    candidate: UUID
    criterion: str
    score: int | None = None
    evidence: str = ""
    red_flag: bool = False


class ScoresIn(Schema):
    """The cells to keep or to revise."""

    scores: list[ScoreIn]


class PlaceIn(Schema):
    """One candidate; a vetoed one needs the exception, a written reason."""

    candidate: UUID
    exception: str = ""


class ShortlistIn(Schema):
    """The shortlist in its order."""

    places: list[PlaceIn]
    reason: str
    chosen: UUID | None = None


class AnswerIn(Schema):
    """The written answer to a contested score."""

    criterion: str
    text: str


class InvitationIn(Schema):
    """The one person at the candidate who opens the door."""

    address: str
    name: str = ""
    role: str = "alliance manager"
