"""How far the raters agree, said so that few raters never sound like proof."""

from dataclasses import dataclass

from allied.kit.words import counted, percent
from allied.rooms.selection.agreement import agree
from allied.rooms.selection.concordance import Concordance, concord
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import Candidate, Rater, ScreeningCriterion
from allied.rooms.selection.reliability import Reliability, rely, why_no_reliability
from allied.rooms.selection.table import Table

RAREST = 0.01


@dataclass(frozen=True, kw_only=True)
class Honesty:
    """What the scores say about the raters themselves."""

    raters: int
    cells: int
    close: int
    proven: int
    order: Concordance | None
    reliability: Reliability | None
    no_reliability: str

    @property
    def says(self) -> list[str]:
        """The sentences to print, the plainest first."""
        return [*self._cells(), *self._order(), *self._reliability()]

    def _cells(self) -> list[str]:
        if self.raters < 2:
            return ["One rater scored: there is nobody to agree with."]
        said = f"In {self.close} of {self.cells} cells the raters differ by at most 1."
        if self.raters < limits().proof_raters:
            few = f"{counted(self.raters, 'rater')} are too few to call that more than chance."
            return [said, few]
        return [said, f"In {self.proven} of them that is more than chance."]

    def _order(self) -> list[str]:
        found = self.order
        if found is None:
            return []
        how = (
            "random orders agree as well in"
            if found.p_by != "chi-square"
            else "chance would give it in"
        )
        return [
            f"On the order of the candidates the raters agree to {found.w:.2f} (Kendall's W, 0 to 1, "
            f"{found.raters} raters, {found.candidates} candidates); {how} {_rarely(found.p)} of cases."
        ]

    def _reliability(self) -> list[str]:
        if self.reliability is None:
            return [self.no_reliability] if self.no_reliability else []
        found = self.reliability
        return [
            f"How well the mean of the raters would hold with other raters: {found.average:.2f}, "
            f"{found.band} (intraclass correlation)."
        ]


def honesty_of(table: Table) -> Honesty:
    """How far the raters agree, over single scores, over the order, and over the whole table."""
    said = [
        agree([r.counts for r in table.cell(candidate, criterion)], limits())
        for candidate in table.candidates
        for criterion in table.criteria
        if len(table.cell(candidate, criterion)) > 1
    ]
    totals = _totals(table)
    why = why_no_reliability(len(table.candidates), len(totals), limits())
    return Honesty(
        raters=len(table.raters),
        cells=len(said),
        close=sum(one.range <= 1 for one in said),
        proven=sum(one.proven for one in said),
        order=concord(totals) if len(totals) > 1 and len(table.candidates) > 1 else None,
        reliability=None if why else _rely(totals),
        no_reliability=why,
    )


def _rarely(share: float) -> str:
    return percent(share) if share >= RAREST else f"less than {percent(RAREST)}"


def _totals(table: Table) -> list[list[float]]:
    """The weighted mean of each candidate by each rater who scored everything; a row per rater."""
    found = []
    for rater in table.raters:
        row = [_total(table, rater, candidate) for candidate in table.candidates]
        whole = [total for total in row if total is not None]
        if len(whole) == len(row):
            found.append(whole)
    return found


def _total(table: Table, rater: Rater, candidate: Candidate) -> float | None:
    total = 0.0
    for criterion in table.criteria:
        given = _given(table, rater, candidate, criterion)
        if given is None:
            return None
        total += table.weights[criterion.key] * given
    # Equal totals from different scores are ties; the last bits of the sum must not rank them.
    return round(total, 9)


def _given(
    table: Table, rater: Rater, candidate: Candidate, criterion: ScreeningCriterion
) -> int | None:
    ratings = table.cell(candidate, criterion)
    return next((one.counts for one in ratings if one.rater_id == rater.pk), None)


def _rely(totals: list[list[float]]) -> Reliability | None:
    by_candidate = [list(column) for column in zip(*totals, strict=True)]
    try:
        return rely(by_candidate, limits())
    except ValueError:  # all scores are equal: there is nothing to rely on
        return None
