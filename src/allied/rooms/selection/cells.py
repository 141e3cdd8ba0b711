"""The cells of a score sheet as raters give them, and what is refused about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from allied.kit.content import tidy
from allied.kit.errors import Refused
from allied.kit.texts import complaint
from allied.people.models import Person
from allied.rooms.selection.models import Candidate, Rater, Screening, ScreeningCriterion
from allied.rooms.selection.scale import HIGHEST, LOWEST
from allied.rooms.selection.steps import WHY

LONGEST_EVIDENCE = 2000


@dataclass(frozen=True, kw_only=True)
class CellScore:
    """One score as a rater gives it; without a score the cell is left open."""

    candidate: UUID
    criterion: str
    score: int | None
    evidence: str = ""
    red_flag: bool = False

    @property
    def place(self) -> tuple[UUID, str]:
        """Which cell it is."""
        return self.candidate, self.criterion


class Unscorable(Refused):
    """Some cells cannot be taken; `problems` says for each (candidate, criterion) what is wrong."""

    def __init__(self, problems: dict[tuple[UUID, str], str]) -> None:
        super().__init__("scores", next(iter(problems.values())), field="scores")
        self.problems = problems


def checked_cells(
    given: Sequence[CellScore],
    candidates: Sequence[Candidate],
    criteria: Sequence[ScreeningCriterion],
) -> None:
    """Refuse what is off the scale, twice, or not on the sheet; all of it at once."""
    names = {(one.pk, two.key): (one, two) for one in candidates for two in criteria}
    problems: dict[tuple[UUID, str], str] = {}
    seen: set[tuple[UUID, str]] = set()
    for cell in given:
        problem = _problem(cell, cell.place in names, cell.place in seen)
        if problem and cell.place in names:
            candidate, criterion = names[cell.place]
            problem = f"{candidate.name}, {criterion.name}: {problem}"
        if problem:
            problems[cell.place] = problem
        seen.add(cell.place)
    if problems:
        raise Unscorable(problems)


def _problem(cell: CellScore, known: bool, again: bool) -> str:
    if not known:
        return "There is no such candidate or criterion on this sheet."
    if again:
        return "this cell is scored twice; give one score."
    if cell.score is None:
        return "tick a score, or take the red flag and the text away." if _says(cell) else ""
    if not _is_score(cell.score):
        return f"{cell.score} is not on the scale; a score is a whole number from 1 to 5."
    wrong = complaint(tidy(cell.evidence), LONGEST_EVIDENCE)
    if wrong:
        return f"the evidence {wrong}."
    return "say what the red flag is." if cell.red_flag and not cell.evidence.strip() else ""


def _is_score(score: object) -> bool:
    whole = isinstance(score, int) and not isinstance(score, bool)
    return whole and LOWEST <= score <= HIGHEST  # type: ignore[operator]  # an int by now


def _says(cell: CellScore) -> bool:
    return cell.red_flag or bool(cell.evidence.strip())


def rater_for(by: Person, screening: Screening) -> Rater:
    """The rater that this person is, held until the transaction ends."""
    rows = Rater.objects.in_system_scope(WHY).filter(screening=screening, person=by)
    rater = rows.filter(withdrawn_at__isnull=True).first()
    if rater is None:
        raise Refused("not_asked", "You were not asked to score these candidates.")
    return Rater.objects.lock(rater)
