"""What to settle first: vetoes, contests without an answer, and cells that raters disagree on."""

from dataclasses import dataclass

from allied.rooms.selection.queries.results import Results, Row

MOST_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing to settle, most pressing first."""

    row: Row
    title: str
    text: str
    kind: str  # veto, contest or talk


def to_settle(results: Results) -> list[Matter]:
    """Vetoes first, then contests that wait for their answer, then the discussion list."""
    vetoes, contests = [], []
    by_key = {row.key: row for row in results.rows}
    for row in results.rows:
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
    return [*vetoes, *contests, *talks][:MOST_SHOWN]
