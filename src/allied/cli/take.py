"""Documents and findings of an alliance: `allied report` and `allied lint`."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from allied.cli.doors import (
    add_as,
    alliance_named,
    alliance_of_operator,
    person_named,
    show,
    start,
    write_file,
)
from allied.kit.errors import Refused

# kind -> (module, {format: function of person and alliance that gives bytes})
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "annex": ("allied.cli.annex_files", {"pdf": "pdf", "docx": "word", "md": "markdown"}),
    "governance": (
        "allied.cli.governance_files",
        {"pdf": "pdf", "docx": "word", "md": "markdown", "xlsx": "excel"},
    ),
    "thesis": ("allied.cli.thesis_files", {"pdf": "pdf", "docx": "word", "md": "markdown"}),
    "partner-fit": (
        "allied.cli.selection_files",
        {"docx": "word", "md": "markdown", "xlsx": "excel"},
    ),
}
WRONG_USAGE = 2


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb."""
    parser.add_argument("alliance", help="the name or the id of the alliance")
    add_as(parser)
    parser.add_argument("--json", action="store_true", dest="as_json")
    if verb == "lint":
        parser.add_argument("--waive", default="", metavar="RULE", help="live with this finding")
        parser.add_argument("--section", default="", help="its section, where several are alike")
        parser.add_argument("--item", default="", help="its item, where several are alike")
        parser.add_argument("--reason", default="", help="why you live with it")
        parser.add_argument(
            "--until", default="", metavar="DAY", help="from then on it counts again"
        )
        return
    parser.add_argument("--kind", required=True)
    parser.add_argument("--format", required=True, dest="file_format")
    parser.add_argument("-o", "--output", required=True, metavar="FILE")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    return lint(options) if verb == "lint" else report(options)


def report(options: argparse.Namespace) -> int:
    """Write one document of the alliance into a file; 2 when the kind or format is unknown."""
    made = KINDS.get(options.kind)
    if made is None:
        print(f"allied report: the kinds are {', '.join(KINDS)}", file=sys.stderr)
        return WRONG_USAGE
    module, formats = made
    if options.file_format not in formats:
        said = f"allied report: {options.kind} comes as {' or '.join(formats)}"
        print(said, file=sys.stderr)
        return WRONG_USAGE
    start()
    write: Callable[..., bytes] = getattr(import_module(module), formats[options.file_format])
    content = _as_person(options, lambda person, alliance, _: write(person, alliance))
    write_file(options.output, content)
    show(
        {"file": options.output, "bytes": len(content)},
        as_json=options.as_json,
        says=f"{options.output}: {len(content):,} bytes",
    )
    return 0


def _as_person(options: argparse.Namespace, act: Callable[..., Any]) -> Any:
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        return act(person, alliance_named(options.alliance, person), options)


def lint(options: argparse.Namespace) -> int:
    """The findings of every room, or one of them waived; 1 when an error counts."""
    start()
    act = _waive if options.waive else _findings
    found = _as_person(options, act) if options.email else _of_what_is_joint(options)
    lines = [_line(one) for one in found]
    show(found, as_json=options.as_json, says="\n".join(lines) or "The lint finds nothing to mend.")
    return 1 if any(one["severity"] == "error" and not one["waived"] for one in found) else 0


def _line(one: dict[str, str]) -> str:
    waived = f" Waived: {one['waived']}" if one["waived"] else ""
    return f"{one['rule']} {one['section']}: {one['message']} {one['fix']}{waived}"


def _of_what_is_joint(options: argparse.Namespace) -> list[dict[str, str]]:
    from allied.people.doors import acting_as

    if options.waive:
        raise Refused("nobody", "Say with --as who waives it.")
    alliance, reader = alliance_of_operator(options.alliance)
    with acting_as(reader):
        return _findings(reader, alliance, options, joint=True)


def _findings(
    person: Any, alliance: Any, options: argparse.Namespace, *, joint: bool = False
) -> list[dict[str, str]]:
    from django.utils import timezone

    from allied.rooms.portfolio.linting import found_in

    return [
        {
            "room": one.room,
            "rule": one.finding.rule,
            "severity": one.finding.severity.value,
            "section": one.finding.section,
            "item": one.finding.item,
            "message": one.finding.message,
            "fix": one.finding.fix,
            "waived": one.waiver.reason if one.waiver else "",
        }
        for one in found_in(alliance, person, timezone.now(), joint=joint)
    ]


def _waive(person: Any, alliance: Any, options: argparse.Namespace) -> list[dict[str, str]]:
    from django.utils import timezone

    from allied.alliances.lint_waivers import found_at, waive_finding
    from allied.rooms.portfolio.linting import found_in

    now = timezone.now()
    said = [one.finding for one in found_in(alliance, person, now, joint=True)]
    named = [one for one in said if one.rule == options.waive.upper()]
    place = (options.waive.upper(), options.section, options.item)
    finding = named[0] if len(named) == 1 and not options.section else found_at(said, *place)
    waive_finding(
        by=person,
        alliance=alliance,
        finding=finding,
        reason=options.reason,
        until=_until(options.until),
        now=now,
    )
    return _findings(person, alliance, options)


def _until(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("until", "Say with --until a day such as 2027-06-30.") from error
