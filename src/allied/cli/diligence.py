"""`allied diligence …`: the checklists on the command line, answers as a file included."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from allied.cli.doors import (
    add_as,
    alliance_named,
    attached_files,
    attachment_named,
    file_to_attach,
    person_named,
    show,
    start,
)
from allied.kit.errors import Refused

ACTS = {
    "show": "the questions with their answers, red flags first",
    "choose": "choose the areas and packs that are asked",
    "answer": "answer one question",
    "attach": "put a file to an answer",
    "files": "list the files of an answer",
    "erase": "erase a file of your own company from an answer",
    "finding": "make a risk of an answer that is not yes",
    "take": "the checklist as a CSV or XLSX file",
    "bring": "bring answers in from a CSV or XLSX file",
    "items": "list what somebody must be able to look after, and who can",
    "note-item": "write down a system, a contract or knowledge and who can act on it",
    "change-item": "describe such a thing anew; what is not named stays",
    "remove-item": "say that such a thing needs nobody any more",
}
FORMS = ("csv", "xlsx")


type Option = tuple[tuple[str, ...], dict[str, Any]]

KEY: Option = (("question",), {"metavar": "KEY"})
FILE: Option = (("file",), {"metavar": "FILE"})
ITEM: Option = (("item",), {"metavar": "NAME", "help": "its name or its id"})
SORT: dict[str, Any] = {"help": "system, knowledge, contract, channel or place"}
ITEM_TOLD: tuple[Option, ...] = (
    (
        ("--critical",),
        {"action": argparse.BooleanOptionalAction, "help": "the alliance stops without it"},
    ),
    (("--note",), {}),
    (
        ("--person",),
        {"action": "append", "default": [], "metavar": "EMAIL", "help": "can act on it; repeat"},
    ),
    (
        ("--need",),
        {"action": "append", "default": [], "metavar": "NAME", "help": "a system; repeat"},
    ),
)
OPTIONS: dict[str, tuple[Option, ...]] = {
    "choose": (
        (("--area",), {"action": "append", "default": [], "help": "repeat; all when none"}),
        (("--pack",), {"action": "append", "default": [], "help": "repeat for each"}),
    ),
    "answer": (
        KEY,
        (("answer",), {"metavar": "ANSWER", "help": "yes, partly, no or unknown"}),
        *(((f"--{name}",), {"default": ""}) for name in ("evidence", "severity", "note", "owner")),
    ),
    "attach": (KEY, FILE, (("--note",), {"default": "", "help": "what it shows"})),
    "files": (KEY,),
    "erase": (KEY, (("file",), {"metavar": "FILE", "help": "its id or its name"})),
    "finding": (
        KEY,
        *(
            ((f"--{name}",), {"default": ""})
            for name in ("title", "category", "probability", "impact", "owner", "mitigation")
        ),
    ),
    "take": (
        (("--format",), {"choices": FORMS, "default": "xlsx"}),
        (("-o",), {"dest": "out", "required": True, "metavar": "FILE"}),
    ),
    "bring": (
        FILE,
        (("--dry-run",), {"action": "store_true", "help": "check and write nothing"}),
    ),
    "note-item": (
        (("name",), {"metavar": "NAME"}),
        (("--kind",), SORT | {"default": "system"}),
        *ITEM_TOLD,
    ),
    "change-item": (
        ITEM,
        (("--name",), {}),
        (("--kind",), SORT),
        *ITEM_TOLD,
        (("--nobody",), {"action": "store_true", "help": "nobody can act on it"}),
        (("--needs-nothing",), {"action": "store_true", "help": "it needs no other system"}),
    ),
    "remove-item": (ITEM,),
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What each act takes."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        add_as(part)
        part.add_argument("--own", action="store_true", help="what only your own company sees")
        part.add_argument("--json", action="store_true", help="print the result for a script")
        for words, settings in OPTIONS.get(act, ()):
            part.add_argument(*words, **settings)


def run(verb: str, options: argparse.Namespace) -> int:
    """Find who acts, carry it out, and say what is there now; exit 1 with every problem of a file."""
    start()
    from allied.people.doors import acting_as
    from allied.rooms.diligence.answer_files import Unreadable

    person = person_named(options.email)
    try:
        with acting_as(person):
            alliance = alliance_named(options.alliance, person)
            result, says = _action(options.act)(options, person, alliance)
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


def _answer_of(options: argparse.Namespace, person: Any, alliance: Any) -> Any:
    """The answer to the question that was named, with the record its files belong to."""
    from allied.rooms.diligence.evidence import about_answer
    from allied.rooms.diligence.queries.checklists import answers_of

    answer = answers_of(person, _checklist(options, person, alliance)).get(options.question)
    if answer is None:
        raise Refused("unanswered", f"{options.question!r} has no answer yet; answer it first.")
    answer.alliance = alliance
    return about_answer(answer)


def _files(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    return attached_files(person, _answer_of(options, person, alliance).id)


def _attach(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from django.utils import timezone

    from allied.alliances.attachments.api import AttachmentShown
    from allied.alliances.attachments.commands import attach_file

    about = _answer_of(options, person, alliance)
    name, raw = file_to_attach(options.file)
    made = attach_file(
        by=person, about=about, name=name, raw=raw, note=options.note, now=timezone.now()
    )
    return AttachmentShown.of(made).model_dump(mode="json"), f"{made.name} is attached."


def _erase(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    from django.utils import timezone

    from allied.alliances.attachments.api import AttachmentShown
    from allied.alliances.attachments.commands import erase_file

    about = _answer_of(options, person, alliance)
    found = attachment_named(person, about.id, options.file)
    gone = erase_file(by=person, attachment=found, right=about.right, now=timezone.now())
    says = "Erased: its name and its bytes are gone."
    return AttachmentShown.of(gone).model_dump(mode="json"), says


def _finding(options: argparse.Namespace, person: Any, alliance: Any) -> Said:
    """The risk that the answer proposes, in other words where they are given."""
    from django.utils import timezone

    from allied.rooms.diligence import commands
    from allied.rooms.diligence.built_in import question_named
    from allied.rooms.diligence.checklists import reply_of
    from allied.rooms.diligence.content import ControlContent, RiskContent
    from allied.rooms.diligence.exposure import read_assessment
    from allied.rooms.diligence.limits import limits
    from allied.rooms.diligence.proposals import proposed_risk
    from allied.rooms.diligence.queries.checklists import answers_of
    from allied.rooms.diligence.rating import scales_of

    checklist = _checklist(options, person, alliance)
    answer = answers_of(person, checklist).get(options.question)
    question = question_named(options.question)
    proposed = proposed_risk(question, reply_of(answer)) if answer else None
    if answer is None or proposed is None:
        raise Refused("no_finding", "Only an answer that is not yes becomes a risk.")
    said = RiskContent(
        title=options.title or proposed.title,
        category=options.category or proposed.category,
        cause=proposed.because,
        assessment=read_assessment(
            probability=options.probability,
            impact=options.impact,
            scales=scales_of(alliance),
            limits=limits(),
        ),
    )
    made = commands.register_finding(
        by=person,
        checklist=checklist,
        question=question.key,
        said=said,
        holder=person_named(options.owner) if options.owner else answer.holder,
        control=ControlContent(text=options.mitigation or proposed.mitigation),
        now=timezone.now(),
    )
    return {"risk": made.ref, "title": made.title}, f"{made.ref} is on the register: {made.title}"


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
    "attach": _attach,
    "files": _files,
    "erase": _erase,
    "finding": _finding,
    "take": _take,
    "bring": _bring,
}


def _action(act: str) -> Callable[[argparse.Namespace, Any, Any], Said]:
    from allied.cli.item_verbs import VERBS

    return (_ACTIONS | VERBS)[act]
