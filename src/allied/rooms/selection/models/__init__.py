"""The tables of partner selection: every row belongs to the one organisation that scores."""

from allied.rooms.selection.models.deciding import (
    FlagAnswer,
    RobustnessRun,
    Shortlist,
    ShortlistPlace,
)
from allied.rooms.selection.models.rating import Rater, Rating
from allied.rooms.selection.models.screening import (
    Candidate,
    PairComparison,
    Screening,
    ScreeningCriterion,
    ScreeningState,
    Weighting,
)

__all__ = [
    "Candidate",
    "FlagAnswer",
    "PairComparison",
    "Rater",
    "Rating",
    "RobustnessRun",
    "Screening",
    "ScreeningCriterion",
    "ScreeningState",
    "Shortlist",
    "ShortlistPlace",
    "Weighting",
]
