"""An exit trigger as a sentence that a sponsor reads aloud."""

from collections.abc import Callable, Collection, Mapping

from allied.kit.words import counted, listed, number, quoted
from allied.rooms.agreement.exits.conditions import (
    Action,
    Comparison,
    Condition,
    Deed,
    ExitRule,
    Missing,
)

LAYERS = ("steering", "operational", "working")
SIGNS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "==": "exactly"}
MISSING = {
    Missing.HOLD: "",
    Missing.BREAK: " A period without a number starts the count anew.",
    Missing.COUNT: " A period without a number counts as a breach.",
}
DEEDS: Mapping[Deed, Callable[[Action], str]] = {
    Deed.NOTIFY: lambda action: f"every {action.whom} is told",
    Deed.REVIEW: lambda action: (
        f"{_place(action.whom)} reviews it within {counted(action.days or 0, 'day')}"
    ),
    Deed.ESCALATE: lambda action: f"it goes to {_place(action.whom)}",
    Deed.EXIT_OPTION: lambda action: (
        f"{action.whom} may leave with {counted(action.days or 0, 'day')} of notice"
    ),
    Deed.RENEGOTIATE: lambda action: "both sides renegotiate the terms",
}


def sentence(rule: ExitRule, names: Mapping[str, str], *, shares: Collection[str] = ()) -> str:
    """The rule in words; `names` gives numbers the names by which people know them, and `shares`
    says which of them are shares of 1, whose limits are read as a percentage.
    """
    first = f"When {_condition(rule.condition, names, shares)} {_lasting(rule)}, "
    then = listed([DEEDS[action.deed](action) for action in rule.actions])
    grace = (
        f" The first {counted(rule.grace, str(rule.period))} do not count."
        if rule.grace > 1
        else f" The first {rule.period} does not count."
        if rule.grace
        else ""
    )
    return f"{first}{then}.{grace}{MISSING[rule.missing]}"


def _place(whom: str) -> str:
    """A forum by its name, or by its layer."""
    return f"the {whom} forum" if whom in LAYERS else f"the {whom}"


def _lasting(rule: ExitRule) -> str:
    if rule.run == 1:
        return f"in one {rule.period}"
    return f"for {counted(rule.run, str(rule.period))} in a row"


def _condition(condition: Condition, names: Mapping[str, str], shares: Collection[str]) -> str:
    if isinstance(condition, Comparison):
        name = names.get(condition.metric, condition.metric.replace("_", " "))
        limit = condition.limit
        said = f"{number(100 * limit)}%" if condition.metric in shares else number(limit)
        return f"{quoted(name)} is {SIGNS[condition.sign]} {said}"
    parts = [_condition(part, names, shares) for part in condition.parts]
    return listed(parts, "and" if condition.all_of else "or")
