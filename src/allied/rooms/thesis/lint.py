"""The lint of the value thesis: is it sharp enough to be steered by? Rules of field.md 4.2."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allied.kit.lint import Finding, Hit, Rulebook, rule
from allied.kit.words import counted, day, listed, quoted, shortened
from allied.rooms.thesis.assumptions import default_due
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Outcome, ScopeKind
from allied.rooms.thesis.limits import Limits
from allied.rooms.thesis.principles import contradiction


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The subject of the lint; `parties` maps ids to names, `launch` is the planned launch."""

    content: ThesisContent
    parties: Mapping[str, str]
    launch: date
    limits: Limits


@rule("E1")
def outcome_without_number(draft: Draft) -> Iterator[Hit]:
    """An outcome without number, unit and date, or no outcome at all."""
    if not draft.content.outcomes:
        yield Hit(
            "outcomes", "", "The thesis names no outcome.", "Add a number, a unit and a date."
        )
    for outcome in draft.content.outcomes:
        missing = [name for name, there in _numbers(outcome) if not there]
        if missing:
            message = f"{quoted(outcome.name)} has {_without(missing)}."
            yield Hit("outcomes", outcome.id, message, f"Add {listed(missing)}.")


@rule("E2")
def outcome_without_owner(draft: Draft) -> Iterator[Hit]:
    """An outcome without an owner."""
    for outcome in draft.content.outcomes:
        if outcome.owner not in draft.parties:
            fix = f"Choose {listed(list(draft.parties.values()), 'or')}."
            yield Hit("outcomes", outcome.id, f"{quoted(outcome.name)} has no owner.", fix)


@rule("E3")
def too_few_non_goals(draft: Draft) -> Iterator[Hit]:
    """Fewer than three non-goals."""
    count, least = len(draft.content.scope_of(ScopeKind.NON_GOAL)), draft.limits.fewest_non_goals
    if count < least:
        named = f"The thesis names {counted(count, 'non-goal') if count else 'no non-goal'}."
        fix = f"Name at least {counted(least, 'thing')} that the alliance does not aim for."
        yield Hit("scope", "", named, fix)


@rule("E4")
def no_reason_to_ally(draft: Draft) -> Iterator[Hit]:
    """No reason why to ally rather than build or buy."""
    if not draft.content.why_alliance.strip():
        message = "Nothing says why an alliance is better than building or buying."
        yield Hit("why_alliance", "", message, "Compare with building and with buying.")


@rule("E5")
def side_brings_nothing(draft: Draft) -> Iterator[Hit]:
    """A side that contributes nothing."""
    for party, name in draft.parties.items():
        if not any(c.what.strip() for c in draft.content.brought_by(party)):
            fix = f"Write down what {name} brings."
            yield Hit("contributions", party, f"{name} contributes nothing so far.", fix)


@rule("E6")
def no_early_test(draft: Draft) -> Iterator[Hit]:
    """No assumption that is tested within the test period."""
    last = default_due(draft.launch, draft.limits)
    if not any((a.due or last) <= last for a in draft.content.assumptions):
        days = counted(draft.limits.test_days, "day")
        message = f"No assumption is tested within {days} of launch, by {day(last)}."
        yield Hit("assumptions", "", message, "Date at least one test earlier.")


@rule("W7")
def too_many_outcomes(draft: Draft) -> Iterator[Hit]:
    """More than seven outcomes."""
    count, most = len(draft.content.outcomes), draft.limits.most_outcomes
    if count > most:
        fix = f"Keep the {most} that decide whether the alliance is worth it."
        yield Hit("outcomes", "", f"{count} outcomes are too many to steer by.", fix)


@rule("W8")
def vague_words(draft: Draft) -> Iterator[Hit]:
    """Vague words without a measure."""
    objective = draft.content.objective
    word = _vague(objective, draft.limits)
    if word and not re.search(r"\d", objective):
        message = f"The objective says {quoted(word)} without a number."
        yield Hit("objective", "", message, "Say what will be different, and by how much.")
    for outcome in draft.content.outcomes:
        word = _vague(outcome.name, draft.limits)
        if word and (not outcome.measure.strip() or _vague(outcome.measure, draft.limits)):
            message = f"{quoted(outcome.name)} says {quoted(word)} without a measure."
            yield Hit("outcomes", outcome.id, message, "Say what is counted.")


@rule("W9")
def horizon_out_of_range(draft: Draft) -> Iterator[Hit]:
    """An outcome due outside 12 to 18 months after launch."""
    first, last = draft.limits.horizon_months_from, draft.limits.horizon_months_to
    earliest, latest = months_later(draft.launch, first), months_later(draft.launch, last)
    for outcome in draft.content.outcomes:
        if outcome.due and not earliest <= outcome.due <= latest:
            side = "earlier than" if outcome.due < earliest else "later than"
            edge = first if outcome.due < earliest else last
            message = f"{quoted(outcome.name)} is due {side} {edge} months after launch."
            fix = f"Set a date from {day(earliest)} to {day(latest)}."
            yield Hit("outcomes", outcome.id, message, fix)


@rule("W10")
def untestable_assumption(draft: Draft) -> Iterator[Hit]:
    """An assumption without a test or a threshold that would refute it."""
    for item in draft.content.assumptions:
        parts = (("test", item.test), ("threshold", item.threshold))
        missing = [name for name, text in parts if not text.strip()]
        if missing:
            message = f"{quoted(shortened(item.statement))} has {_without(missing)}."
            fix = "Say how it is tested and which result would refute it."
            yield Hit("assumptions", item.id, message, fix)


@rule("W11")
def unmitigated_risk(draft: Draft) -> Iterator[Hit]:
    """A risk without mitigation."""
    for risk in draft.content.risks:
        if not risk.mitigation.strip():
            message = f"Nothing is done about {quoted(shortened(risk.text))}."
            yield Hit("risks", risk.id, message, "Write down who does what about it.")


@rule("W12")
def weak_principles(draft: Draft) -> Iterator[Hit]:
    """Decision principles that contradict each other, or more than six of them."""
    principles, most = draft.content.principles, draft.limits.most_principles
    if len(principles) > most:
        message = f"{len(principles)} decision principles are too many to decide by."
        yield Hit("principles", "", message, f"Keep the {most} that settle real disputes.")
    places = contradiction([principle.text for principle in principles])
    if places:
        numbers = listed([str(place + 1) for place in places])
        message = f"Principles {numbers} contradict each other."
        yield Hit("principles", principles[places[-1]].id, message, "Decide which one wins.")


@rule("W13")
def measured_by_one_side(draft: Draft) -> Iterator[Hit]:
    """An outcome that only one side can measure."""
    for outcome in draft.content.outcomes:
        sides = [name for party, name in draft.parties.items() if party in outcome.measured_by]
        if len(sides) == 1 < len(draft.parties):
            message = f"Only {sides[0]} can check {quoted(outcome.name)}."
            fix = "Agree a source that every side can read."
            yield Hit("outcomes", outcome.id, message, fix)


@rule("W14")
def side_gains_nothing(draft: Draft) -> Iterator[Hit]:
    """A side that no outcome benefits."""
    for party, name in draft.parties.items():
        if not any(party in outcome.benefits for outcome in draft.content.outcomes):
            message = f"No outcome says what {name} gains."
            yield Hit("outcomes", party, message, f"Mark the outcomes that benefit {name}.")


BOOK = Rulebook[Draft](
    (
        outcome_without_number,
        outcome_without_owner,
        too_few_non_goals,
        no_reason_to_ally,
        side_brings_nothing,
        no_early_test,
        too_many_outcomes,
        vague_words,
        horizon_out_of_range,
        untestable_assumption,
        unmitigated_risk,
        weak_principles,
        measured_by_one_side,
        side_gains_nothing,
    )
)


def lint(draft: Draft) -> tuple[Finding, ...]:
    """All findings on one version of the thesis, in the order of the rules' numbers."""
    return BOOK.findings(draft)


def months_later(start: date, months: int) -> date:
    """The same day so many months later; the last day where the month is shorter."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _without(missing: Sequence[str]) -> str:
    return listed([f"no {name}" for name in missing])


def _numbers(outcome: Outcome) -> tuple[tuple[str, bool], ...]:
    return (
        ("target", outcome.target is not None),
        ("unit", bool(outcome.unit.strip())),
        ("date", outcome.due is not None),
    )


def _vague(text: str, limits: Limits) -> str:
    """The first vague word in a text, as it stands in the list."""
    for word in limits.vague_words:
        if re.search(rf"\b{re.escape(word)}(?:s|d|es|ed|ing)?\b", text, re.IGNORECASE):
            return word
    return ""
