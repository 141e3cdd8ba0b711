"""The partner fit scorecard (T2) as a file: Markdown, Word or Excel; empty it is a form to fill in."""

from collections.abc import Callable, Iterator

from allied.kit.words import counted, day, listed, percent, signed
from allied.papers.documents.paper import Block, Heading, Listing, Paper, Paragraph, Table
from allied.papers.documents.plain import markdown_text
from allied.papers.documents.spreadsheet import MEDIA_TYPE as XLSX
from allied.papers.documents.spreadsheet import spreadsheet
from allied.papers.documents.word import MEDIA_TYPE as DOCX
from allied.papers.documents.word import word_file
from allied.people.models import Person
from allied.rooms.selection.grids import (
    criteria_grid,
    rating_grid,
    rule_of,
    score_grid,
    then_grid,
    weight_of,
)
from allied.rooms.selection.models import Screening
from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.queries.results import Results, Row, results_of
from allied.rooms.selection.queries.screenings import Prepared, prepared
from allied.rooms.selection.queries.settling import NOT_CHECKED
from allied.rooms.selection.queries.then_and_now import ThenAndNow

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
    grids = [score_grid(found, results), criteria_grid(found)]
    if results:
        grids.insert(1, rating_grid(results))
        grids += [then_grid(results.then)] if results.then else []
    return spreadsheet(_title(found), grids, footer=_footer(person, found))


KINDS: dict[str, tuple[str, Callable[[Person, Prepared, Results | None], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", _markdown),
    "docx": (DOCX, _word),
    "xlsx": (XLSX, _excel),
}


def _title(found: Prepared) -> str:
    return f"Partner fit: {found.screening.title}"


def _footer(person: Person, found: Prepared) -> str:
    return f"Only for {person.home.name} · {_title(found)}"


def _paper(person: Person, found: Prepared, results: Results | None) -> Paper:
    own = person.home.name
    return Paper(
        title=_title(found),
        subtitle=f"{_standing(found)}. Only {own} reads this.",
        blocks=list(_parts(found, results)),
        footer=_footer(person, found),
        wide=True,
    )


def _parts(found: Prepared, results: Results | None) -> Iterator[Block]:
    """The result first and the yardstick after it; a form to fill in begins with the yardstick."""
    if results is None:
        yield from _criteria(found)
        yield from _scores(found, results)
        return
    yield from _scores(found, results)
    yield from _then(results.then)
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


def _criteria(found: Prepared) -> Iterator[Block]:
    yield Heading(text="Criteria")
    rows = [
        (one.name, weight_of(found, one), one.low, one.middle, one.high, rule_of(one))
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


def _then(then: ThenAndNow | None) -> Iterator[Block]:
    """The same partner in the screening that this one repeats."""
    if then is None:
        return
    yield Heading(text=f"Then and now: {then.candidate.name}")
    yield Paragraph(
        text=f"{then.says} {then.says_flags} {then.says_raters} Then: {then.before.title}."
    )
    rows = [
        (then.names[move.criterion], _mean(move.before), _mean(move.after), _change(move.change))
        for move in then.found.moves
    ]
    yield Table(heads=("Criterion", "Then", "Now", "Change"), rows=rows, widths=(8, 2, 2, 2))


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _change(value: float | None) -> str:
    return "–" if value is None else signed(value)


def _flags(results: Results) -> Iterator[Block]:
    lines = [
        f"{row.candidate.name}: {flag.says}"
        + (f" Answer of {flag.answer.by.name}: {flag.answer.text}" if flag.answer else "")
        for row in results.rows
        for flag in row.flags
    ]
    lines += [
        f"{row.candidate.name}, {criterion.name}: {NOT_CHECKED}"
        for row in results.rows
        for criterion in row.unchecked
    ]
    yield Heading(text="Red flags")
    yield Listing(items=lines) if lines else Paragraph(text="None.", quiet=True)


def _firmness(results: Results) -> Iterator[Block]:
    yield Heading(text="How firm is the rank?")
    open_ = [results.says_open] if results.says_open else []
    said = [results.says, *open_, *results.flips]
    if not results.says:
        said = ["The simulation is not done yet."]
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
