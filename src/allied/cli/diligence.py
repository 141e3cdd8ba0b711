"""`allied diligence …`: the checklists on the command line, answers as a file included."""

import argparse
import sys
from pathlib import Path
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused

ACTS = {
    "show": "the questions with their answers, red flags first",
    "choose": "choose the areas and packs that are asked",
    "answer": "answer one question",
    "take": "the checklist as a CSV or XLSX file",
    "bring": "bring answers in from a CSV or XLSX file",
}
FORMS = ("csv", "xlsx")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What each act takes."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        add_as(part)
        part.add_argument("--own", action="store_true", help="the checklist of your own company")
        part.add_argument("--json", action="store_true", help="print the result for a script")
        if act == "choose":
            part.add_argument("--area", action="append", default=[], help="repeat; all when none")
            part.add_argument("--pack", action="append", default=[], help="repeat for each")
        if act == "answer":
            part.add_argument("question", metavar="KEY")
            part.add_argument("answer", metavar="ANSWER", help="yes, partly, no or unknown")
            for name in ("evidence", "severity", "note", "owner"):
                part.add_argument(f"--{name}", default="")
        if act == "take":
            part.add_argument("--format", choices=FORMS, default="xlsx")
            part.add_argument("-o", dest="out", required=True, metavar="FILE")
        if act == "bring":
            part.add_argument("file", metavar="FILE")
            part.add_argument("--dry-run", action="store_true", help="check and write nothing")


def run(verb: str, options: argparse.Namespace) -> int:
    """Find who acts, carry it out, and say what is there now; exit 1 with every problem of a file."""
    start()
    from allied.people.doors import acting_as
    from allied.rooms.diligence.answer_files import Unreadable

    person = person_named(options.email)
    try:
        with acting_as(person):
            alliance = alliance_named(options.alliance, person)
            result, says = _ACTIONS[options.act](options, person, alliance)
    except Unreadable as refusal:
        lines = [str(problem) for problem in refusal.problems]
        show({"problems": lines}, as_json=options.json, says="\n".join(lines))
        print(f"{len(lines)} problems; nothing was written.", file=sys.stderr)
        return 1
    show(result, as_json=options.json, says=says)
    return 0


type Said = tuple[Any, str]


def _audience(options: argparse.Namespace) -> str:
    from allied.people.scope import JOINT, OURS

    return OURS if options.own else JOINT


def _checklist(options: argparse.Namespace, person: Any, alliance: Any) -> Any:
    from allied.rooms.diligence.queries.checklists import checklist_of

    found = checklist_of(person, alliance, _audience(options))
    if found is None:
        raise Refused("no_checklist", "There is no such checklist yet; choose its areas first.")
    found.alliance = alliance
    return found


def _show(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from allied.rooms.diligence.api.checklists import ChecklistShown
    from allied.rooms.diligence.queries.checklists import shown

    found = shown(person, _checklist(options, person, alliance))
    lines = [f"{found.readiness.said} questions are answered yes with evidence."]
    lines += [f"red flag: {one.question.key}: {one.question.text}" for one in found.flags]
    for area in found.areas:
        for one in area.questions:
            said = one.answer.said if one.answer else "–"
            lines.append(f"{said:<8} {one.question.key}")
    return ChecklistShown.of(found).model_dump(mode="json"), "\n".join(lines)


def _choose(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from django.utils import timezone

    from allied.rooms.diligence import commands
    from allied.rooms.diligence.built_in import AREAS

    commands.open_checklist(
        by=person,
        alliance=alliance,
        audience=_audience(options),
        areas=options.area or AREAS,
        packs=options.pack,
        now=timezone.now(),
    )
    return _show(options, person, alliance)


def _answer(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from django.utils import timezone

    from allied.rooms.diligence import commands
    from allied.rooms.diligence.answers import Given
    from allied.rooms.diligence.queries.checklists import answers_of

    checklist = _checklist(options, person, alliance)
    known = answers_of(person, checklist).get(options.question)
    given = Given(
        question=options.question,
        answer=options.answer,
        evidence=options.evidence,
        severity=options.severity,
        note=options.note,
        holder=person_named(options.owner) if options.owner else None,
    )
    row = commands.answer_question(
        by=person,
        checklist=checklist,
        given=given,
        version=known.version if known else 0,
        now=timezone.now(),
    )
    result = {"question": row.question, "answer": row.said, "version": row.version}
    return result, f"{row.question}: {row.said}"


def _take(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from allied.rooms.diligence.answer_files import file_of
    from allied.rooms.diligence.checklists import asked, by_key
    from allied.rooms.diligence.queries.checklists import answers_of

    checklist = _checklist(options, person, alliance)
    questions = by_key(asked(checklist))
    content = file_of(questions, answers_of(person, checklist), options.format)
    Path(options.out).write_bytes(content)
    return {"file": options.out}, f"{len(questions)} questions are in {options.out}."


def _bring(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from django.utils import timezone

    from allied.kit.words import counted
    from allied.rooms.diligence import commands
    from allied.rooms.diligence.answer_files import given_in
    from allied.rooms.diligence.checklists import asked, by_key
    from allied.rooms.diligence.writing import may_own

    path = Path(options.file)
    if not path.is_file():
        raise Refused("no_file", f"There is no file {options.file}.")
    checklist, now = _checklist(options, person, alliance), timezone.now()
    people = list(may_own(alliance, checklist.audience, person, now))
    given = given_in(path.read_bytes(), path.name, by_key(asked(checklist)), people)
    changed = commands.import_answers(
        by=person,
        checklist=checklist,
        given=given,
        file_name=path.name,
        rehearse=options.dry_run,
        now=now,
    )
    many = counted(len(changed), "answer")
    says = f"{many} would change; nothing was written." if options.dry_run else f"{many} came in."
    return {"changed": len(changed), "rehearsed": options.dry_run}, says


_ACTIONS = {
    "show": _show,
    "choose": _choose,
    "answer": _answer,
    "take": _take,
    "bring": _bring,
}
