"""The results of a screening: scores, red flags, the simulated ranking, and what to settle first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from allied.kit.content import digest
from allied.kit.together import together
from allied.people.models import Person
from allied.rooms.selection.agreement import Talk
from allied.rooms.selection.flags import Consequence, say_flag
from allied.rooms.selection.flips import say_flip, stability
from allied.rooms.selection.models import (
    Candidate,
    FlagAnswer,
    Rating,
    RobustnessRun,
    Screening,
    ScreeningCriterion,
    Shortlist,
    ShortlistPlace,
)
from allied.rooms.selection.queries.then_and_now import ThenAndNow, then_and_now
from allied.rooms.selection.robustness import Robustness
from allied.rooms.selection.scoring import Cell, Place, Score, places
from allied.rooms.selection.simulating import as_found, inputs_of
from allied.rooms.selection.table import Table, names_of, table_of, table_queries
from allied.rooms.selection.wording import say_leader, say_open_cells, say_rival

FLIPS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class FlagLine:
    """One red flag of a candidate as a sentence, with its answer where it needs one."""

    criterion: ScreeningCriterion
    says: str
    vetoes: bool
    answer: FlagAnswer | None


@dataclass(frozen=True, kw_only=True)
class CellLine:
    """One cell of the grid."""

    criterion: ScreeningCriterion
    cell: Cell | None
    ratings: Sequence[Rating]
    flagged: str
    talk: bool

    @property
    def score(self) -> int | None:
        """The whole score nearest to the mean: a range says more than a false decimal."""
        return None if self.cell is None else int(self.cell.mean + 0.5)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One candidate with everything that is known of it."""

    candidate: Candidate
    score: Score
    place: Place
    cells: Sequence[CellLine]
    flags: Sequence[FlagLine]
    unchecked: Sequence[ScreeningCriterion]  # a veto stands on it, and nobody scored it
    first: float | None
    listed: ShortlistPlace | None
    is_chosen: bool

    @property
    def key(self) -> str:
        """The candidate as the rules name it."""
        return str(self.candidate.pk)

    @property
    def is_vetoed(self) -> bool:
        """Whether it stands below the line."""
        return self.place.best is None

    @property
    def fit(self) -> str:
        """The fit from 0 to 100, or the interval it lies in while a score is missing."""
        if self.score.value is not None:
            return f"{self.score.value:.1f}"
        return f"{self.score.low:.0f} to {self.score.high:.0f}"

    @property
    def rank(self) -> str:
        """The rank, or the ranks that are still open; none below the line."""
        if self.place.best is None:
            return "–"
        same = self.place.best == self.place.worst
        return f"{self.place.best}" if same else f"{self.place.best} to {self.place.worst}"

    @property
    def open_contests(self) -> list[FlagLine]:
        """The red flags that wait for their written answer."""
        return [flag for flag in self.flags if not flag.vetoes and flag.answer is None]


@dataclass(frozen=True, kw_only=True)
class Results:
    """A screening whose blind part is over."""

    table: Table
    run: RobustnessRun | None
    answers: dict[tuple[UUID, UUID], FlagAnswer]
    shortlist: Shortlist | None
    listed: dict[UUID, ShortlistPlace]
    then: ThenAndNow | None

    @property
    def screening(self) -> Screening:
        """The screening itself."""
        return self.table.screening

    @cached_property
    def names(self) -> dict[str, str]:
        """Candidates and criteria by the keys of the rules."""
        criteria = {one.key: one.name for one in self.table.criteria}
        return {**names_of(self.table.candidates), **criteria}

    @cached_property
    def found(self) -> Robustness | None:
        """The simulated ranking, once it is there."""
        return as_found(self.run.result) if self.run and self.run.result else None

    @cached_property
    def rows(self) -> list[Row]:
        """The candidates from best to worst, the vetoed ones last."""
        by_id = {str(one.pk): one for one in self.table.candidates}
        order = places(self.table.totals, self.table.vetoed)
        return [self._row(by_id[place.candidate], place) for place in order]

    def _row(self, candidate: Candidate, place: Place) -> Row:
        key = str(candidate.pk)
        flags = self._flags(candidate)
        shares = self.found.ranks.get(key) if self.found else None
        return Row(
            candidate=candidate,
            score=self.table.totals[key],
            place=place,
            cells=[self._cell(candidate, one, flags) for one in self.table.criteria],
            flags=flags,
            unchecked=self._unchecked(key),
            first=shares[0] if shares else None,
            listed=self.listed.get(candidate.pk),
            is_chosen=bool(self.shortlist and self.shortlist.chosen_id == candidate.pk),
        )

    def _unchecked(self, key: str) -> list[ScreeningCriterion]:
        rules = self.table.flags[key].unchecked
        vetoes = {rule.criterion for rule in rules if rule.consequence is Consequence.VETO}
        return [one for one in self.table.criteria if one.key in vetoes]

    def _flags(self, candidate: Candidate) -> list[FlagLine]:
        found = self.table.flags[str(candidate.pk)]
        by_key = {one.key: one for one in self.table.criteria}
        vetoes = [
            FlagLine(
                criterion=by_key[flag.rule.criterion],
                says=say_flag(flag, by_key[flag.rule.criterion].name),
                vetoes=True,
                answer=None,
            )
            for flag in found.vetoes
        ]
        rules = {flag.rule.criterion: flag for flag in found.contests}
        contests = [
            FlagLine(
                criterion=one,
                says=self._contest(candidate, one, say_flag(rules[key], one.name))
                if key in rules
                else self._contest(candidate, one, ""),
                vetoes=False,
                answer=self.answers.get((candidate.pk, one.pk)),
            )
            for key, one in self.table.contested(candidate).items()
        ]
        return [*vetoes, *contests]

    def _contest(self, candidate: Candidate, criterion: ScreeningCriterion, said: str) -> str:
        raised = [r for r in self.table.cell(candidate, criterion) if r.red_flag]
        words = [r.evidence or f"{criterion.name}: a rater raised a red flag." for r in raised]
        return " ".join([*words, said]).strip()

    def _cell(
        self, candidate: Candidate, criterion: ScreeningCriterion, flags: Sequence[FlagLine]
    ) -> CellLine:
        cell = self.table.totals[str(candidate.pk)].cells.get(criterion.key)
        says = [flag.says for flag in flags if flag.criterion == criterion]
        talks = {(talk.candidate, talk.criterion) for talk in self.table.talks}
        return CellLine(
            criterion=criterion,
            cell=cell,
            ratings=self.table.cell(candidate, criterion),
            flagged=says[0] if says else "",
            talk=(str(candidate.pk), criterion.key) in talks,
        )

    @property
    def above(self) -> list[Row]:
        """The candidates that are ranked."""
        return [row for row in self.rows if not row.is_vetoed]

    @property
    def below(self) -> list[Row]:
        """The candidates below the line."""
        return [row for row in self.rows if row.is_vetoed]

    @property
    def talks(self) -> Sequence[Talk]:
        """The cells that raters are still two or more apart on."""
        return self.table.talks

    @cached_property
    def leads(self) -> str:
        """Who leads, in one sentence."""
        return say_leader(self.found, self.names) if self.found else ""

    @cached_property
    def rival(self) -> str:
        """Who else could lead, in one sentence; nothing beside a robust winner."""
        return say_rival(self.found, self.names) if self.found else ""

    @property
    def says(self) -> str:
        """What may be said of the ranking."""
        return f"{self.leads} {self.rival}".strip()

    @cached_property
    def says_open(self) -> str:
        """Which cells the simulation had no score for."""
        return say_open_cells(self.found, self.names) if self.found else ""

    @property
    def is_alone(self) -> bool:
        """Whether there is nobody to compare with."""
        return len(self.table.candidates) == 1

    @cached_property
    def flips(self) -> list[str]:
        """The nearest changes of one weight that put somebody else first."""
        means: dict[str, dict[str, float]] = {
            row.key: {key: cell.mean for key, cell in row.score.cells.items() if cell}
            for row in self.above
            if row.score.is_complete
        }
        if len(means) < 2:
            return []
        found = stability(means, self.table.weights)
        leader = self.names[found.leader]
        return [
            say_flip(flip, leader, self.names[flip.rival], self.names[flip.criterion])
            for flip in found.flips[:FLIPS_SHOWN]
        ]


def results_of(person: Person, screening: Screening, *, simulated: bool = True) -> Results:
    """The results as this person may read them; two queries, or one without the simulation.

    A screening that repeats another one asks for that one and its scores as well.
    """
    answers = FlagAnswer.objects.visible_to(person).filter(
        screening=screening, replaced_at__isnull=True
    )
    lists = Shortlist.objects.visible_to(person).filter(
        screening=screening, replaced_at__isnull=True
    )
    listed = ShortlistPlace.objects.visible_to(person).filter(
        shortlist__screening=screening, shortlist__replaced_at__isnull=True
    )
    *rows, answered, decided, places = together(
        *table_queries(screening, person),
        answers.select_related("by"),
        lists.select_related("by", "chosen").order_by("pk")[:1],
        listed.select_related("candidate").order_by("place"),
    )
    table = table_of(screening, rows)
    runs = RobustnessRun.objects.visible_to(person).filter(screening=screening)
    return Results(
        table=table,
        run=runs.filter(inputs_digest=digest(inputs_of(table))).first() if simulated else None,
        answers={(one.candidate_id, one.criterion_id): one for one in answered},
        shortlist=next(iter(decided), None),
        listed={row.candidate_id: row for row in places},
        then=then_and_now(person, table),
    )
