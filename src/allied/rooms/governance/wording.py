"""What the answers to a decision amount to, in one sentence."""

from collections.abc import Mapping

from allied.kit.amounts import companies
from allied.kit.words import capitalised, counted, listed
from allied.rooms.governance.roles import role_words
from allied.rooms.governance.settlement import Half, HalfState, Outcome, Result


def explain(outcome: Outcome, names: Mapping[str, str]) -> str:
    """Where a decision stands: approved, declined, waiting for whom, or different options."""
    if outcome.result is Result.APPROVED:
        return _approved(outcome, names)
    if outcome.result is Result.DECLINED:
        refused = next(half for half in outcome.halves if half.state is HalfState.NO)
        return f"{names[refused.party]} declined: {outcome.reason.strip()}"
    if outcome.options_differ:
        return _differing(outcome, names)
    waiting = [_waiting(half, names) for half in outcome.halves if not half.is_complete]
    return f"Waits for {listed(waiting)}." if waiting else "Nobody is asked yet."


def _approved(outcome: Outcome, names: Mapping[str, str]) -> str:
    if outcome.by_tiebreak:
        return f"No decision in time: option {outcome.option} stands, as agreed."
    approvers = [names[half.party] for half in outcome.halves]
    who = approvers[0] if len(approvers) == 1 else companies(len(approvers))
    conditions = len(outcome.conditions)
    with_them = f", with {counted(conditions, 'condition')}" if conditions else ""
    return f"{capitalised(who)} approved option {outcome.option}{with_them}."


def _differing(outcome: Outcome, names: Mapping[str, str]) -> str:
    parts = []
    for half in outcome.halves:
        if half.is_complete:
            parts.append(f"{names[half.party]} approved option {half.option}")
        for role, option in half.differing.items():
            parts.append(f"{names[half.party]} ({role_words(role)}) approved option {option}")
    who = companies(len(outcome.halves))
    return f"{listed(parts)}. {capitalised(who)} must approve the same option."


def reconcile_words(complete: int) -> str:
    """What those at odds are asked, where so many companies' halves are complete."""
    if complete < 2:
        return "Your company approved different options: agree on one."
    who = companies(complete)
    return f"{capitalised(who)} approved, but different options: agree on one."


def _waiting(half: Half, names: Mapping[str, str]) -> str:
    roles = listed([role_words(role) for role in half.missing])
    return f"{names[half.party]} ({roles})" if roles else names[half.party]
