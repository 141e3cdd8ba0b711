"""Partner selection on the command line: prepare, score, decide; for one's own side only."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start

SUBVERBS = {
    "list": "list the screenings of one's own side",
    "show": "print a screening, with its results once scoring has ended",
    "start": "begin a screening with the seven criteria",
    "weights": "fix the weights: equal, or from a JSON file",
    "compare": "compare the criteria in pairs, for oneself, from a JSON file",
    "pairs": "who compared the criteria in pairs, and what all give together",
    "add": "add a candidate",
    "withdraw": "stop looking at a candidate, with the reason",
    "attach": "put an evidence file to a candidate",
    "files": "list the evidence files of a candidate",
    "erase": "erase an evidence file of one's own side",
    "ask": "ask colleagues to score",
    "open": "open the sheets of all raters",
    "sheet": "print one's own scores",
    "score": "keep one's own scores from a JSON file",
    "submit": "hand one's own scores in, once",
    "end": "end the blind part",
    "revise": "revise, once, scores that were talked through",
    "answer": "answer a contested score in writing",
    "close": "close the screening",
    "shortlist": "decide the shortlist",
    "invite": "invite a shortlisted candidate to become the partner",
    "repeat": "look at a partner again, on the same criteria",
    "gate": "what the gate of selection asks of one's own side",
}

type Option = tuple[str, dict[str, Any]]

WHICH: Option = ("--number", {"type": int, "help": "which screening (default: the current one)"})
NAME: Option = ("--candidate", {"required": True, "help": "the name of the candidate"})
FILE: Option = ("--file", {"required": True, "help": "JSON; - reads the standard input"})
REASON: Option = ("--reason", {"required": True})
OPTIONS: dict[str, tuple[Option, ...]] = {
    "start": (("--title", {"required": True}),),
    "weights": (
        ("--method", {"default": "equal", "help": "equal, ranked, swing, pairwise or given"}),
        ("--file", {"help": "JSON with what the method needs; pairwise may do without"}),
        ("--reason", {"default": "", "help": "why they change, once names are known"}),
    ),
    "compare": (FILE,),
    "add": (NAME, ("--note", {"default": ""})),
    "withdraw": (NAME, REASON),
    "attach": (NAME, ("--file", {"required": True}), ("--note", {"default": ""})),
    "files": (NAME,),
    "erase": (NAME, ("--file", {"required": True, "help": "its id or its name"})),
    "ask": (("--emails", {"nargs": "+", "required": True, "metavar": "EMAIL"}),),
    "open": (("--until", {"default": "", "metavar": "DAY", "help": "such as 2027-12-31"}),),
    "score": (FILE,),
    "revise": (FILE,),
    "answer": (NAME, ("--criterion", {"required": True}), ("--text", {"required": True})),
    "shortlist": (
        ("--candidates", {"nargs": "+", "required": True, "help": "names, in their order"}),
        ("--chosen", {"default": ""}),
        ("--exception", {"action": "append", "default": [], "help": "NAME=why the veto yields"}),
        REASON,
    ),
    "invite": (NAME, ("--address", {"required": True}), ("--name", {"default": ""})),
    "repeat": (NAME, ("--title", {"required": True})),
}
WITHOUT_NUMBER = ("list", "start", "gate")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="WHAT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")
        common = () if name in WITHOUT_NUMBER else (WHICH,)
        for flag, settings in (*common, *OPTIONS.get(name, ())):
            sub.add_argument(flag, **settings)


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from django.utils import timezone

    from allied.alliances.access import require
    from allied.cli import selection_verbs
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        require(person, "private.read", alliance, timezone.now())
        action = getattr(selection_verbs, f"{options.sub}_")
        result, says, fine = action(person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0 if fine else 1
