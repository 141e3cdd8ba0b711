"""What the JSON door says about a ranking: rows, flags, places, how firm it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.queries.results import Results, Row
from allied.rooms.selection.queries.then_and_now import ThenAndNow


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
    unchecked: list[str]  # criteria with a veto that nobody scored

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
            unchecked=[one.key for one in row.unchecked],
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


class CriterionThenShown(Schema):
    """One criterion then and now, as means from 1 to 5; none where it was not scored."""

    criterion: str
    then: float | None
    now: float | None
    change: float | None


class ThenShown(Schema):
    """What changed since the screening that this one repeats; `change` in points of fit."""

    screening: UUID
    title: str
    candidate: UUID
    change: float | None
    by_scores: float | None
    by_weights: float | None
    says: str
    moves: list[CriterionThenShown]
    new_flags: list[str]
    gone_flags: list[str]

    @staticmethod
    def of(then: ThenAndNow) -> "ThenShown":
        """The difference as the page shows it."""
        found = then.found
        return ThenShown(
            screening=then.before.pk,
            title=then.before.title,
            candidate=then.candidate.pk,
            change=found.change,
            by_scores=found.by_scores,
            by_weights=found.by_weights,
            says=f"{then.says} {then.says_flags} {then.says_raters}",
            moves=[
                CriterionThenShown(
                    criterion=move.criterion, then=move.before, now=move.after, change=move.change
                )
                for move in found.moves
            ],
            new_flags=[flag.rule.criterion for flag in found.new_flags],
            gone_flags=[flag.rule.criterion for flag in found.gone_flags],
        )


class ResultsShown(Schema):
    """The results; `simulation` is empty while it runs, `then` where nothing is repeated."""

    weights: dict[str, float]
    rows: list[RowShown]
    talks: list[TalkShown]
    agreement: list[str]
    simulation: SimulationShown | None
    shortlist: ShortlistShown | None
    then: ThenShown | None

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
            then=ThenShown.of(found.then) if found.then else None,
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
