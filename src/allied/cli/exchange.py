"""`allied import` and `allied export`: an alliance in and out."""

import argparse
import sys
from pathlib import Path
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start, write_file
from allied.kit.errors import Refused

FORMATS = ("xlsx", "json", "bundle")


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb."""
    add_as(parser)
    parser.add_argument("--json", action="store_true", help="print the result for a script")
    if verb == "import":
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--dry-run", action="store_true", help="check and write nothing")
        parser.add_argument(
            "--again",
            action="store_true",
            help="make a second alliance of a workbook that is one already",
        )
        parser.add_argument(
            "--activate-demo", action="store_true", help="demo data only: let everybody in at once"
        )
    else:
        parser.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument("-o", dest="out", required=True, metavar="FILE")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    start()
    return bring_in(options) if verb == "import" else take_away(options)


def bring_in(options: argparse.Namespace) -> int:
    """Check a workbook and import it; every problem is listed, and then nothing is written."""
    from allied.rooms.exchange.outcome import Unimportable, report_of

    path = Path(options.file)
    if not path.is_file():
        raise Refused("no_file", f"There is no file {options.file}.")
    try:
        done = _imported(options, path)
    except Unimportable as refusal:
        lines = [str(problem) for problem in refusal.problems]
        show({"problems": lines}, as_json=options.json, says="\n".join(lines))
        counted = f"{len(lines)} problem{'' if len(lines) == 1 else 's'}"
        print(f"{counted}; nothing was written.", file=sys.stderr)
        return 1
    lines = report_of(done, rehearsed=options.dry_run)
    alliance = "" if options.dry_run else done.alliance.pk
    show({"alliance": alliance, "report": lines}, as_json=options.json, says="\n".join(lines))
    return 0


def _imported(options: argparse.Namespace, path: Path) -> Any:
    from django.utils import timezone

    from allied.people.doors import acting_as
    from allied.rooms.exchange.commands import import_file
    from allied.rooms.exchange.demo.bringing import bring_as_newcomer, is_newcomer

    file = {"raw": path.read_bytes(), "file_name": path.name}
    known = {
        **file,
        "rehearse": options.dry_run,
        "again": options.again,
        "now": timezone.now(),
    }
    if options.activate_demo and is_newcomer(options.email):
        return bring_as_newcomer(address=options.email, **known)
    person = person_named(options.email)
    with acting_as(person):
        return import_file(by=person, activate_demo=options.activate_demo, **known)


def take_away(options: argparse.Namespace) -> int:
    """Write an alliance into a file."""
    from django.utils import timezone

    from allied.people.doors import acting_as
    from allied.rooms.exchange.taking import take_out

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        taken = take_out(by=person, alliance=alliance, form=options.format, now=timezone.now())
    write_file(options.out, taken.content)
    show(
        {"file": options.out, "bytes": len(taken.content)},
        as_json=options.json,
        says=f"{options.out}: {len(taken.content):,} bytes",
    )
    return 0
