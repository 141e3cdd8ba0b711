"""What the confirmed facts of a reading say about the agreement record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allied.rooms.agreement.reading.content import AgreementContent, span_of
from allied.rooms.agreement.reading.models import AgreementFact


def filled_from(facts: Iterable[AgreementFact], old: AgreementContent) -> AgreementContent:
    """The record as the confirmed facts have it; what they do not say stays as it was."""
    said: dict[str, list[AgreementFact]] = {}
    for fact in facts:
        if fact.counts and fact.counts_as:
            said.setdefault(fact.kind, []).append(fact)
    first = {kind: found[0].counts_as for kind, found in said.items()}
    ends_on = _day(first.get("expiry", ""))
    notice = first.get("renewal notice", "") or first.get("option notice", "")
    values: dict[str, Any] = {
        "name": _tidy(first.get("document name", "")),
        "parties": tuple(fact.counts_as for fact in said.get("party", [])),
        "signed_on": _day(first.get("agreement date", "")),
        "effective_on": _day(first.get("effective date", "")),
        "term": first.get("term", ""),
        "ends_on": ends_on,
        "renewal": first.get("renewal", ""),
        "notice": notice if span_of(notice) else "",
        "leaving": first.get("termination without cause", "")
        or first.get("termination notice", ""),
        "law": first.get("governing law", ""),
    }
    kept = {name: value or getattr(old, name) for name, value in values.items()}
    is_open = not kept["ends_on"] and (first.get("term") == "until terminated" or old.open_ended)
    return AgreementContent(**kept, open_ended=is_open, note=old.note)


def _tidy(name: str) -> str:
    return name.title() if name.isupper() else name


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
