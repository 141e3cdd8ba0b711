"""How a decision ends without its approvals: withdrawn, replaced, or by the tie-break."""

from allied.rooms.governance.rights import Deadlock, Tiebreak
from allied.rooms.governance.settlement import Needed, Outcome, PartyNeed, Result
from allied.rooms.governance.states import SETTLED, WORDS, DecisionState, why_not_move


def why_not_withdraw(
    state: DecisionState, *, by_party: str, asked_by_party: str, reason: str = ""
) -> str:
    """Why a decision cannot be withdrawn now; only the side that asked for it may do so."""
    if by_party != asked_by_party:
        return "Only the company that asked for this decision can withdraw it."
    return why_not_move(state, DecisionState.WITHDRAWN, reason=reason)


def why_not_withdraw_answer(
    state: DecisionState, *, by_party: str, answer_party: str, answer_person: str, person: str
) -> str:
    """Why an answer cannot be taken back; possible for its giver until the last party answered."""
    if state in SETTLED:
        return f"This decision is {WORDS[state]}. Its answers can no longer be taken back."
    if by_party != answer_party or person != answer_person:
        return "Only the person who gave this answer can take it back."
    return ""


def why_not_supersede(
    old: DecisionState, new: DecisionState, *, same_decision: bool, same_alliance: bool
) -> str:
    """Why a decision cannot take the place of another one.

    An approved or declined decision stays in force until its successor is approved; one that
    is still open gives way as soon as the new one is asked for.
    """
    if same_decision or not same_alliance:
        return "A decision can only be replaced by another decision of the same alliance."
    if refusal := why_not_move(old, DecisionState.SUPERSEDED):
        return refusal
    in_force = old in {DecisionState.APPROVED, DecisionState.DECLINED}
    if in_force and new is not DecisionState.APPROVED:
        return f"The old decision is {WORDS[old]} and stands until the new one is approved."
    if new not in {DecisionState.OPEN, DecisionState.WAITING, DecisionState.APPROVED}:
        return f"The new decision is {WORDS[new]}. Ask for it first."
    return ""


def settle_deadlock(deadlock: Deadlock, outcome: Outcome, standing_option: str) -> Outcome:
    """What stands when every step has run out: the agreed option, else what there was.

    Nothing is decided by silence unless both companies signed a standing option for this type
    of decision (DESIGN.md 12).
    """
    agreed = deadlock.kind is Tiebreak.OPTION and standing_option
    if outcome.result is not Result.OPEN or not agreed:
        return outcome
    return Outcome(Result.APPROVED, outcome.halves, option=standing_option, by_tiebreak=True)


def needed_after_deadlock(deadlock: Deadlock, needed: Needed) -> Needed:
    """Who must still approve when every step has run out: the named decider alone, if any."""
    if deadlock.kind is not Tiebreak.DECIDER or needed.for_party(deadlock.party) is None:
        return needed
    return Needed((PartyNeed(deadlock.party, (frozenset({deadlock.role}),)),))
