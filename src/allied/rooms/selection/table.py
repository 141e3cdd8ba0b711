"""Everything that was scored in one screening, in memory: what the rules are fed with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from allied.kit.together import together
from allied.people.models import Person
from allied.rooms.selection.agreement import Talk, to_talk_through
from allied.rooms.selection.flags import (
    Comparator,
    Consequence,
    RedFlags,
    Rule,
    Statistic,
    check_flags,
)
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Rating,
    Screening,
    ScreeningCriterion,
    Weighting,
)
from allied.rooms.selection.scoring import Score, score_candidate
from allied.rooms.selection.steps import WHY


@dataclass(frozen=True, kw_only=True)
class Table:
    """The submitted scores of a screening whose blind part is over; the revised value counts."""

    screening: Screening
    criteria: Sequence[ScreeningCriterion]
    candidates: Sequence[Candidate]
    raters: Sequence[Rater]
    weighting: Weighting | None
    ratings: Sequence[Rating]

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weights that count, in the order of the criteria."""
        given = self.weighting.weights if self.weighting else {}
        return {one.key: given[one.key] for one in self.criteria if one.key in given}

    @cached_property
    def by_cell(self) -> dict[tuple[Any, Any], list[Rating]]:
        """The ratings of each cell (candidate and criterion), in the order of the raters."""
        order = {rater.pk: place for place, rater in enumerate(self.raters)}
        found: dict[tuple[Any, Any], list[Rating]] = {}
        for rating in sorted(self.ratings, key=lambda one: order[one.rater_id]):
            found.setdefault((rating.candidate_id, rating.criterion_id), []).append(rating)
        return found

    def cell(self, candidate: Candidate, criterion: ScreeningCriterion) -> list[Rating]:
        """The ratings of one cell."""
        return self.by_cell.get((candidate.pk, criterion.pk), [])

    def scores_of(self, candidate: Candidate) -> dict[str, list[int]]:
        """The scores of one candidate by criterion."""
        return {one.key: [r.counts for r in self.cell(candidate, one)] for one in self.criteria}

    @cached_property
    def scores(self) -> dict[str, dict[str, list[int]]]:
        """The scores of all candidates, by id."""
        return {str(one.pk): self.scores_of(one) for one in self.candidates}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The red flags of the criteria."""
        return rules_of(self.criteria)

    @cached_property
    def flags(self) -> dict[str, RedFlags]:
        """What the rules found, by candidate."""
        return {key: check_flags(scores, self.rules) for key, scores in self.scores.items()}

    @cached_property
    def vetoed(self) -> frozenset[str]:
        """The candidates below the line."""
        return frozenset(key for key, flags in self.flags.items() if flags.is_vetoed)

    @cached_property
    def totals(self) -> dict[str, Score]:
        """The fit of each candidate, from 0 to 100."""
        return {key: score_candidate(s, self.weights) for key, s in self.scores.items()}

    @cached_property
    def talks(self) -> tuple[Talk, ...]:
        """The cells that raters talk through: two or more apart."""
        return to_talk_through(self.scores, limits())

    @cached_property
    def first_talks(self) -> tuple[Talk, ...]:
        """The same over the first, unrevised scores: what a rater may revise."""
        first = {
            str(one.pk): {two.key: [r.score for r in self.cell(one, two)] for two in self.criteria}
            for one in self.candidates
        }
        return to_talk_through(first, limits())

    def contested(self, candidate: Candidate) -> dict[str, ScreeningCriterion]:
        """The criteria on which this candidate needs a written answer: by rule, or by a rater's flag."""
        by_rule = {flag.rule.criterion for flag in self.flags[str(candidate.pk)].contests}
        found = {}
        for one in self.criteria:
            by_hand = any(rating.red_flag for rating in self.cell(candidate, one))
            if by_hand or one.key in by_rule:
                found[one.key] = one
        return found


def rules_of(criteria: Sequence[ScreeningCriterion]) -> tuple[Rule, ...]:
    """The red flags that these criteria carry: vetoes by the median, contests by any rater."""
    vetoes = [
        Rule(one.key, Comparator.AT_MOST, one.veto_at, Statistic.MEDIAN, Consequence.VETO)
        for one in criteria
        if one.veto_at is not None
    ]
    contests = [
        Rule(one.key, Comparator.AT_MOST, one.contest_at, Statistic.ANY, Consequence.CONTEST)
        for one in criteria
        if one.contest_at is not None
    ]
    return (*vetoes, *contests)


def read_table(screening: Screening, person: Person | None = None) -> Table:
    """The table as this person may read it, or for a command that has locked the screening. One statement."""
    return table_of(screening, together(*table_queries(screening, person)))


def table_queries(screening: Screening, person: Person | None) -> Sequence[QuerySet[Any]]:
    """What a table is made of; `table_of` takes the answers in the same order."""

    def rows(model: Any) -> Any:
        found = model.objects.visible_to(person) if person else model.objects.in_system_scope(WHY)
        return found.filter(screening=screening)

    ratings = rows(Rating).filter(
        rater__submitted_at__isnull=False,
        rater__withdrawn_at__isnull=True,
        candidate__withdrawn_at__isnull=True,
    )
    raters = rows(Rater).filter(submitted_at__isnull=False, withdrawn_at__isnull=True)
    return (
        rows(ScreeningCriterion).filter(removed_at__isnull=True).order_by("position"),
        rows(Candidate).filter(withdrawn_at__isnull=True).order_by("position"),
        raters.select_related("person").order_by("position"),
        rows(Weighting).filter(lapsed_at__isnull=True).order_by("-revision")[:1],
        ratings,
    )


def table_of(screening: Screening, rows: Sequence[list[Any]]) -> Table:
    """The table from what `table_queries` found."""
    criteria, candidates, raters, weightings, ratings = rows
    return Table(
        screening=screening,
        criteria=criteria,
        candidates=candidates,
        raters=raters,
        weighting=next(iter(weightings), None),
        ratings=ratings,
    )


def names_of(rows: Sequence[Candidate]) -> Mapping[str, str]:
    """The names of candidates by id."""
    return {str(one.pk): one.name for one in rows}
