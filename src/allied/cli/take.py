"""Documents and findings of an alliance: `allied report` and `allied lint`."""

import argparse
import sys
from collections.abc import Callable
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
# Each room contributes `findings(alliance, person, joint)`; joint leaves our own drafts out.
LINTS = (
    "allied.rooms.thesis.findings",
    "allied.rooms.governance.findings",
    "allied.rooms.agreement.annex.findings",
)
WRONG_USAGE = 2


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb."""
    parser.add_argument("alliance", help="the name or the id of the alliance")
    add_as(parser)
    parser.add_argument("--json", action="store_true", dest="as_json")
    if verb == "lint":
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
    content = _as_person(options, write)
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
        return act(person, alliance_named(options.alliance, person))


def lint(options: argparse.Namespace) -> int:
    """The findings of every room; 1 when an error is among them."""
    start()
    found = _as_person(options, _findings) if options.email else _of_what_is_joint(options)
    lines = [f"{one['rule']} {one['section']}: {one['message']} {one['fix']}" for one in found]
    show(found, as_json=options.as_json, says="\n".join(lines) or "The lint finds nothing to mend.")
    return 1 if any(one["severity"] == "error" for one in found) else 0


def _of_what_is_joint(options: argparse.Namespace) -> list[dict[str, str]]:
    from allied.people.doors import acting_as

    alliance, reader = alliance_of_operator(options.alliance)
    with acting_as(reader):
        return _findings(reader, alliance, joint=True)


def _findings(person: Any, alliance: Any, *, joint: bool = False) -> list[dict[str, str]]:
    return [
        {
            "room": name.split(".")[2],
            "rule": one.rule,
            "severity": one.severity.value,
            "section": one.section,
            "item": one.item,
            "message": one.message,
            "fix": one.fix,
        }
        for name in LINTS
        for one in import_module(name).findings(alliance, person, joint=joint)
    ]
