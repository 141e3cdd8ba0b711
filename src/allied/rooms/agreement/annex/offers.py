"""What the annex offers: answers to the gaps of a document, and the ladder of the conflicts as it prints it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from allied.alliances.gates import Standing
from allied.kit.words import capitalised
from allied.rooms.agreement.annex.answering import answers_today
from allied.rooms.agreement.annex.contributing import section_of
from allied.rooms.agreement.annex.sections.cadence import days
from allied.rooms.agreement.annex.text import Block, Grid, Line
from allied.rooms.agreement.reading.answering import answers_gaps
from allied.rooms.conflict.queries.ladder import LadderShown, ladder_today

LAST = "Only after the steps before it have been tried."

answers_gaps(answers_today)


@section_of("dispute steps")
def steps_in_annex(standing: Standing, now: datetime) -> Sequence[Block] | None:
    """Every step of the ladder that a matter raised today climbs, and what holds behind the last one."""
    return [
        Grid(
            id="ladder_steps",
            caption="Dispute steps",
            heads=("Step", "Who", "What must be tried", "Within"),
            rows=tuple(_lines(ladder_today(standing, now), _names(standing))),
            widths=(3, 4, 7, 3),
        )
    ]


def _lines(ladder: LadderShown, names: dict[str, str]) -> Iterator[Line]:
    told = zip(ladder.steps, ladder.lines(names), strict=True)
    for place, (step, (name, who, most, tries)) in enumerate(told, 1):
        cells = (f"{place}. {name}", capitalised(who), tries, days(most))
        yield Line(id=f"step:{step.id}", cells=cells)
    cells = (f"{len(ladder.steps) + 1}. {ladder.end}", "", LAST, "")
    yield Line(id="end", cells=cells)


def _names(standing: Standing) -> dict[str, str]:
    found = [row.organisation for row in standing.parties]
    return {str(one.pk): one.short_name or one.name for one in found}
