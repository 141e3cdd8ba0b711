"""`allied annex …` and `allied kpis …`: the same commands as on the pages."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, read_file, show, start

ANNEX = {
    "show": "print the annex as Markdown: today's text, or one version",
    "terms": "print what the parties say in the annex itself",
    "change": "put the rows of a JSON file in one part of the terms",
    "put-up": "freeze today's text and ask every sponsor to sign",
    "sign": "sign for one's own organisation",
    "refuse": "refuse to sign, with a reason",
    "withdraw": "take our signature back",
    "versions": "list the frozen versions",
    "compare": "say what differs between two versions, or one and today",
    "markup": "say what a marked-up Word document of the annex changed; nothing is taken over",
}
KPIS = {
    "list": "list the definitions and what they lack",
    "proposals": "list what could be defined",
    "define": "define a KPI from a JSON file",
    "change": "write a definition anew from a JSON file",
    "retire": "count a KPI no longer",
}
type Option = tuple[str, dict[str, Any]]
FILE: Option = ("--file", {"required": True, "help": "JSON; - reads the standard input"})
REASON: Option = ("--reason", {"required": True})
DIGEST: Option = ("--digest", {"default": "", "help": "of the text that was read (default: now)"})
KEY: Option = ("key", {"metavar": "KEY", "help": "its key, such as V1"})
VERSION: Option = ("--version", {"type": int, "help": "the state that was read"})
OPTIONS: dict[str, dict[str, tuple[Option, ...]]] = {
    "annex": {
        "show": (("--revision", {"type": int}),),
        "change": (("part", {}), FILE, VERSION),
        "put-up": (DIGEST,),
        "sign": (DIGEST,),
        "refuse": (DIGEST, REASON),
        "compare": (
            ("--from", {"dest": "old", "type": int, "help": "default: the one in force"}),
            ("--to", {"dest": "new", "type": int, "help": "default: today"}),
        ),
        "markup": (
            ("document", {"metavar": "FILE.docx"}),
            ("--revision", {"type": int, "help": "the version it was taken from (default: today)"}),
        ),
    },
    "kpis": {"define": (FILE,), "change": (KEY, FILE, VERSION), "retire": (KEY, REASON)},
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="WHAT")
    for name, does in (ANNEX if verb == "annex" else KPIS).items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")
        for flag, settings in OPTIONS[verb].get(name, ()):
            sub.add_argument(flag, **settings)


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from allied.cli import annex_verbs, kpi_verbs
    from allied.people.doors import acting_as

    if hasattr(options, "file"):
        options.content = read_file(options.file)
    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        module = annex_verbs if verb == "annex" else kpi_verbs
        action = getattr(module, options.sub.replace("-", "_"))
        result, says = action(person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0
