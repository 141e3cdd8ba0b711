"""What this room writes: always in the own log of the organisation that scores, never elsewhere."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class ScreeningFact(Fact):
    """Base of everything about one screening; its title is told, so that it can be erased."""

    subject_kind: ClassVar[str] = "screening"
    title: str = told()


@dataclass(frozen=True, kw_only=True)
class ScreeningStarted(ScreeningFact):
    """A screening was begun, afresh, from a workbook, or again for the same partner."""

    kind: ClassVar[str] = "selection.screening.started"
    sentence: ClassVar[str] = "{who} started the partner selection {title} {origin}"
    origin: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class ScreeningChanged(ScreeningFact):
    """Title or criteria of a screening changed while it was prepared."""

    kind: ClassVar[str] = "selection.screening.changed"
    sentence: ClassVar[str] = "{who} changed the partner selection {title}: {changes}"
    changes: str = told()


@dataclass(frozen=True, kw_only=True)
class WeightsFixed(ScreeningFact):
    """How much each criterion counts was fixed, or fixed anew."""

    kind: ClassVar[str] = "selection.weights.fixed"
    sentence: ClassVar[str] = (
        "{who} fixed version {revision} of the weights of {title} ({method}): {weights}. {reason}"
    )
    revision: int
    method: str
    names_known: bool
    weights: str = told()
    reason: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class PairsCompared(ScreeningFact):
    """A colleague said, pair by pair, which criterion counts more, or said it anew."""

    kind: ClassVar[str] = "selection.pairs.compared"
    sentence: ClassVar[str] = "{who} compared the criteria of {title} in pairs"
    pairs: str = told()


@dataclass(frozen=True, kw_only=True)
class PairsTakenBack(ScreeningFact):
    """A colleague took their comparison back: it counts no longer."""

    kind: ClassVar[str] = "selection.pairs.withdrawn"
    sentence: ClassVar[str] = "{who} took their comparison of the criteria of {title} back"


@dataclass(frozen=True, kw_only=True)
class CandidateAdded(ScreeningFact):
    """An organisation is looked at."""

    kind: ClassVar[str] = "selection.candidate.added"
    sentence: ClassVar[str] = "{who} added the candidate {candidate} to {title}"
    candidate: str = told()


@dataclass(frozen=True, kw_only=True)
class CandidateChanged(ScreeningFact):
    """Name or note of a candidate changed."""

    kind: ClassVar[str] = "selection.candidate.changed"
    sentence: ClassVar[str] = "{who} changed the candidate {candidate} of {title}"
    candidate: str = told()


@dataclass(frozen=True, kw_only=True)
class CandidateWithdrawn(ScreeningFact):
    """A candidate is no longer looked at."""

    kind: ClassVar[str] = "selection.candidate.withdrawn"
    sentence: ClassVar[str] = "{who} took the candidate {candidate} out of {title}: {reason}"
    candidate: str = told()
    reason: str = told()


@dataclass(frozen=True, kw_only=True)
class RaterAsked(ScreeningFact):
    """A colleague was asked to score."""

    kind: ClassVar[str] = "selection.rater.asked"
    sentence: ClassVar[str] = "{who} asked {rater} to score {title}"
    rater: str = told()


@dataclass(frozen=True, kw_only=True)
class RaterReleased(ScreeningFact):
    """A colleague no longer scores."""

    kind: ClassVar[str] = "selection.rater.released"
    sentence: ClassVar[str] = "{who} released {rater} from scoring {title}"
    rater: str = told()


@dataclass(frozen=True, kw_only=True)
class ScoringOpened(ScreeningFact):
    """Raters may score; criteria and weights stand from here on."""

    kind: ClassVar[str] = "selection.scoring.opened"
    sentence: ClassVar[str] = (
        "{who} opened scoring of {title}: {candidates} candidates, {raters} raters {until}"
    )
    candidates: int
    raters: int
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ScoresSubmitted(ScreeningFact):
    """A rater handed all scores in; the scores themselves stand in no log."""

    kind: ClassVar[str] = "selection.scores.submitted"
    sentence: ClassVar[str] = "{who} submitted scores for {title}"
    cells: int


@dataclass(frozen=True, kw_only=True)
class ScoringEnded(ScreeningFact):
    """The blind part is over; one's own side reads every submitted score."""

    kind: ClassVar[str] = "selection.scoring.ended"
    sentence: ClassVar[str] = (
        "{who} ended scoring of {title}: {submitted} of {raters} raters submitted"
    )
    submitted: int
    raters: int


@dataclass(frozen=True, kw_only=True)
class ScoresRevised(ScreeningFact):
    """A rater revised scores after the discussion; the first values stay."""

    kind: ClassVar[str] = "selection.scores.revised"
    sentence: ClassVar[str] = "{who} revised {changed} scores for {title}"
    changed: int


@dataclass(frozen=True, kw_only=True)
class ContestAnswered(ScreeningFact):
    """A contested score got its written answer."""

    kind: ClassVar[str] = "selection.contest.answered"
    sentence: ClassVar[str] = (
        "{who} answered the contest of {candidate} on {criterion} in {title}: {answer}"
    )
    candidate: str = told()
    criterion: str = told()
    answer: str = told()


@dataclass(frozen=True, kw_only=True)
class ScreeningClosed(ScreeningFact):
    """Scores no longer change."""

    kind: ClassVar[str] = "selection.screening.closed"
    sentence: ClassVar[str] = "{who} closed the partner selection {title}"


@dataclass(frozen=True, kw_only=True)
class ShortlistDecided(ScreeningFact):
    """It was decided whom to talk to, and why."""

    kind: ClassVar[str] = "selection.shortlist.decided"
    sentence: ClassVar[str] = (
        "{who} decided the shortlist of {title}: {order}. {reason} {exceptions}"
    )
    revision: int
    order: str = told()
    reason: str = told()
    exceptions: str = told(default="")


@dataclass(frozen=True, kw_only=True)
class CandidateInvited(ScreeningFact):
    """A candidate was invited to become the partner; nothing of the screening went along."""

    kind: ClassVar[str] = "selection.candidate.invited"
    sentence: ClassVar[str] = "{who} invited the candidate {candidate} of {title} to the alliance"
    candidate: str = told()
