"""What changed about a risk, in words for the record."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from allied.kit.amounts import money
from allied.kit.words import day

WORDS = {
    "title": "the risk",
    "cause": "the cause",
    "event": "the event",
    "effect": "the effect",
    "category": "the category",
    "owner": "the owner",
    "probability": "the probability",
    "impact": "the impact",
    "delay_days": "the delay",
    "exposure_own": "the own estimate of the exposure",
    "review_on": "the review day",
    "loss": "the yearly loss",
}
LONG = {"title", "cause", "event", "effect"}


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Every change in one line: what it was and what it is; empty when nothing changed."""
    return "; ".join(_changes(before, after))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, words in WORDS.items():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in LONG:
            yield f"{words} is now “{new}”" if new else f"{words} was removed"
        elif new in (None, ""):
            yield f"{words} was {said(old)} and is open now"
        elif old in (None, ""):
            yield f"{words} is {said(new)}"
        else:
            yield f"{words} from {said(old)} to {said(new)}"


def said(value: Any) -> str:
    """A value as the record says it."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def level_words(level: int | None, own: Decimal | None, currency: str = "") -> str | None:
    """A level with the number behind it: "3 (40%)", "4 (€400 k)"; nothing when nobody said."""
    if level is None:
        return None
    if own is None:
        return str(level)
    return f"{level} ({money(own, currency)})" if currency else f"{level} ({_percent(own)})"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
