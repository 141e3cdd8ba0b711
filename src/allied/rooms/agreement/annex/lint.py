"""The lint of the annex: will its KPIs and steps stand up when they are needed? Rules of field.md 4.2."""

from collections.abc import Iterator
from dataclasses import dataclass

from allied.kit.lint import Finding, Hit, Rulebook, rule
from allied.kit.words import listed, quoted
from allied.rooms.agreement.annex.kpis import KpiContent, lacks
from allied.rooms.agreement.annex.terms import Terms

KPIS, CHANGE = "kpis", "change_steps"
# Asked for by E32; who confirms is E33's.
ASKED = ("a formula", "a source", "an owner", "a target")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The subject of the lint: KPIs by key, the terms, and how many parties there are."""

    kpis: tuple[tuple[str, KpiContent], ...]
    terms: Terms
    parties: int


@rule("E32")
def undefined(sheet: Sheet) -> Iterator[Hit]:
    """A KPI without formula, source, owner or target."""
    for key, kpi in sheet.kpis:
        missing = [one for one in lacks(kpi) if one in ASKED]
        if missing:
            message = (
                f"{key} {quoted(kpi.name)} has no {listed([_bare(m) for m in missing], 'or')}."
            )
            yield Hit(KPIS, key, message, f"Write {listed(missing)}.")


def _bare(phrase: str) -> str:
    return phrase.split(" ", 1)[1]


@rule("E33")
def unconfirmed(sheet: Sheet) -> Iterator[Hit]:
    """A KPI that the other side does not confirm."""
    for key, kpi in sheet.kpis:
        others = set(kpi.confirmers) - {str(kpi.side)}
        if sheet.parties > 1 and not others:
            message = f"No other side than its owner confirms {key} {quoted(kpi.name)}."
            yield Hit(KPIS, key, message, "Choose who confirms it on the other side.")


@rule("E34")
def unsteered(sheet: Sheet) -> Iterator[Hit]:
    """No steps by which the parties change what they agreed."""
    if not sheet.terms[CHANGE]:
        yield Hit(CHANGE, "", "Nothing says how a change is made.", "Write the steps of a change.")


BOOK = Rulebook[Sheet]((undefined, unconfirmed, unsteered))


def lint(sheet: Sheet) -> tuple[Finding, ...]:
    """All findings on the annex, in the order of the rules' numbers."""
    return BOOK.findings(sheet)
