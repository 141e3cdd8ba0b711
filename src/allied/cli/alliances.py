"""Alliances, seats, people and invitations on the command line."""

import argparse
from datetime import date, time
from typing import Any

from allied.cli.doors import add_as, person_named, show, start

SUBVERBS = {
    "alliances": ("list", "start", "show"),
    "seats": ("list", "give", "change", "end"),
    "people": ("list", "administrator", "leave"),
    "invitations": ("list", "partner", "colleague", "newcomer", "send", "revoke"),
    "organisations": ("list", "show", "change"),
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb."""
    add_as(parser)
    _add_json(parser)
    inner = parser.add_subparsers(dest="subverb", required=True, metavar="|".join(SUBVERBS[verb]))
    for name in SUBVERBS[verb]:
        one = inner.add_parser(name)
        _ARGUMENTS[verb, name](one)
        add_as(one, again=True)
        _add_json(one, default=argparse.SUPPRESS)


def _add_json(parser: argparse.ArgumentParser, **values: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON", **values)


def _of_alliance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("alliance", help="its name or id")


def _of_new_alliance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name")
    parser.add_argument("--purpose", default="")
    parser.add_argument("--kind", default="")
    parser.add_argument("--start", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--currency", default="EUR")


def _of_seat(parser: argparse.ArgumentParser) -> None:
    _of_alliance(parser)
    parser.add_argument("person", help="the e-mail address of a colleague")
    parser.add_argument("role")
    parser.add_argument("--discipline", default="")


def _of_absence(parser: argparse.ArgumentParser) -> None:
    _of_seat(parser)
    parser.add_argument(
        "--deputy", default="", metavar="EMAIL", help="who acts while they are away"
    )
    for name, says in (("--absent-from", "the first day"), ("--absent-until", "the last day")):
        parser.add_argument(name, type=date.fromisoformat, metavar="YYYY-MM-DD", help=says)


def _of_administrator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", help="the e-mail address of a colleague")
    parser.add_argument("--end", action="store_true", help="they no longer administer")


def _of_newcomer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address")
    parser.add_argument("--name", default="")


def _of_sending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("alliance", nargs="?", default="", help="left out: one without a seat")
    parser.add_argument("address")


def _of_home(parser: argparse.ArgumentParser) -> None:
    """What is left out stays as it is."""
    for name in ("--name", "--short-name", "--time-zone", "--country", "--subdivision"):
        parser.add_argument(name)
    parser.add_argument("--colour", type=int, choices=range(1, 7))
    parser.add_argument("--workdays", type=int, nargs="+", metavar="0-6", help="0 is Monday")
    parser.add_argument("--opens", type=time.fromisoformat, metavar="HH:MM")
    parser.add_argument("--closes", type=time.fromisoformat, metavar="HH:MM")
    parser.add_argument("--fiscal-start", type=int, metavar="1-12", help="its first month")
    for name, says in (("closures", "days off"), ("exceptions", "days worked although off")):
        parser.add_argument(
            f"--{name}", nargs="*", metavar="DAY", help=f"all own {says}: '2026-12-24 Winter break'"
        )


def _of_leaver(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", help="the e-mail address of whoever leaves")
    parser.add_argument("--successor", default="", help="the e-mail address of whoever takes over")


def _of_partner(parser: argparse.ArgumentParser) -> None:
    _of_alliance(parser)
    parser.add_argument("organisation")
    parser.add_argument("address")
    parser.add_argument("--name", default="")
    parser.add_argument("--role", default="alliance manager")


def _of_colleague(parser: argparse.ArgumentParser) -> None:
    _of_alliance(parser)
    parser.add_argument("address")
    parser.add_argument("role")
    parser.add_argument("--name", default="")
    parser.add_argument("--discipline", default="")


def _nothing(_: argparse.ArgumentParser) -> None:
    """These verbs have no words of their own."""


_ARGUMENTS = {
    ("alliances", "list"): _nothing,
    ("alliances", "start"): _of_new_alliance,
    ("alliances", "show"): _of_alliance,
    ("seats", "list"): _of_alliance,
    ("seats", "give"): _of_seat,
    ("seats", "change"): _of_absence,
    ("seats", "end"): _of_seat,
    ("people", "list"): _nothing,
    ("people", "administrator"): _of_administrator,
    ("people", "leave"): _of_leaver,
    ("invitations", "list"): _of_alliance,
    ("invitations", "partner"): _of_partner,
    ("invitations", "colleague"): _of_colleague,
    ("invitations", "newcomer"): _of_newcomer,
    ("invitations", "send"): _of_sending,
    ("invitations", "revoke"): _of_sending,
    ("organisations", "list"): _nothing,
    ("organisations", "show"): _nothing,
    ("organisations", "change"): _of_home,
}


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb for the person who acts, behind the same wall as on the web."""
    start()
    from allied.cli import alliance_verbs, home_verbs
    from allied.people.doors import acting_as

    person = person_named(options.email)
    module = alliance_verbs if verb in {"alliances", "seats"} else home_verbs
    action = getattr(module, f"{verb}_{options.subverb}")
    with acting_as(person):
        _print(action(person, options), options)
    return 0


def _print(rows: Any, options: argparse.Namespace) -> None:
    """One line a row for people, the rows themselves for scripts."""
    shown = rows if isinstance(rows, list) else [rows]
    lines = ["  ".join(_in_words(value) for value in row.values() if value) for row in shown]
    show(rows, as_json=options.json, says="\n".join(lines) or "None.")


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
