"""`allied conflicts …`: what divides the sides, on the command line, by the same commands as on the pages."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start

ACTS = {
    "list": "conflicts of an alliance, the newest first",
    "show": "one conflict with its step, facts and ways to settle",
    "raise": "raise a matter with every company",
    "draft": "prepare a matter for your own company only",
    "drafts": "drafts of your own company",
    "position": "say what your company holds and needs",
    "worksheet": "keep something for your own company only",
    "fact": "propose a fact",
    "accept": "accept a fact of the other company",
    "dispute": "dispute a fact of the other company",
    "propose": "propose a way to settle",
    "settle": "accept a way to settle for your company",
    "reject": "say why a way does not settle it",
    "escalate": "take it one step up with the joint memo as it stands",
    "withdraw": "take back what your company raised",
    "reopen": "open it again",
    "decide": "ask for a decision whose options are the ways to settle",
    "memo": "read the joint memo, or write in it",
    "sign": "put the joint memo up for signature, or sign it",
    "mediate": "note a mediation, or its outcome",
    "ladder": "the steps that a conflict climbs; --file writes the draft",
    "sign-ladder": "put the draft of the ladder up for signature, or sign it",
    "stats": "how conflicts end",
}
WHOLE = {"list", "raise", "draft", "drafts", "ladder", "sign-ladder", "stats"}

type Option = tuple[str, dict[str, Any]]
REASON: Option = ("--reason", {"required": True})
PLACE: Option = ("--number", {"required": True, "type": int, "help": "its number in the list"})
MATTER: tuple[Option, ...] = (
    ("--title", {"required": True, "help": "the matter in one line, never a person"}),
    ("--text", {"default": "", "help": "what happened, in a few sentences"}),
    (
        "--kind",
        {"default": "fact", "help": "fact, commercial, scope, delivery, rights or working"},
    ),
    ("--severity", {"default": 2, "type": int, "help": "1 minor, 2 serious, 3 critical"}),
    ("--stake", {"default": "", "help": "an amount such as 26 k"}),
    ("--unit", {"default": "", "help": "what its numbers count, such as '€ k'"}),
    ("--blocks", {"default": "", "help": "what waits for it"}),
    ("--about", {"default": "", "help": "a joint record as kind:id, such as decision:0198…"}),
)
OPTIONS: dict[str, tuple[Option, ...]] = {
    "list": (
        ("--state", {"default": "open", "help": "open, settled, withdrawn or all"}),
        ("--text", {"default": "", "help": "words in it, or its number"}),
    ),
    "raise": (
        *MATTER,
        ("--not-a-person", {"action": "store_true", "help": "the word is nobody's name"}),
    ),
    "draft": MATTER,
    "position": (
        ("--says", {"required": True}),
        ("--needs", {"default": ""}),
        ("--claim", {"default": "", "help": "in a few words or a number"}),
    ),
    "worksheet": (
        ("--text", {"default": None}),
        ("--could-give", {"default": None}),
        ("--way-out", {"default": None}),
    ),
    "fact": (
        ("--line", {"required": True}),
        ("--value", {"default": ""}),
        ("--source", {"default": ""}),
        ("--evidence", {"action": "append", "default": [], "metavar": "KIND:ID"}),
    ),
    "accept": (PLACE,),
    "dispute": (PLACE, REASON, ("--value", {"default": ""}), ("--line", {"default": ""})),
    "propose": (
        ("--title", {"required": True}),
        ("--text", {"default": ""}),
        ("--effect", {"default": ""}),
        ("--cost", {"default": ""}),
    ),
    "settle": (PLACE,),
    "reject": (PLACE, REASON),
    "escalate": (REASON,),
    "withdraw": (REASON,),
    "reopen": (REASON,),
    "decide": (("--type", {"required": True, "help": "the id of a row of the matrix"}),),
    "memo": (("--words", {"default": None}), ("--asks", {"default": None})),
    "mediate": (
        ("--mediator", {"default": ""}),
        ("--starts", {"default": "", "metavar": "DAY"}),
        ("--ends", {"default": "", "metavar": "DAY"}),
        ("--outcome", {"default": ""}),
    ),
    "ladder": (("--file", {"default": "", "help": "JSON with steps and end; - reads the input"}),),
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What each act takes."""
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
    for act, does in ACTS.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        if act not in WHOLE:
            part.add_argument("conflict", metavar="C-7", help="its number or id")
        add_as(part)
        part.add_argument("--json", action="store_true", help="print the result for a script")
        for flag, settings in OPTIONS.get(act, ()):
            part.add_argument(flag, **settings)


def run(verb: str, options: argparse.Namespace) -> int:
    """Find who acts and on what, carry it out, and say what is there now."""
    start()
    from allied.cli import conflict_steps, conflict_verbs
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        name = f"{options.act.replace('-', '_')}_"
        call = getattr(conflict_verbs, name, None) or getattr(conflict_steps, name)
        result, says = call(options, person, alliance)
    show(result, as_json=options.json, says=says)
    return 0
