"""What happens by itself: reminders, the step up when time runs out, and what a decision settles."""

from datetime import datetime, timedelta

from allied.alliances.models import Alliance
from allied.alliances.reseating import register as seats_changed
from allied.clock.models import Timer
from allied.clock.running import HALF, SHARES
from allied.clock.timers import register
from allied.kit.words import listed
from allied.people.models import Person
from allied.rooms.conflict import facts
from allied.rooms.conflict.ladder import from_plain
from allied.rooms.conflict.models import Conflict, ConflictState, ConflictStep
from allied.rooms.conflict.owners import await_owners, await_words, running_step
from allied.rooms.conflict.settling import BY_DECISION, settle
from allied.rooms.conflict.stepping import SUBJECT, move_up
from allied.rooms.conflict.writing import changed, lock_conflict, write
from allied.rooms.governance.asking import options_from
from allied.rooms.governance.following import register as decisions_end
from allied.rooms.governance.models import Decision
from allied.rooms.governance.states import WORDS, DecisionState

REASON = "a timer acts for nobody in particular"
SAME_DAY = timedelta(hours=12)


def _standing(timer: Timer) -> tuple[Conflict, ConflictStep] | None:
    """The locked conflict and its step, as long as it still stands there."""
    rows = ConflictStep.objects.in_system_scope(REASON).select_related("conflict")
    found = rows.get(pk=timer.subject_id)
    conflict = lock_conflict(found.conflict)
    step = running_step(conflict)
    if conflict.state != ConflictState.OPEN or step is None or step.pk != found.pk:
        return None
    return conflict, step


def remind(timer: Timer, now: datetime) -> None:
    """Half or four fifths of a step's time is used: say whom it waits for."""
    found = _standing(timer)
    if found is None or found[1].clock is None:
        return
    conflict, step = found
    assert step.clock is not None
    name = timer.verb.rpartition(".")[2]
    reached = step.clock.half_at if name == HALF else step.clock.most_at
    if reached is None or reached > now:
        return  # the deadline moved since; another timer stands for the new time
    people = await_owners(conflict, step, by=None, now=now)
    said = facts.StepReminded(
        subject=conflict.pk,
        number=conflict.number,
        percent=SHARES[name],
        due=step.clock.due_at,
        step=step.name,
        awaited=listed(sorted(one.name for one in people)) or "nobody named",
    )
    write(conflict, said, by=None, now=now)


def run_out(timer: Timer, now: datetime) -> None:
    """The time of a step is over: one step up with or without a signed memo, or what the end says."""
    found = _standing(timer)
    if found is None:
        return
    conflict, step = found
    if step.clock is None or step.clock.due_at > now:
        return
    # A worker comes seconds after close of business: that must not give the next step a day.
    since = timer.at if now - timer.at < SAME_DAY else now
    if move_up(conflict, step, by=None, now=now, since=since) is not None:
        return
    if conflict.exhausted_at is None:
        conflict.exhausted_at = now
        conflict.save(update_fields=["exhausted_at"])
        changed(conflict)
        said = facts.LadderExhausted(
            subject=conflict.pk, number=conflict.number, end=from_plain(conflict.ladder).end
        )
        write(conflict, said, by=None, now=now)


def look_again(alliance: Alliance, by: Person | None, now: datetime) -> None:
    """Other people sit there now: open conflicts await those who own their steps today."""
    rows = Conflict.objects.in_system_scope(REASON).filter(
        alliance=alliance, state=ConflictState.OPEN
    )
    for row in rows.select_related("alliance", "raised_by").order_by("number"):
        step = running_step(row)
        if step is not None:
            await_owners(row, step, by=by, now=now)
        await_words(row, by=by, now=now)


def follow_decision(decision: Decision, by: Person | None, now: datetime) -> None:
    """The decision that a conflict waited for has ended: approved, it settles the conflict."""
    rows = Conflict.objects.in_system_scope(REASON).filter(
        alliance_id=decision.alliance_id, decision=decision, state=ConflictState.OPEN
    )
    for found in rows:
        row = lock_conflict(found)
        if decision.state == DecisionState.APPROVED:
            settle(row, _resolution(decision), how=BY_DECISION, by=by, now=now)
            continue
        successor = (
            decision.successors.order_by("-number").first()
            if decision.state == DecisionState.SUPERSEDED
            else None
        )
        row.decision = successor
        row.save(update_fields=["decision"])
        changed(row)
        said = facts.DecisionFailed(
            subject=row.pk,
            number=row.number,
            decision=decision.number,
            ended=WORDS[DecisionState(decision.state)],
        )
        write(row, said, by=by, now=now)


def _resolution(decision: Decision) -> str:
    option = next(
        (one for one in options_from(decision.options) if one.key == decision.chosen), None
    )
    words = option.title if option else decision.title
    text = f"\n\n{option.text}" if option and option.text else ""
    return f"D-{decision.number}: {words}{text}"[:5000]


seats_changed(look_again)
decisions_end(follow_decision)
register(f"{SUBJECT}.half", remind)
register(f"{SUBJECT}.most", remind)
register(f"{SUBJECT}.full", run_out)
