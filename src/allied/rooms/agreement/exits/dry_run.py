"""What a trigger would have done: on the alliance's own history, or on numbers tried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from allied.alliances.models import Alliance
from allied.kit.words import counted, listed, percent
from allied.rooms.agreement.exits.conditions import ExitRule, Values
from allied.rooms.agreement.exits.limits import limits
from allied.rooms.agreement.exits.noise import chance_of_a_run, share_of_breaches
from allied.rooms.agreement.exits.periods import Span, closed_spans
from allied.rooms.agreement.exits.watch import Reading, firings, read_periods
from allied.rooms.agreement.exits.watched import Number

Tried = Mapping[str, Sequence[Decimal | None]]


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """Each closed period with its numbers and where the trigger stood; and what chance would do.

    `chance` (0 to 1) is the probability of a run within a year if breaches came by chance alone,
    nothing while fewer periods are known than that takes.
    """

    rule: ExitRule
    spans: tuple[Span, ...]
    values: tuple[Values, ...]
    readings: tuple[Reading, ...]
    fired: tuple[Span, ...]
    known: int
    chance: float | None
    unkept: tuple[str, ...]

    @property
    def standing(self) -> Reading | None:
        """Where it stands after the last closed period."""
        return self.readings[-1] if self.readings else None

    @property
    def is_nervous(self) -> bool:
        """Whether chance alone would fire it too often."""
        return self.chance is not None and self.chance >= limits().nervous_from

    @property
    def says(self) -> str:
        """What would have happened, in a sentence."""
        if self.unkept and not self.known:
            return (
                f"Nobody keeps {listed(self.unkept)} yet. Try numbers out to see what would happen."
            )
        if not self.spans:
            return f"No {self.rule.period} is over yet."
        past = counted(len(self.spans), str(self.rule.period))
        if not self.fired:
            return f"It would not have fired in the last {past}."
        return f"In the last {past} it would have fired in {listed([s.label for s in self.fired])}."

    @property
    def warns(self) -> str:
        """What the noise does to it, in a sentence."""
        fewest = limits().fewest_known
        if self.chance is None:
            return (
                f"{counted(self.known, 'period')} with a number: {fewest} tell whether chance "
                "alone would fire it."
            )
        share = f"Chance alone would fire it in {percent(self.chance)} of all years"
        return f"{share}: too nervous. Ask for a longer run." if self.is_nervous else f"{share}."


def dry_run(
    rule: ExitRule,
    alliance: Alliance,
    numbers: Mapping[str, Number],
    today: date,
    tried: Tried | None = None,
) -> DryRun:
    """The rule on what is known; numbers tried out replace a history, their last value is the newest."""
    tried = {key: tuple(values) for key, values in (tried or {}).items() if key in rule.metrics}
    spans, before = _spans(
        rule, alliance, today, max((len(row) for row in tried.values()), default=0)
    )
    histories = {key: _history(key, numbers, spans, tried) for key in rule.metrics}
    values = tuple(
        {key: row[place] for key, row in histories.items()} for place in range(len(spans))
    )
    readings = tuple(read_periods(replace(rule, grace=max(rule.grace - before, 0)), values))
    share, known = share_of_breaches([rule.condition.holds(one) for one in values])
    enough = known >= limits().fewest_known
    return DryRun(
        rule=rule,
        spans=spans,
        values=values,
        readings=readings,
        fired=tuple(spans[place] for place in firings(readings)),
        known=known,
        chance=chance_of_a_run(share, rule.run, limits().horizon(rule.period)) if enough else None,
        unkept=tuple(
            numbers[key].name if key in numbers else key
            for key in rule.metrics
            if key not in tried and (key not in numbers or numbers[key].history is None)
        ),
    )


def _spans(
    rule: ExitRule, alliance: Alliance, today: date, tried: int
) -> tuple[tuple[Span, ...], int]:
    """The newest since the alliance began and how many came before, or as many as were tried out."""
    most = limits().most_spans
    if tried:
        years_back = date(max(today.year - 1 - tried // 4, 1), 1, 1)
        return closed_spans(rule.period, years_back, today)[-min(tried, most) :], 0
    begun = alliance.start_date or alliance.created_at.date()
    found = closed_spans(rule.period, begun, today)
    return found[-most:], max(len(found) - most, 0)


def _history(
    key: str, numbers: Mapping[str, Number], spans: Sequence[Span], tried: Tried
) -> list[Decimal | None]:
    if key in tried:
        row = list(tried[key])[-len(spans) :] if spans else []
        return [None] * (len(spans) - len(row)) + row
    number = numbers.get(key)
    if number is None or number.history is None:
        return [None] * len(spans)
    return number.history(spans)
