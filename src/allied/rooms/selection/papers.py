"""The partner fit scorecard (T2) as a file: Markdown, Word or Excel; empty it is a form to fill in."""

from collections.abc import Callable, Iterator, Sequence

from allied.kit.words import counted, day, listed, percent
from allied.papers.documents.paper import Block, Heading, Listing, Paper, Paragraph, Table
from allied.papers.documents.plain import markdown_text
from allied.papers.documents.spreadsheet import MEDIA_TYPE as XLSX
from allied.papers.documents.spreadsheet import Grid, Value, spreadsheet
from allied.papers.documents.word import MEDIA_TYPE as DOCX
from allied.papers.documents.word import word_file
from allied.people.models import Person
from allied.rooms.selection.models import Screening, ScreeningCriterion
from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.queries.results import Results, Row, results_of
from allied.rooms.selection.queries.screenings import Prepared, prepared

EMPTY_ROWS = 3


def file_of(person: Person, screening: Screening, kind: str) -> bytes:
    """The scorecard as this person may read it, in one of the formats."""
    _, write = KINDS[kind]
    found = prepared(person, screening)
    results = results_of(person, screening) if screening.shows_scores else None
    return write(person, found, results)


def _markdown(person: Person, found: Prepared, results: Results | None) -> bytes:
    return markdown_text(_paper(person, found, results)).encode()


def _word(person: Person, found: Prepared, results: Results | None) -> bytes:
    return word_file(_paper(person, found, results))


def _excel(person: Person, found: Prepared, results: Results | None) -> bytes:
    grids = [_score_grid(found, results), _criteria_grid(found)]
    if results:
        grids.insert(1, _rating_grid(results))
    return spreadsheet(_title(found), grids)


KINDS: dict[str, tuple[str, Callable[[Person, Prepared, Results | None], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", _markdown),
    "docx": (DOCX, _word),
    "xlsx": (XLSX, _excel),
}


def _title(found: Prepared) -> str:
    return f"Partner fit: {found.screening.title}"


def _paper(person: Person, found: Prepared, results: Results | None) -> Paper:
    own = person.home.name
    return Paper(
        title=_title(found),
        subtitle=f"{_standing(found)}. Only {own} reads this.",
        blocks=list(_parts(found, results)),
        footer=f"Only for {own} · {_title(found)}",
        wide=True,
    )


def _parts(found: Prepared, results: Results | None) -> Iterator[Block]:
    """The result first and the yardstick after it; a form to fill in begins with the yardstick."""
    if results is None:
        yield from _criteria(found)
        yield from _scores(found, results)
        return
    yield from _scores(found, results)
    yield from _flags(results)
    yield from _firmness(results)
    yield from _decided(results)
    yield from _criteria(found)


def _standing(found: Prepared) -> str:
    screening = found.screening
    raters = f"{len(found.submitted)} of {counted(len(found.raters), 'rater')} submitted"
    if screening.closed_at:
        return f"Closed on {day(screening.closed_at)}, {raters}"
    return f"{screening.get_state_display()}, {raters}"


def _weight(found: Prepared, criterion: ScreeningCriterion) -> str:
    weights = found.weighting.weights if found.weighting else {}
    return percent(weights[criterion.key]) if criterion.key in weights else ""


def _rule(criterion: ScreeningCriterion) -> str:
    said = []
    if criterion.veto_at is not None:
        said.append(f"median {criterion.veto_at} or less vetoes")
    if criterion.contest_at is not None:
        said.append(f"any {criterion.contest_at} is answered in writing")
    return "; ".join(said)


def _criteria(found: Prepared) -> Iterator[Block]:
    yield Heading(text="Criteria")
    rows = [
        (one.name, _weight(found, one), one.low, one.middle, one.high, _rule(one))
        for one in found.criteria
    ]
    heads = ("Criterion", "Weight", "1", "3", "5", "Red flag")
    yield Table(heads=heads, rows=rows, widths=(8, 4, 12, 12, 14, 7))
    for one in found.later_weightings:
        said = (
            f"Version {one.revision} of the weights was fixed when names were known: {one.reason}"
        )
        yield Paragraph(text=said, quiet=True)


def _scores(found: Prepared, results: Results | None) -> Iterator[Block]:
    yield Heading(text="Fit scores")
    heads = ("Candidate", *(one.short for one in found.criteria), "Fit", "Rank", "First in")
    widths = (10, *(min(max(6, len(one.short) - 2), 10) for one in found.criteria), 4, 4, 5)
    if results is None:
        names = [one.name for one in found.candidates] or [""] * EMPTY_ROWS
        yield Table(heads=heads, rows=[(n, *[""] * (len(heads) - 1)) for n in names], widths=widths)
        yield Paragraph(text="Scores from 1 to 5, given alone before anybody talks.", quiet=True)
        return
    yield Table(heads=heads, rows=[_score_row(row) for row in results.rows], widths=widths)
    if results.below:
        below = listed([row.candidate.name for row in results.below])
        yield Paragraph(
            text=f"Below the line by a red flag, whatever the score: {below}.", quiet=True
        )


def _score_row(row: Row) -> tuple[str, ...]:
    cells = []
    for one in row.cells:
        if one.cell is None:
            cells.append("–")
        elif one.talk:
            cells.append(f"{one.cell.mean:.1f} ({one.cell.lowest:g} to {one.cell.highest:g})")
        else:
            cells.append(f"{one.cell.mean:.1f}")
    first = percent(row.first) if row.first is not None else "–"
    return (row.candidate.name, *cells, row.fit, row.rank, first)


def _flags(results: Results) -> Iterator[Block]:
    lines = [
        f"{row.candidate.name}: {flag.says}"
        + (f" Answer of {flag.answer.by.name}: {flag.answer.text}" if flag.answer else "")
        for row in results.rows
        for flag in row.flags
    ]
    yield Heading(text="Red flags")
    yield Listing(items=lines) if lines else Paragraph(text="None.", quiet=True)


def _firmness(results: Results) -> Iterator[Block]:
    yield Heading(text="How firm is the rank?")
    said = [results.says, *results.flips] if results.says else ["The simulation is not done yet."]
    yield Listing(items=said)
    if results.run:
        samples = results.run.inputs["samples"]
        formula, seed = results.run.inputs["formula"], results.run.seed
        text = f"{samples:,} random weightings, formula {formula}, seed {seed}."
        yield Paragraph(text=text, quiet=True)
    yield Heading(text="How far the raters agree")
    yield Listing(items=honesty_of(results.table).says)


def _decided(results: Results) -> Iterator[Block]:
    yield Heading(text="Shortlist")
    shortlist = results.shortlist
    if shortlist is None:
        yield Paragraph(text="Not decided yet.", quiet=True)
        return
    places = sorted(results.listed.values(), key=lambda place: place.place)
    yield Listing(
        items=[
            place.candidate.name
            + (f", although vetoed: {place.exception}" if place.is_vetoed else "")
            for place in places
        ],
        numbered=True,
    )
    yield Paragraph(text=shortlist.reason)
    chosen = f", chosen: {shortlist.chosen.name}" if shortlist.chosen else ""
    said = f"Decided by {shortlist.by.name} on {day(shortlist.at)}{chosen}."
    yield Paragraph(text=said, quiet=True)


def _score_grid(found: Prepared, results: Results | None) -> Grid:
    heads = ("Candidate", *(one.name for one in found.criteria), "Fit low", "Fit high", "Rank")
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
            )
            for row in results.rows
        ]
    return Grid(name="Scores", heads=heads, rows=rows, widths=(26, *[14] * (len(heads) - 1)))


def _rating_grid(results: Results) -> Grid:
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


def _criteria_grid(found: Prepared) -> Grid:
    rows = [
        (one.name, _weight(found, one), one.question, one.low, one.middle, one.high, _rule(one))
        for one in found.criteria
    ]
    heads = ("Criterion", "Weight", "Question", "1", "3", "5", "Red flag")
    return Grid(name="Criteria", heads=heads, rows=rows, widths=(26, 9, 40, 40, 40, 40, 30))
