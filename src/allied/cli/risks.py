"""`allied risks …`: the register on the command line, by the same commands as on the pages."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start

ACTS = {
    "list": "risks of an alliance, the costliest first",
    "show": "one risk with its three views and its controls",
    "add": "put a risk on the register",
    "change": "describe or rate a risk anew",
    "review": "say that a risk was looked at again",
    "happened": "count a risk as happened",
    "close": "close a risk that cannot happen any more",
    "reopen": "open a risk again",
    "control": "plan something about a risk",
    "place": "say that a control is in place, and what shows it",
    "fail": "say that a control does not work after all",
    "replan": "describe a control anew; what is not named stays",
    "drop": "give a control up",
    "attach": "put a file to a control",
    "files": "list the files of a control",
    "erase": "erase a file of your own company from a control",
    "loss": "say how often a risk strikes in a year and what it then costs",
    "share": "share a private risk as a joint copy",
    "losses": "what all estimated risks may cost in a year",
    "points": "single points of failure",
    "scales": "what the five levels mean; sets them when the edges are named",
}
WHOLE = {"list", "add", "losses", "points", "scales"}

type Option = tuple[str, dict[str, Any]]
REASON: Option = ("--reason", {"required": True})
CONTROL: Option = (
    "--control",
    {"required": True, "metavar": "N", "help": "its place in the list that `show` prints, or id"},
)
RATED: tuple[Option, ...] = (
    ("--title", {"help": "what may happen, in a sentence"}),
    ("--category", {"help": "what it is about, such as 'Delivery capacity'"}),
    ("--probability", {"help": "a level from 1 to 5, a word, or 30%%"}),
    ("--impact", {"help": "a level from 1 to 5, or an amount such as 400 k"}),
    ("--delay", {"help": "working days that it would cost"}),
    ("--exposure", {"help": "own estimate, where one knows better than probability times impact"}),
    ("--cause", {}),
    ("--event", {}),
    ("--effect", {}),
    ("--owner", {"metavar": "EMAIL", "help": "who looks after it"}),
    ("--review-on", {"metavar": "DAY", "help": "a quarter away at most"}),
)
OPTIONS: dict[str, tuple[Option, ...]] = {
    "list": (
        ("--state", {"default": "open", "help": "open, realised, closed or all"}),
        ("--text", {"default": "", "help": "words in it, or its number"}),
    ),
    "add": (
        *RATED,
        ("--ours", {"action": "store_true", "help": "for your own company only"}),
        ("--mitigation", {"default": "", "help": "what is going to be done about it"}),
        ("--due", {"metavar": "DAY"}),
    ),
    "change": RATED,
    "review": (
        ("--next-on", {"required": True, "metavar": "DAY"}),
        ("--note", {"default": ""}),
    ),
    "happened": (
        ("--on", {"required": True, "metavar": "DAY"}),
        ("--cost", {"required": True, "help": "such as 12 k"}),
        ("--note", {"default": ""}),
    ),
    "close": (REASON,),
    "reopen": (REASON,),
    "control": (
        ("--text", {"required": True}),
        ("--due", {"metavar": "DAY"}),
        ("--owner", {"metavar": "EMAIL"}),
        ("--less-probability", {"default": "", "help": "such as 50%%"}),
        ("--less-impact", {"default": "", "help": "such as 25%%"}),
    ),
    "fail": (CONTROL, REASON),
    "replan": (
        CONTROL,
        ("--text", {}),
        ("--due", {"metavar": "DAY"}),
        ("--owner", {"metavar": "EMAIL"}),
        ("--less-probability", {"help": "such as 50%%"}),
        ("--less-impact", {"help": "such as 25%%"}),
    ),
    "drop": (CONTROL,),
    "attach": (CONTROL, ("--file", {"required": True}), ("--note", {"default": ""})),
    "files": (CONTROL,),
    "erase": (CONTROL, ("--file", {"required": True, "help": "its id or its name"})),
    "place": (
        CONTROL,
        ("--evidence", {"required": True}),
    ),
    "loss": (
        ("--frequency", {"default": "", "help": "times a year, such as 0.3"}),
        ("--low", {"default": ""}),
        ("--high", {"default": ""}),
        ("--trigger", {"default": "", "help": "the event that it shares with other risks"}),
    ),
    "share": (
        *RATED,
        ("--yes", {"action": "store_true", "help": "they read it at once, for good"}),
    ),
    "scales": (
        ("--impact", {"nargs": 4, "metavar": "UPTO", "help": "four edges such as 25k 100k"}),
        ("--delay", {"nargs": 4, "metavar": "DAYS", "help": "four edges in working days"}),
        ("--no-delay", {"action": "store_true", "help": "delay is not rated"}),
        (
            "--tolerance",
            {
                "action": "append",
                "nargs": 2,
                "metavar": ("AMOUNT", "SHARE"),
                "help": "a year may cost more in this share of years, such as 500k 10%%; repeat",
            },
        ),
        ("--no-tolerance", {"action": "store_true", "help": "nothing is agreed on"}),
    ),
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What each act takes."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        if act not in WHOLE:
            part.add_argument(
                "risk", metavar="R-7", help="its number (P-2 for a private one) or id"
            )
        add_as(part)
        part.add_argument("--json", action="store_true", help="print the result for a script")
        for flag, settings in OPTIONS.get(act, ()):
            part.add_argument(flag, **settings)


def run(verb: str, options: argparse.Namespace) -> int:
    """Find who acts and on what, carry it out, and say what is there now."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        result, says = _verb(options.act)(options, person, alliance)
    show(result, as_json=options.json, says=says)
    return 0


def _verb(act: str) -> Any:
    from allied.cli import risk_verbs, scale_verbs

    return scale_verbs.scales if act == "scales" else getattr(risk_verbs, f"{act}_")
