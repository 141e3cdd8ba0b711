"""`allied record`: the head of a joint log, and whether it grew from a head that one kept."""

import argparse
import sys
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start

HOLDS, CONTRADICTS = 0, 30


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each sub-verb."""
    inner = parser.add_subparsers(dest="subverb", required=True, metavar="head|consistency")
    for name in ("head", "consistency"):
        one = inner.add_parser(name)
        one.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        if name == "consistency":
            said = "a head that you kept, size and root, or its size alone"
            one.add_argument("--from", dest="old", required=True, metavar="HEAD", help=said)
            one.add_argument("--to", type=int, metavar="SIZE", help="entries of the newer head")
        add_as(one)
        one.add_argument("--json", action="store_true", help="print JSON")


def run(verb: str, options: argparse.Namespace) -> int:
    """0 the head or the proof, 30 when the log contradicts the head that was given."""
    start()
    from allied.people.doors import acting_as
    from allied.people.scope import JOINT
    from allied.record.models import Entry

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        rows = Entry.objects.visible_to(person).filter(alliance=alliance, audience=JOINT)
        log = alliance.log
        if options.subverb == "head":
            found = {"origin": log.origin, "size": log.size, "root": log.root}
            show(found, as_json=options.json, says=f"{log.origin} {log.size} {log.root}")
            return HOLDS
        return consistency(rows, log, options)


def consistency(rows: Any, log: Any, options: argparse.Namespace) -> int:
    """Print the proof that the log grew from an earlier head."""
    from allied.record.proofs import growth, head_in

    size, root = (int(options.old), "") if options.old.strip().isdecimal() else head_in(options.old)
    grown = growth(rows, log.size, old=size, new=options.to)
    holds = not root or grown.begins_with(root)
    found = {
        "holds": holds,
        "old": {"origin": log.origin, "size": grown.old_size, "root": grown.old_root},
        "new": {"origin": log.origin, "size": grown.new_size, "root": grown.new_root},
        "path": list(grown.path),
    }
    steps = "\n".join(grown.path)
    says = f"from {grown.old_size} {grown.old_root}\nto {grown.new_size} {grown.new_root}\n{steps}"
    show(found, as_json=options.json, says=says.rstrip())
    if holds:
        return HOLDS
    print("This is not the head you kept: keep both as evidence.", file=sys.stderr)
    return CONTRADICTS
