"""Whether an alliance is on course, in two sentences, from what stands in the way of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from allied.kit.amounts import spelled
from allied.kit.words import capitalised, listed


@dataclass(frozen=True, kw_only=True)
class Course:
    """What stands between an alliance and its next stage.

    `unsigned` names what waits for a signature, `missing` the checks that do not hold at the gate
    of the stage `gate`; `next_due` is the nearest deadline that is still to come, in words.
    """

    undecided: int = 0
    late: int = 0
    next_due: str = ""
    unsigned: Sequence[str] = ()
    missing: int = 0
    gate: str = ""
    has_thesis: bool = True


def answer(course: Course) -> tuple[str, str]:
    """The sentence that answers, and what follows from it."""
    said = [
        sentence
        for sentence in (
            _late(course),
            *course.unsigned,
            _first_step(course),
            _open(course),
            _missing(course),
        )
        if sentence
    ]
    if not said:
        return "On course.", "Nothing is late, nothing waits for a signature, every check holds."
    stands_in_the_way = course.late or course.unsigned or _first_step(course)
    if not stands_in_the_way:
        return "On course so far.", " ".join(said)
    return said[0], " ".join(said[1:])


def _count(count: int, one: str, verb: tuple[str, str]) -> str:
    return f"{spelled(count).capitalize()} {one}{'' if count == 1 else 's'} {verb[count != 1]}"


def _late(course: Course) -> str:
    if not course.late:
        return ""
    if course.late == course.undecided:
        return f"{_count(course.late, 'decision', ('is', 'are'))} late."
    of = f"of {spelled(course.undecided)} open decisions"
    return f"{spelled(course.late).capitalize()} {of} {'is' if course.late == 1 else 'are'} late."


def _first_step(course: Course) -> str:
    if course.has_thesis or course.late or course.unsigned:
        return ""
    return "Nothing is agreed yet: the first step is the value thesis."


def _open(course: Course) -> str:
    due = f"the next closes {course.next_due}." if course.next_due else ""
    if course.late:
        return capitalised(due)
    if not course.undecided:
        return ""
    said = _count(course.undecided, "decision", ("is open", "are open"))
    return f"{said}; {due}" if due else f"{said}."


def _missing(course: Course) -> str:
    if not course.missing:
        return ""
    said = _count(course.missing, "check", ("is missing", "are missing"))
    return f"{said} at the gate “{course.gate}”."


def waits_for_signature(title: str, names: Sequence[str]) -> str:
    """That something waits for the signature of these companies."""
    return f"{title} waits for the signature of {listed(list(names))}."
