"""What to settle first: vetoes, vetoes nobody could check, open contests, and cells to talk through."""

from dataclasses import dataclass

from allied.rooms.selection.models import ScreeningCriterion
from allied.rooms.selection.queries.results import Results, Row

MOST_SHOWN = 8
NOT_CHECKED = "Nobody scored it, so its veto was not checked."


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing to settle, most pressing first."""

    row: Row
    title: str
    text: str
    kind: str  # veto, unchecked, contest or talk


def to_settle(results: Results) -> list[Matter]:
    """Vetoes first, then those left unchecked and open contests, then the discussion list."""
    vetoes, unchecked, contests = [], [], []
    by_key = {row.key: row for row in results.rows}
    for row in results.rows:
        unchecked += [_unchecked(row, criterion) for criterion in row.unchecked]
        for flag in row.flags:
            title = f"{row.candidate.name}: {flag.criterion.name}"
            if flag.vetoes:
                vetoes.append(Matter(row=row, title=title, text=flag.says, kind="veto"))
            elif flag.answer is None and not row.is_vetoed:
                contests.append(Matter(row=row, title=title, text=flag.says, kind="contest"))
    talks = [
        Matter(
            row=by_key[talk.candidate],
            title=f"{by_key[talk.candidate].candidate.name}: {results.names[talk.criterion]}",
            text=f"{talk.n} raters are apart, {talk.lowest:g} to {talk.highest:g}.",
            kind="talk",
        )
        for talk in results.talks
    ]
    return [*vetoes, *unchecked, *contests, *talks][:MOST_SHOWN]


def _unchecked(row: Row, criterion: ScreeningCriterion) -> Matter:
    return Matter(
        row=row,
        title=f"{row.candidate.name}: {criterion.name}",
        text=NOT_CHECKED,
        kind="unchecked",
    )
