"""The grids of the scorecard as a spreadsheet: scores, one row per rating, criteria, then and now."""

from collections.abc import Sequence

from allied.kit.words import percent
from allied.papers.documents.spreadsheet import Grid, Value
from allied.rooms.selection.models import ScreeningCriterion
from allied.rooms.selection.queries.results import Results
from allied.rooms.selection.queries.screenings import Prepared
from allied.rooms.selection.queries.then_and_now import ThenAndNow


def weight_of(found: Prepared, criterion: ScreeningCriterion) -> str:
    """How much a criterion counts, such as 20%; nothing before it is fixed."""
    weights = found.weighting.weights if found.weighting else {}
    return percent(weights[criterion.key]) if criterion.key in weights else ""


def rule_of(criterion: ScreeningCriterion) -> str:
    """Which scores raise a red flag on a criterion."""
    said = []
    if criterion.veto_at is not None:
        said.append(f"median {criterion.veto_at} or less vetoes")
    if criterion.contest_at is not None:
        said.append(f"any {criterion.contest_at} is answered in writing")
    return "; ".join(said)


def score_grid(found: Prepared, results: Results | None) -> Grid:
    """One row per candidate: the mean of each criterion, the fit, the rank and what vetoes it."""
    names = [one.name for one in found.criteria]
    heads = ("Candidate", *names, "Fit low", "Fit high", "Rank", "Vetoed by")
    rows: Sequence[Sequence[Value]]
    if results is None:
        rows = [(one.name,) for one in found.candidates]
    else:
        rows = [
            (
                row.candidate.name,
                *(round(cell.cell.mean, 2) if cell.cell else None for cell in row.cells),
                round(row.score.low, 1),
                round(row.score.high, 1),
                "below the line" if row.is_vetoed else row.rank,
                " ".join(flag.says for flag in row.flags if flag.vetoes),
            )
            for row in results.rows
        ]
    return Grid(name="Scores", heads=heads, rows=rows, widths=(26, *[18] * (len(heads) - 2), 60))


def rating_grid(results: Results) -> Grid:
    """One row per score, in the columns of the alliance workbook, and what was revised."""
    raters = {rater.pk: rater.name for rater in results.table.raters}
    criteria = {one.pk: one.name for one in results.table.criteria}
    candidates = {one.pk: one.name for one in results.table.candidates}
    rows = [
        (
            candidates[one.candidate_id],
            criteria[one.criterion_id],
            raters[one.rater_id],
            one.counts,
            one.revised_evidence or one.evidence,
            "yes" if one.red_flag else "no",
            one.score if one.revised_score is not None else None,
        )
        for one in results.table.ratings
    ]
    heads = ("Candidate", "Criterion", "Rater", "Score", "Evidence", "Red flag", "First score")
    return Grid(name="Partner fit", heads=heads, rows=rows, widths=(26, 26, 22, 8, 44, 10, 10))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def then_grid(then: ThenAndNow) -> Grid:
    """One row per criterion of a partner that is looked at again."""
    rows: list[Sequence[Value]] = [
        (then.names[move.criterion], *map(_rounded, (move.before, move.after, move.change)))
        for move in then.found.moves
    ]
    return Grid(
        name="Then and now",
        heads=("Criterion", "Then", "Now", "Change"),
        rows=rows,
        widths=(26, 10, 10, 10),
    )


def criteria_grid(found: Prepared) -> Grid:
    """One row per criterion with its anchors."""
    rows = [
        (one.name, weight_of(found, one), one.question, one.low, one.middle, one.high, rule_of(one))
        for one in found.criteria
    ]
    heads = ("Criterion", "Weight", "Question", "1", "3", "5", "Red flag")
    return Grid(name="Criteria", heads=heads, rows=rows, widths=(26, 9, 40, 40, 40, 40, 30))
