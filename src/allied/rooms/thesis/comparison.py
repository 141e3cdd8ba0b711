"""What changed between two versions of a thesis, in words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from allied.kit.comparison import Aspect, Change, Section, arrow, compare_aspects, compare_items
from allied.kit.words import day, listed, number, quoted, shortened
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)

SCOPE_WORDS = {
    ScopeKind.IN: "In scope",
    ScopeKind.OUT: "Out of scope",
    ScopeKind.NON_GOAL: "Non-goal",
}


def compare(
    old: ThesisContent, new: ThesisContent, *, parties: Mapping[str, str]
) -> tuple[Change, ...]:
    """Every change as a sentence, section by section; equal content has none.

    `parties` maps organisations to the names that the sentences use.
    """
    return (
        *_texts(old, new),
        *compare_items(_outcomes(parties), old.outcomes, new.outcomes),
        *compare_items(_contributions(parties), old.contributions, new.contributions),
        *compare_items(SCOPE, old.scope, new.scope),
        *compare_items(ASSUMPTIONS, old.assumptions, new.assumptions),
        *compare_items(RISKS, old.risks, new.risks),
        *compare_items(PRINCIPLES, old.principles, new.principles),
    )


def amount_words(amount: Decimal | None, unit: str = "") -> str:
    """An amount with its unit: "6,000 stores"; empty when there is none."""
    return "" if amount is None else f"{number(amount)} {unit}".strip()


def contribution_words(item: Contribution) -> str:
    """A contribution with its amount and time: "Route planning (4 FTE, from 1 Sep 2026)"."""
    times = [("from", item.starts), ("until", item.ends)]
    parts = [amount_words(item.amount, item.unit)]
    parts += [f"{word} {day(moment)}" for word, moment in times if moment]
    inside = ", ".join(part for part in parts if part)
    return f"{item.what} ({inside})" if inside else item.what


def _text(field: str, label: str) -> Aspect[Any]:
    """A text that is shown word by word."""
    return Aspect(field, label, lambda item: str(getattr(item, field)), long=True)


def _main_text(field: str) -> Aspect[Any]:
    """The text that names an item: the sentence says what it was before."""
    return Aspect(
        field,
        field,
        lambda item: str(getattr(item, field)),
        long=True,
        say=lambda old, _: f"reworded, was {quoted(shortened(getattr(old, field)))}",
    )


def _day(field: str, label: str) -> Aspect[Any]:
    def show(item: object) -> str:
        moment: date | None = getattr(item, field)
        return day(moment) if moment else ""

    return Aspect(field, label, show)


def _amount(field: str, label: str) -> Aspect[Any]:
    """An amount: the unit is said once where it is the same."""

    def show(item: Outcome | Contribution) -> str:
        return amount_words(getattr(item, field), item.unit)

    def say(old: Outcome | Contribution, new: Outcome | Contribution) -> str:
        before, after = getattr(old, field), show(new)
        short = after and old.unit == new.unit
        return arrow(amount_words(before) if short else show(old), after, label)

    return Aspect(field, label, show, say=say)


def _names(parties: Mapping[str, str]) -> Callable[[tuple[str, ...]], str]:
    return lambda ids: listed([parties.get(party, party) for party in ids])


def _texts(old: ThesisContent, new: ThesisContent) -> Iterator[Change]:
    for field, label in (
        ("objective", "strategic objective"),
        ("why_alliance", "reason for an alliance"),
    ):
        whole = Section[ThesisContent](
            field,
            key=lambda _: "",
            title=lambda _: "",
            kind_of=lambda _: "",
            name_of=lambda _: "",
            aspects=(_text(field, label),),
        )
        yield from compare_aspects(whole, old, new)


def _outcomes(parties: Mapping[str, str]) -> Section[Outcome]:
    names = _names(parties)
    return Section(
        "outcomes",
        key=lambda outcome: outcome.id,
        title=lambda outcome: f"Outcome {outcome.name}",
        kind_of=lambda _: "Outcome",
        name_of=lambda outcome: outcome.name,
        aspects=(
            Aspect("name", "name", lambda o: o.name, say=lambda o, _: f"renamed, was “{o.name}”"),
            Aspect("kind", "kind", lambda o: o.kind.value),
            _text("measure", "measure"),
            Aspect("unit", "unit", lambda o: o.unit),
            _amount("baseline", "start"),
            _amount("target", "target"),
            _day("due", "date"),
            Aspect("owner", "owner", lambda o: parties.get(o.owner, o.owner)),
            Aspect("benefits", "benefits", lambda o: names(o.benefits)),
            Aspect("measured_by", "can be checked by", lambda o: names(o.measured_by)),
        ),
    )


def _contributions(parties: Mapping[str, str]) -> Section[Contribution]:
    def giver(item: Contribution) -> str:
        return parties.get(item.organisation, item.organisation)

    return Section(
        "contributions",
        key=lambda item: item.id,
        title=lambda item: f"Contribution of {giver(item)}, {shortened(item.what)}",
        kind_of=lambda item: f"Contribution of {giver(item)}",
        name_of=contribution_words,
        aspects=(
            Aspect("organisation", "organisation", giver, say=lambda a, _: f"was {giver(a)}’s"),
            _main_text("what"),
            _amount("amount", "amount"),
            Aspect("unit", "unit", lambda item: item.unit),
            _day("starts", "from"),
            _day("ends", "until"),
        ),
    )


SCOPE = Section[ScopeItem](
    "scope",
    key=lambda item: item.id,
    title=lambda item: f"{SCOPE_WORDS[item.kind]}, {shortened(item.text)}",
    kind_of=lambda item: SCOPE_WORDS[item.kind],
    name_of=lambda item: item.text,
    aspects=(
        Aspect(
            "kind",
            "kind",
            lambda item: SCOPE_WORDS[item.kind],
            say=lambda old, _: f"was {SCOPE_WORDS[old.kind].lower()}",
        ),
        _main_text("text"),
        _text("note", "note"),
    ),
)

ASSUMPTIONS = Section[Assumption](
    "assumptions",
    key=lambda item: item.id,
    title=lambda item: f"Assumption {quoted(shortened(item.statement))}",
    kind_of=lambda item: "Critical assumption" if item.critical else "Assumption",
    name_of=lambda item: item.statement,
    aspects=(
        _main_text("statement"),
        _text("test", "test"),
        _text("threshold", "threshold"),
        Aspect(
            "critical",
            "critical",
            lambda item: "yes" if item.critical else "no",
            say=lambda _, new: "now critical" if new.critical else "no longer critical",
        ),
        _day("due", "test date"),
    ),
)

RISKS = Section[Risk](
    "risks",
    key=lambda risk: risk.id,
    title=lambda risk: f"Risk {quoted(shortened(risk.text))}",
    kind_of=lambda _: "Risk",
    name_of=lambda risk: risk.text,
    aspects=(_main_text("text"), _text("mitigation", "mitigation")),
)

PRINCIPLES = Section[Principle](
    "principles",
    key=lambda principle: principle.id,
    title=lambda principle: f"Principle {quoted(shortened(principle.text))}",
    kind_of=lambda _: "Principle",
    name_of=lambda principle: principle.text,
    aspects=(_main_text("text"),),
    order=lambda old, principle: str([one.id for one in old].index(principle.id) + 1),
)
