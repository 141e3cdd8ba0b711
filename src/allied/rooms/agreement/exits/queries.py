"""What the page of exits reads: triggers with where they stand, and the unwind plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.agreement.exits.conditions import ExitRule
from allied.rooms.agreement.exits.dry_run import DryRun, Tried, dry_run
from allied.rooms.agreement.exits.grammar import read
from allied.rooms.agreement.exits.models import ExitTrigger, UnwindStep
from allied.rooms.agreement.exits.sentence import sentence
from allied.rooms.agreement.exits.watched import SHARE, Number, known_numbers


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One trigger in words, and what it would have done so far."""

    row: ExitTrigger
    says: str
    early: str
    ran: DryRun
    ran_early: DryRun | None

    @property
    def tone(self) -> str:
        """Red when it has fired, amber while breaches add up or the early one has fired."""
        now = self.ran.standing.tone if self.ran.standing else ""
        early = self.ran_early.standing.tone if self.ran_early and self.ran_early.standing else ""
        return now or ("amber" if early == "red" else "")


def triggers(person: Person, alliance: Alliance) -> QuerySet[ExitTrigger]:
    """The triggers of the alliance that this person may see, retired ones not among them."""
    rows = ExitTrigger.objects.visible_to(person)
    return rows.filter(alliance=alliance, retired_at__isnull=True)


def steps(person: Person, alliance: Alliance) -> QuerySet[UnwindStep]:
    """The steps of the unwind plan in their order, with who sees to them."""
    rows = UnwindStep.objects.visible_to(person)
    found = rows.filter(alliance=alliance, removed_at__isnull=True)
    return found.select_related("holder__organisation")


def watched(person: Person, alliance: Alliance, today: date) -> list[Watched]:
    """Every trigger with where it stands; as many questions for thirty as for one."""
    numbers = known_numbers(alliance)
    return [one_watched(row, alliance, numbers, today) for row in triggers(person, alliance)]


def one_watched(
    row: ExitTrigger,
    alliance: Alliance,
    numbers: Mapping[str, Number],
    today: date,
    tried: Tried | None = None,
) -> Watched:
    """One trigger, on its history or on numbers tried out."""
    rule, early = read(row.rule), read(row.early_rule) if row.early_rule else None
    return Watched(
        row=row,
        says=in_words(rule, numbers),
        early=in_words(early, numbers) if early else "",
        ran=dry_run(rule, alliance, numbers, today, tried),
        ran_early=dry_run(early, alliance, numbers, today, tried) if early else None,
    )


def in_words(rule: ExitRule, numbers: Mapping[str, Number]) -> str:
    """The rule as a sentence with the names that people know."""
    names = {key: number.name for key, number in numbers.items()}
    shares = {key for key, number in numbers.items() if number.unit == SHARE}
    return sentence(rule, names, shares=shares)


def unowned(plan: Sequence[UnwindStep]) -> int:
    """How many steps nobody sees to."""
    return sum(step.holder is None for step in plan)
