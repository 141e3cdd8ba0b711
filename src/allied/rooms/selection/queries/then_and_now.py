"""A partner then and now: the screening that repeats an earlier one, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.kit.words import counted, listed, signed
from allied.people.models import Person
from allied.rooms.selection import requalifying
from allied.rooms.selection.flags import Flag
from allied.rooms.selection.models import Candidate, Screening
from allied.rooms.selection.requalifying import Requalification, requalify
from allied.rooms.selection.table import Table, read_table


@dataclass(frozen=True, kw_only=True)
class ThenAndNow:
    """The difference of one partner between two screenings."""

    before: Screening
    after: Screening
    candidate: Candidate
    found: Requalification
    names: dict[str, str]

    @property
    def says(self) -> str:
        """By how much the fit moved, and why; or that it cannot be said yet."""
        found = self.found
        if found.change is None:
            return "The fit of one of the two is still open."
        said = f"The fit moved by {signed(found.change)}"
        if found.by_scores is None or found.by_weights is None:
            return f"{said}; the criteria are not the same."
        parts = (
            f"{signed(found.by_scores)} by the scores and {signed(found.by_weights)} by the weights"
        )
        return f"{said}: {parts}."

    @property
    def says_flags(self) -> str:
        """Which red flags came and which went."""
        groups = (
            ("New red flags", self.found.new_flags),
            ("Gone", self.found.gone_flags),
            ("Not checked any more", self.found.unchecked_flags),
        )
        said = [f"{word}: {self._on(flags)}." for word, flags in groups if flags]
        return " ".join(said) or "No red flag came or went."

    @property
    def says_raters(self) -> str:
        """From how many raters each look comes: a mean of two moves more easily than one of six."""
        return f"Scored by {_raters(self.found.n_before)} then, {_raters(self.found.n_after)} now."

    def _on(self, flags: Iterable[Flag]) -> str:
        return listed(list(dict.fromkeys(self.names[flag.rule.criterion] for flag in flags)))


def _raters(span: tuple[int, int]) -> str:
    fewest, most = span
    return counted(most, "rater") if fewest == most else f"{fewest} to {counted(most, 'rater')}"


def then_and_now(person: Person, table: Table) -> ThenAndNow | None:
    """The difference to the screening that this one repeats; nothing when it repeats none."""
    now = next((one for one in table.candidates if one.repeats_id), None)
    if now is None or table.screening.repeats_id is None:
        return None
    rows = Screening.objects.visible_to(person).filter(pk=table.screening.repeats_id)
    before = rows.first()
    if before is None:
        return None
    old = read_table(before, person)
    then = next((one for one in old.candidates if one.pk == now.repeats_id), None)
    if then is None:
        return None
    names = {one.key: one.name for one in (*old.criteria, *table.criteria)}
    found = requalify(_look(old, then), _look(table, now))
    return ThenAndNow(before=before, after=table.screening, candidate=now, found=found, names=names)


def _look(table: Table, candidate: Candidate) -> requalifying.Screening:
    return requalifying.Screening(
        scores=table.scores_of(candidate), weights=table.weights, rules=table.rules
    )
