"""The checks before an alliance on the command line: show, answer, list versions and questions."""

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, read_file, show, start
from allied.kit.errors import Refused

WHAT = ("right-move", "readiness", "red-lines")
SUBVERBS = {
    "show": "say where it stands, with its reasons",
    "keep": "keep the content of a JSON file as a new version",
    "versions": "list the versions and what each changed",
    "questions": "list the questions with their answers",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="ACT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        asked = WHAT[:2] if name == "questions" else WHAT
        sub.add_argument("what", choices=asked, metavar="WHAT", help=", ".join(asked))
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")
        if name == "show":
            sub.add_argument("--version", type=int, help="an earlier version")
        if name == "keep":
            sub.add_argument("--file", required=True, help="JSON; - reads input")
            sub.add_argument("--note", default="", help="what the answers rest on")
            sub.add_argument("--version", type=int, help="the version that was read, 0 at first")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from django.utils import timezone

    from allied.alliances.access import require
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        require(person, "private.read", alliance, timezone.now())
        result, says = ACTS[options.sub](person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0


def _kind(what: str) -> str:
    return what.replace("-", " ")


def _found(person: Any, alliance: Any, options: Any, number: int | None = None) -> Any:
    from allied.rooms.thesis.before.queries import history

    found = history(person, alliance, _kind(options.what), number)
    if found is None:
        raise Refused("no_version", f"There is no version {number}.", field="version")
    return found


def _shown(person: Any, alliance: Any, what: str, row: Any) -> Any:
    from django.utils import timezone

    from allied.rooms.thesis.before import shown

    tell = getattr(shown, f"{TELLING[what]}_shown")
    return tell(person, alliance, row, timezone.now())


TELLING = {"right-move": "move", "readiness": "readiness", "red-lines": "red_lines"}


def _show(person: Any, alliance: Any, options: argparse.Namespace) -> tuple[Any, str]:
    row = _found(person, alliance, options, options.version).shown
    told = _shown(person, alliance, options.what, row)
    lines = [f"Version {told.version}, {told.by}" if told.version else "Nothing is kept yet."]
    return told.model_dump(mode="json"), "\n".join([*lines, *LINES[options.what](told)])


def _keep(person: Any, alliance: Any, options: argparse.Namespace) -> tuple[Any, str]:
    from django.utils import timezone

    from allied.rooms.thesis.before import commands

    keeping: dict[str, tuple[Callable[..., Any], str]] = {
        "right-move": (commands.answer_right_move, "answers"),
        "readiness": (commands.answer_readiness, "answers"),
        "red-lines": (commands.draw_red_lines, "content"),
    }
    command, name = keeping[options.what]
    content = read_file(options.file)
    if not isinstance(content, dict):
        raise Refused("unreadable", "The file holds one JSON object with named fields.")
    newest = _found(person, alliance, options).number
    row = command(
        by=person,
        alliance=alliance,
        version=newest if options.version is None else options.version,
        note=options.note,
        now=timezone.now(),
        **{name: content},
    )
    told = _shown(person, alliance, options.what, row)
    says = f"Version {row.number}: {row.result}. Only {person.home} sees it."
    return told.model_dump(mode="json"), says


def _versions(person: Any, alliance: Any, options: argparse.Namespace) -> tuple[Any, str]:
    from allied.rooms.thesis.before.schemas import PreparationVersion

    rows = PreparationVersion.all_of(_found(person, alliance, options))
    lines = []
    for row in rows:
        lines.append(f"{row.version}  {row.at:%Y-%m-%d}  {row.by}: {row.result}")
        lines += [f"   {change}" for change in row.changes]
    said = "\n".join(lines) or "Nothing is kept yet."
    return [row.model_dump(mode="json") for row in rows], said


def _questions(person: Any, alliance: Any, options: argparse.Namespace) -> tuple[Any, str]:
    from allied.rooms.thesis.before.limits import move_questions, ready_questions
    from allied.rooms.thesis.before.schemas import QuestionShown

    asked = move_questions() if options.what == "right-move" else ready_questions()
    rows = QuestionShown.all_of(asked)
    lines = []
    for row in rows:
        lines.append(f"{row.key}: {row.ask}")
        lines += [f"   {choice.key}: {choice.says}" for choice in row.choices]
    return [row.model_dump(mode="json") for row in rows], "\n".join(lines)


def _answers(answers: Any, indent: str = "   ") -> Iterator[str]:
    for one in answers:
        yield f"{indent}{one.name}: {one.says}" if one.says else f"{indent}{one.name}"


def _move_lines(told: Any) -> Iterator[str]:
    says = told.says
    yield f"{says.title}. {says.next}"
    for reason in says.reasons:
        yield f"Why: {reason.sentence}"
        yield from _answers(reason.answers)
    for title, answers in (("Settle before you sign:", says.settle), ("Open:", says.missing)):
        if answers:
            yield title
            yield from _answers(answers)
    for turn in says.turns:
        changed = "; ".join(f"{one.name}: {one.says}" for one in turn.answers)
        yield f"It would be “{turn.verdict}” with {changed}"
    if says.way and len(says.way.answers) > 1:
        yield "The shortest way to an alliance:"
        yield from _answers(says.way.answers)
    for name, part in (("Form", says.form), ("Effort", says.effort)):
        yield f"{name}: {part.title}. {part.why}"
        yield from (f"   {mind}" for mind in part.minds)


def _readiness_lines(told: Any) -> Iterator[str]:
    says = told.says
    yield f"{says.title}. {says.says}"
    yield from told.unseen
    for gap in says.gaps:
        yield f"   {gap.name}: {gap.says} → {gap.act}"
    if says.missing:
        yield "Open:"
        yield from _answers(says.missing)


def _red_lines(told: Any) -> Iterator[str]:
    content = told.content
    for one in content["lines"]:
        yield f"   We will not accept: {one['what']}" + (f" ({one['why']})" if one["why"] else "")
    if content["amount"] is not None:
        value = f"{content['direction']} {content['amount']} {content['unit']}"
        yield f"Walk-away value: {content['measure']} {value}"
    for name, title in (("reckoned", "Reckoned"), ("instead", "Instead")):
        if content[name]:
            yield f"{title}: {content[name]}"


LINES: dict[str, Callable[[Any], Iterator[str]]] = {
    "right-move": _move_lines,
    "readiness": _readiness_lines,
    "red-lines": _red_lines,
}
ACTS: dict[str, Callable[..., tuple[Any, str]]] = {
    "show": _show,
    "keep": _keep,
    "versions": _versions,
    "questions": _questions,
}
