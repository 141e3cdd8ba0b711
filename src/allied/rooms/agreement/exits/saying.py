"""Whether a rule can be kept: its numbers exist, and so do the people and forums it calls."""

from collections.abc import Collection, Sequence

from allied.kit.words import listed, quoted
from allied.rooms.agreement.exits.conditions import Action, Deed, ExitRule
from allied.rooms.agreement.exits.sentence import LAYERS

PAIR = "sponsor pair"
EITHER = "either side"


def complaints(
    rule: ExitRule,
    *,
    numbers: Collection[str],
    roles: Collection[str],
    forums: Collection[str],
    sides: Collection[str],
) -> list[str]:
    """What in the rule names nothing that exists, in sentences that say what would be accepted."""
    found = [_unknown("number", word, numbers) for word in rule.metrics if word not in numbers]
    for action in rule.actions:
        accepted = callable_by(action, roles, forums, sides)
        if accepted and action.whom not in {one.lower() for one in accepted}:
            found.append(_unknown(_noun(action), action.whom, accepted))
    return found


def callable_by(
    action: Action, roles: Collection[str], forums: Collection[str], sides: Collection[str]
) -> Sequence[str]:
    """Whom this kind of action can name; nothing when it names nobody."""
    if action.deed is Deed.NOTIFY:
        return list(roles)
    if action.deed in {Deed.REVIEW, Deed.ESCALATE}:
        return [*forums, *LAYERS, PAIR]
    if action.deed is Deed.EXIT_OPTION:
        return [*sides, EITHER]
    return []


def _noun(action: Action) -> str:
    return {Deed.NOTIFY: "role", Deed.EXIT_OPTION: "side"}.get(action.deed, "forum")


def _unknown(noun: str, word: str, accepted: Collection[str]) -> str:
    offered = listed(sorted(dict.fromkeys(accepted)), "or")
    return f"There is no {noun} {quoted(word)}; it could be {offered}."
