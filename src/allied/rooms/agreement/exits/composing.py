"""A trigger as the blanks of a sentence: composed into a rule, and taken apart again."""

from collections.abc import Iterator, Mapping
from typing import Any

from allied.kit.content import decimal_text
from allied.rooms.agreement.exits.conditions import (
    Comparison,
    Deed,
    ExitRule,
    Group,
    Missing,
    spoken,
)

CONDITIONS, ACTIONS = 3, 2


def composed(blanks: Mapping[str, Any]) -> str:
    """The text of a rule from the blanks of the sentence; what is empty is left out."""
    conditions = list(_conditions(blanks))
    joined = ", ".join(conditions)
    if len(conditions) > 1:
        joined = f"{'ALL' if blanks.get('joined') == 'all' else 'ANY'}({joined})"
    period = blanks.get("period", "")
    words = [f"WHEN {joined} FOR {_whole(blanks.get('run'))} {period}"]
    if blanks.get("grace"):
        words.append(f"AFTER {_whole(blanks['grace'])} {period}")
    if (missing := blanks.get("missing", Missing.HOLD)) != Missing.HOLD:
        words.append(f"IF MISSING {missing}")
    return " ".join([*words, "THEN", " AND ".join(_actions(blanks))])


def _whole(given: Any) -> str:
    return "" if given is None else str(given)


def _conditions(blanks: Mapping[str, Any]) -> Iterator[str]:
    for n in range(1, CONDITIONS + 1):
        if blanks.get(f"metric_{n}"):
            parts = (blanks.get(f"{part}_{n}", "") for part in ("metric", "sign", "limit"))
            yield " ".join(str(part) for part in parts)


def _actions(blanks: Mapping[str, Any]) -> Iterator[str]:
    for n in range(1, ACTIONS + 1):
        deed = blanks.get(f"deed_{n}")
        if not deed:
            continue
        whom, days = spoken(blanks.get(f"whom_{n}", "")), blanks.get(f"days_{n}")
        if deed == Deed.RENEGOTIATE:
            yield deed
        elif deed in {Deed.REVIEW, Deed.EXIT_OPTION}:
            yield f"{deed}({whom}, {_whole(days)})"
        else:
            yield f"{deed}({whom})"


def blanks_of(rule: ExitRule) -> dict[str, Any] | None:
    """The blanks that give this rule; nothing when it is too rich for one sentence."""
    condition = rule.condition
    parts = condition.parts if isinstance(condition, Group) else (condition,)
    flat = [part for part in parts if isinstance(part, Comparison)]
    if len(flat) != len(parts) or len(flat) > CONDITIONS or len(rule.actions) > ACTIONS:
        return None
    found: dict[str, Any] = {
        "joined": "all" if isinstance(condition, Group) and condition.all_of else "any",
        "run": rule.run,
        "period": rule.period.value,
        "grace": rule.grace or None,
        "missing": rule.missing.value,
    }
    for n, part in enumerate(flat, start=1):
        found |= {f"metric_{n}": part.metric, f"sign_{n}": part.sign}
        found[f"limit_{n}"] = decimal_text(part.limit)
    for n, action in enumerate(rule.actions, start=1):
        found |= {
            f"deed_{n}": action.deed.value,
            f"whom_{n}": action.whom,
            f"days_{n}": action.days,
        }
    return found
