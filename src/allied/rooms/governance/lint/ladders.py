"""Rules about where a decision goes: forum, escalation, tie-break, writing (E17 to W31)."""

from collections.abc import Iterator

from allied.kit.lint import Hit, rule
from allied.kit.words import quoted
from allied.rooms.governance.latency import after_breach
from allied.rooms.governance.lint.matrix import Matrix, on_right
from allied.rooms.governance.rights import SPONSORS, DecisionRight, Layer, Tiebreak


@rule("E17")
def without_place(matrix: Matrix) -> Iterator[Hit]:
    """No forum and no meeting as needed."""
    for right in matrix.rights:
        if not right.as_needed and matrix.forum_of(right) is None:
            known = f"The forum {quoted(right.forum)} of {{name}} does not exist."
            message = known if right.forum else "{name} has no forum and no meeting as needed."
            fix = "Choose a forum, or say that it meets as needed and how soon."
            yield from on_right(right, message, fix)


@rule("E18")
def without_sla(matrix: Matrix) -> Iterator[Hit]:
    """No SLA."""
    for right in matrix.rights:
        if right.sla_days is None:
            fix = "Say in how many working days it is decided."
            yield from on_right(right, "{name} has no SLA.", fix)


@rule("E21")
def escalates_in_a_circle(matrix: Matrix) -> Iterator[Hit]:
    """An escalation to the same forum, or in a circle."""
    for right in matrix.rights:
        path = _path(right, matrix)
        if len(path) == 2 and path[0] == path[1]:
            message = f"{{name}} escalates to {matrix.blueprint.forum_name(path[0])}, where it is."
            yield from on_right(right, message, "Escalate to a higher forum or the sponsor pair.")
        elif len(path) > 2 and path[0] == path[-1]:
            circle = " → ".join(matrix.blueprint.forum_name(forum) for forum in path)
            message = f"{{name}} escalates in a circle: {circle}."
            yield from on_right(right, message, "End the ladder at steering or the sponsor pair.")


@rule("E22")
def ladder_without_end(matrix: Matrix) -> Iterator[Hit]:
    """A ladder without an end."""
    for right in matrix.rights:
        if right.deadlock.kind is not Tiebreak.NONE or _reaches_top(right, matrix):
            continue
        message = "If time runs out on {name}, nothing says what happens next."
        if right.escalation:
            last = matrix.blueprint.forum_name(right.escalation.to)
            message = f"The ladder of {{name}} ends at {quoted(last)}, which escalates nowhere."
        yield from on_right(right, message, "Escalate to steering or the sponsor pair.")


@rule("W24")
def as_needed_without_limit(matrix: Matrix) -> Iterator[Hit]:
    """A meeting as needed without a longest wait."""
    days = matrix.limits.convening_days
    for right in matrix.rights:
        if right.as_needed and right.convening_days is None:
            message = "{name} is decided as needed, but nothing says how soon."
            fix = f"Agree a longest wait, such as a session within {days} working days."
            yield from on_right(right, message, fix)


@rule("W30")
def without_writing(matrix: Matrix) -> Iterator[Hit]:
    """No written procedure."""
    for right in matrix.rights:
        if right.may_be_joint and not right.written:
            message = "{name} cannot be approved in writing between meetings."
            yield from on_right(right, message, "Allow approval in writing.")


@rule("W31")
def without_tiebreak(matrix: Matrix) -> Iterator[Hit]:
    """No tie-break."""
    for right in matrix.rights:
        if right.may_be_joint and right.deadlock.kind is Tiebreak.NONE:
            message = "If the companies disagree on {name} to the end, nobody decides."
            fix = "Say which option stands, or who decides."
            yield from on_right(right, message, fix)


@rule("W42")
def slower_escalation(matrix: Matrix) -> Iterator[Hit]:
    """An escalation that is slower than its source."""
    for right in matrix.rights:
        if right.escalation and right.sla_days and right.escalation.sla_days is None:
            yield from _slower(right, right.escalation.to, right.sla_days, matrix)


RULES = (
    without_place,
    without_sla,
    escalates_in_a_circle,
    ladder_without_end,
    as_needed_without_limit,
    without_writing,
    without_tiebreak,
    slower_escalation,
)


def _slower(right: DecisionRight, to: str, sla_days: int, matrix: Matrix) -> Iterator[Hit]:
    """An escalation without its own SLA waits for a meeting; is that later than the first one?"""
    here, there = matrix.period(right.forum), matrix.period(to)
    if right.as_needed or here is None or there is None or here > there:
        return
    breach = after_breach(here, sla_days, there)
    if breach.mean_in_escalation > breach.mean_in_forum:
        name = matrix.blueprint.forum_name(to)
        own = f"after {breach.mean_in_forum:.1f}" if breach.mean_in_forum else "before that"
        message = (
            f"If {{name}} is late, {name} meets after {breach.mean_in_escalation:.1f} working "
            f"days on average, its own forum {own}."
        )
        days = matrix.limits.sponsor_answer_days
        fix = f"Escalate to the sponsor pair with an answer in {days} working days."
        yield from on_right(right, message, fix)


def _home(right: DecisionRight) -> str:
    return right.forum or right.owner_forum


def _path(right: DecisionRight, matrix: Matrix) -> tuple[str, ...]:
    """The forums that this right's escalation runs through, up to the first one seen twice."""
    if not right.escalation or not _home(right):
        return ()
    path = [_home(right), right.escalation.to]
    while path[-1] not in path[:-1]:
        following = _next_steps(path[-1], matrix)
        if not following:
            break
        again = [forum for forum in following if forum == path[0]]
        path.append((again or following)[0])
    return tuple(path)


def _next_steps(forum_id: str, matrix: Matrix) -> list[str]:
    """Where the decisions of this forum escalate to."""
    return [
        right.escalation.to
        for right in matrix.rights
        if right.escalation and _home(right) == forum_id
    ]


def _reaches_top(right: DecisionRight, matrix: Matrix) -> bool:
    """Whether the ladder arrives at steering or at the sponsor pair."""
    seen: set[str] = set()
    waiting = [right.escalation.to] if right.escalation else [_home(right)]
    if not right.escalation and not _is_top(waiting[0], matrix):
        return False
    while waiting:
        step = waiting.pop()
        if _is_top(step, matrix):
            return True
        if step not in seen:
            seen.add(step)
            waiting += _next_steps(step, matrix)
    return False


def _is_top(forum_id: str, matrix: Matrix) -> bool:
    forum = matrix.blueprint.forum(forum_id)
    return forum_id == SPONSORS or (forum is not None and forum.layer is Layer.STEERING)
