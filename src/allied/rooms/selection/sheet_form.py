"""The score sheet as an ordinary form: every cell a row of five, without script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from allied.rooms.selection.cells import CellScore, Unscorable
from allied.rooms.selection.models import Candidate, Rating, ScreeningCriterion

LONGEST_NUMBER = 4


@dataclass
class SheetCell:
    """One cell as it is drawn."""

    candidate: Candidate
    criterion: ScreeningCriterion
    score: str = ""
    evidence: str = ""
    red_flag: bool = False
    error: str = ""

    @property
    def name(self) -> str:
        """What the controls of this cell are called."""
        return f"c{self.candidate.position}-{self.criterion.key}"

    @property
    def place(self) -> tuple[UUID, str]:
        """Which cell it is."""
        return self.candidate.pk, self.criterion.key

    def given(self) -> CellScore:
        """The cell as the command takes it; what is no number is passed on to be refused there."""
        text = self.score.strip()
        whole = text.removeprefix("-").isdecimal() and len(text) <= LONGEST_NUMBER
        return CellScore(
            candidate=self.candidate.pk,
            criterion=self.criterion.key,
            score=int(text) if whole else None if not text else -1,
            evidence=self.evidence,
            red_flag=self.red_flag,
        )


@dataclass
class SheetForm:
    """All cells of a sheet, candidate by candidate."""

    cells: list[SheetCell]
    said: list[str] = field(default_factory=list)

    def of(self, candidate: Candidate) -> list[SheetCell]:
        """The cells of one candidate, in the order of the criteria."""
        return [cell for cell in self.cells if cell.candidate.pk == candidate.pk]

    def scores(self) -> list[CellScore]:
        """Every cell as the command takes it."""
        return [cell.given() for cell in self.cells]

    def errors(self) -> list[tuple[str, str]]:
        """Every error with the id of its control, for the summary."""
        said = [("", sentence) for sentence in self.said]
        return said + [(f"f-{cell.name}", cell.error) for cell in self.cells if cell.error]

    def refuse(self, refusal: Unscorable) -> None:
        """Put what the command said beside the cell it belongs to."""
        left = dict(refusal.problems)
        for cell in self.cells:
            cell.error = left.pop(cell.place, "")
        self.said += list(left.values())


def filled_sheet(
    candidates: Sequence[Candidate],
    criteria: Sequence[ScreeningCriterion],
    given: dict[tuple[UUID, str], Rating],
) -> SheetForm:
    """The sheet as it was kept."""
    cells = [SheetCell(one, two) for one in candidates for two in criteria]
    for cell in cells:
        if row := given.get(cell.place):
            cell.score, cell.evidence = str(row.counts), row.evidence
            cell.red_flag = row.red_flag
    return SheetForm(cells)


def sent_sheet(
    sent: QueryDict,
    candidates: Sequence[Candidate],
    criteria: Sequence[ScreeningCriterion],
) -> SheetForm:
    """The sheet as somebody sent it."""
    cells = [SheetCell(one, two) for one in candidates for two in criteria]
    for cell in cells:
        cell.score = sent.get(f"score-{cell.name}", "")
        cell.evidence = sent.get(f"evidence-{cell.name}", "")
        cell.red_flag = f"flag-{cell.name}" in sent
    return SheetForm(cells)
