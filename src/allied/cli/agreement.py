"""Agreements on the command line: read a file without a database, or for an alliance; record; obligations."""

import argparse
from dataclasses import asdict
from typing import Any

from allied.cli.agreement_verbs import ACTS
from allied.cli.doors import (
    add_as,
    alliance_named,
    document_bytes,
    person_named,
    show,
    start,
)
from allied.kit.errors import Refused

SUBVERBS = {
    "read": "say what an agreement says and what it leaves open",
    "readings": "list the documents that were read",
    "reading": "show one document that was read",
    "judge": "confirm, correct or refuse a fact",
    "add-fact": "add a fact that was not found",
    "discard": "discard what was read of a document",
    "show": "show the agreement record",
    "record": "write or change the agreement record from a JSON file",
    "seen": "take note of a date that comes near",
    "obligations": "list what is owed",
    "owe": "write an obligation down",
    "change-obligation": "change an obligation",
    "fulfil": "an obligation is done",
    "drop": "an obligation falls away",
    "reopen": "an obligation is open again",
}
SETTLING = ("fulfil", "drop", "reopen")
ONE_OBLIGATION = (*SETTLING, "change-obligation")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="ACT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        if name == "read":
            sub.add_argument("file", metavar="FILE", help="PDF with text, Word (.docx) or text")
            sub.add_argument("--alliance", help="keep it in this alliance, by name or id")
            sub.add_argument("--private", action="store_true", help="for our own side only")
        else:
            sub.add_argument("alliance", help="the name or the id of the alliance")
        _add_options(name, sub)
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")


def _add_options(name: str, sub: argparse.ArgumentParser) -> None:
    if name in ("reading", "add-fact", "discard"):
        sub.add_argument("reading", help="the id of the reading")
    if name == "judge":
        sub.add_argument("fact", help="the id of the fact")
        sub.add_argument("verdict", help="confirmed, corrected or refused")
        sub.add_argument("--value", default="", help="what stands there instead")
    if name == "add-fact":
        sub.add_argument("kind", help="such as “governing law”")
        sub.add_argument("value", help="what stands there")
        sub.add_argument("--quote", default="", help="the words that say it")
    if name == "record":
        sub.add_argument("--file", required=True, help="JSON; - reads input")
    if name == "obligations":
        sub.add_argument("--state", default="open", choices=["open", "done", "dropped", "all"])
    if name in ONE_OBLIGATION:
        sub.add_argument("obligation", help="its number, such as O-3")
    if name in SETTLING:
        sub.add_argument("--reason", required=True, help="what shows it, or why")
    if name in ("owe", "change-obligation"):
        sub.add_argument("--text", required=name == "owe", help="what is owed")
        sub.add_argument("--due", required=name == "owe", help="a day such as 2027-03-31")
        sub.add_argument("--owner", default="", help="address of the person who owes it")
        sub.add_argument("--clause", help="where it stands")
    if name in ("judge", "record", *ONE_OBLIGATION):
        sub.add_argument("--version", type=int, help="the version that was read")


def run(verb: str, options: argparse.Namespace) -> int:
    """Read a file alone, or act in an alliance as the person who was named."""
    if options.sub == "read" and not options.alliance:
        return _read_alone(options)
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        result, says = ACTS[options.sub](person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0


def _read_alone(options: argparse.Namespace) -> int:
    """Facts and gaps of a file; needs neither a database nor a person."""
    from allied.rooms.agreement.reading.finders import model
    from allied.rooms.agreement.reading.reader import read_file as read_agreement
    from allied.rooms.agreement.reading.rules.gaps import gaps

    if options.private:
        raise Refused("private", "--private belongs to --alliance: alone nothing is kept.")
    found = read_agreement(document_bytes(options.file), model=model())
    facts, missing = (
        [asdict(fact) for fact in found.facts],
        [asdict(gap) for gap in gaps(found.facts)],
    )
    result = {
        "file": options.file,
        "kind": found.kind,
        "pages": found.pages,
        "notes": list(found.notes),
    }
    show(
        result | {"facts": facts, "gaps": missing},
        as_json=options.as_json,
        says=_said(facts, missing, found.notes),
    )
    return 0


def _said(facts: Any, missing: Any, notes: Any) -> str:
    lines = [str(note) for note in notes]
    for fact in facts:
        place = fact["place"]
        where = ", ".join(part for part in (place["section"], f"line {place['line']}") if part)
        lines += [
            f"{fact['kind']}: {fact['value'] or '(blank)'}",
            f"    {_short(fact['quote'])} ({where})",
        ]
    lines += ["", "What it does not say:"] if missing else ["", "Nothing that we ask is missing."]
    return "\n".join([*lines, *(f"  {gap['missing']}: {gap['why']}" for gap in missing)])


def _short(words: str) -> str:
    return f"“{words[:157]}…”" if len(words) > 160 else f"“{words}”"
