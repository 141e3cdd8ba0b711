"""`allied patterns`: what a new alliance can begin from."""

import argparse
from typing import TYPE_CHECKING

from allied.cli.doors import add_as, alliance_named, person_named, show, start

if TYPE_CHECKING:
    from allied.rooms.exchange.patterns import Pattern


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """What is asked: list, show KEY, or use KEY for an alliance."""
    asked = parser.add_subparsers(dest="asked", required=True, metavar="list|show|use")
    asked.add_parser("list", help="every pattern in a line")
    one = asked.add_parser("show", help="the facts of a pattern and what to copy")
    one.add_argument("key", metavar="KEY")
    use = asked.add_parser("use", help="begin thesis and governance of an alliance from a pattern")
    use.add_argument("key", metavar="KEY")
    use.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
    add_as(use)
    for each in asked.choices.values():
        each.add_argument("--json", action="store_true", help="print the result for a script")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb."""
    start()
    return {"list": show_all, "show": show_one, "use": use_one}[options.asked](options)


def show_all(options: argparse.Namespace) -> int:
    """Every pattern in a line."""
    from allied.rooms.exchange.patterns import patterns

    found = patterns()
    rows = [{"key": one.key, "title": one.title} for one in found]
    show(rows, as_json=options.json, says="\n".join(f"{r['key']:<24}{r['title']}" for r in rows))
    return 0


def show_one(options: argparse.Namespace) -> int:
    """One pattern: its public facts and what to copy."""
    from allied.rooms.exchange.patterns import pattern_named

    one = pattern_named(options.key)
    facts = [{"year": f.year, "text": f.text, "source": f.source} for f in one.facts]
    plain = {"key": one.key, "title": one.title, "facts": facts, "to_copy": list(one.copy)}
    show(plain, as_json=options.json, says=_in_words(one))
    return 0


def _in_words(one: "Pattern") -> str:
    lines = [one.title, one.in_short, "", "Public:"]
    lines += [f"  {fact.year}: {fact.text} ({fact.source})" for fact in one.facts]
    return "\n".join([*lines, "", "To copy:", *(f"  {line}" for line in one.copy)])


def use_one(options: argparse.Namespace) -> int:
    """Begin from a pattern; every number that is not public is marked illustrative there."""
    from django.utils import timezone

    from allied.people.doors import acting_as
    from allied.rooms.exchange.starting import start_from_pattern

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        begun = start_from_pattern(
            by=person, alliance=alliance, pattern=options.key, now=timezone.now()
        )
    says = (
        "The value thesis is begun."
        if begun.governance is None
        else "Thesis and governance are begun."
    )
    show({"thesis": begun.thesis.pk}, as_json=options.json, says=says)
    return 0
