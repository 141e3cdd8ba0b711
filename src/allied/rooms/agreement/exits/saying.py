"""Whether a rule can be kept: its numbers exist, and so do the people and forums it calls."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from allied.kit.words import listed, quoted
from allied.rooms.agreement.exits.conditions import Action, Deed, ExitRule
from allied.rooms.agreement.exits.sentence import LAYERS

PAIR = "sponsor pair"
EITHER = "either side"


def complaints(
    rule: ExitRule,
    *,
    numbers: Collection[str],
    roles: Sequence[str],
    forums: Sequence[str],
    sides: Sequence[str],
) -> list[str]:
    """What in the rule names nothing that exists, in sentences that say what would be accepted."""
    found = [_unknown("number", word, numbers) for word in rule.metrics if word not in numbers]
    for action in rule.actions:
        accepted = callable_by(action, roles, forums, sides)
        if accepted and not named_in(action.whom, accepted):
            found.append(_unknown(_noun(action), action.whom, accepted))
    return found


def with_their_names(
    rule: ExitRule, *, roles: Sequence[str], forums: Sequence[str], sides: Sequence[str]
) -> ExitRule:
    """The rule with everybody named as the alliance writes them, however they were written here."""
    named = [
        replace(one, whom=named_in(one.whom, callable_by(one, roles, forums, sides)) or one.whom)
        for one in rule.actions
    ]
    return replace(rule, actions=tuple(named))


def named_in(word: str, accepted: Collection[str]) -> str:
    """The name that somebody means, as it is written there; empty when there is none."""
    return next((one for one in accepted if _plain(one) == _plain(word)), "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def callable_by(
    action: Action, roles: Sequence[str], forums: Sequence[str], sides: Sequence[str]
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
