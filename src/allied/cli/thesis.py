"""The thesis on the command line: show, lint, draft, sign, compare, judge."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start

SUBVERBS = {
    "show": "print the thesis as Markdown",
    "start": "begin the thesis, joint or as our own draft",
    "change": "put the content of a JSON file in one section",
    "share": "share our own draft as a joint copy",
    "lint": "list what the lint says of the newest version",
    "compare": "say what changed between two versions",
    "put-up": "ask every party to sign the draft",
    "sign": "sign for one's own organisation",
    "refuse": "refuse to sign, with a reason",
    "withdraw": "take our signature back",
    "tests": "list the assumptions with their tests",
    "evidence": "record evidence on an assumption",
    "withdraw-evidence": "take our evidence back",
    "judge": "give our verdict on an assumption",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="WHAT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")
        for flag, settings in OPTIONS.get(name, ()):
            sub.add_argument(flag, **settings)


type Option = tuple[str, dict[str, Any]]

OWN: Option = ("--own", {"action": "store_true", "help": "our own draft"})
ITEM: Option = ("--item", {"required": True, "help": "the id of the assumption"})
REASON: Option = ("--reason", {"required": True})
DIGEST: Option = ("--digest", {"help": "of the words that were read (default: what is up now)"})
OPTIONS: dict[str, tuple[Option, ...]] = {
    "start": (("--audience", {"choices": ("joint", "ours"), "default": ""}),),
    "show": (OWN, ("--revision", {"type": int})),
    "change": (
        OWN,
        ("section", {}),
        ("--file", {"required": True, "help": "JSON: a text, or a list of items; - reads input"}),
        ("--edit", {"type": int, "help": "the state that was read; refused when it moved"}),
    ),
    "share": (("--sections", {"nargs": "*", "default": []}),),
    "compare": (("--from", {"dest": "old", "type": int}), ("--to", {"dest": "new", "type": int})),
    "sign": (DIGEST,),
    "refuse": (DIGEST, REASON),
    "judge": (ITEM, REASON, ("--verdict", {"required": True})),
    "withdraw-evidence": (("--id", {"required": True, "dest": "evidence_id"}),),
    "evidence": (
        ITEM,
        ("--source", {"required": True}),
        ("--found-on", {"required": True, "metavar": "DAY", "help": "such as 2026-10-30"}),
        ("--direction", {"required": True, "help": "for or against"}),
        ("--strength", {"required": True, "help": "weak, moderate or strong"}),
        ("--independent", {"action": "store_true"}),
        ("--text", {"default": ""}),
    ),
}


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from allied.cli import thesis_verbs
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        action = getattr(thesis_verbs, options.sub.replace("-", "_"))
        result, says, fine = action(person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0 if fine else 1
