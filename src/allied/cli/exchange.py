"""`allied import` and `allied export`: an alliance in and out."""

import argparse
import sys
from pathlib import Path

from allied.cli.doors import add_as, alliance_named, person_named, start
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
            "--activate-demo", action="store_true", help="demo data only: let everybody in at once"
        )
    else:
        parser.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument("-o", dest="out", required=True, metavar="FILE")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the verb."""
    start()
    return bring_in(options) if verb == "import" else take_out(options)


def bring_in(options: argparse.Namespace) -> int:
    """Check a workbook and import it; every problem is listed, and then nothing is written."""
    from django.utils import timezone

    from allied.cli.doors import show
    from allied.papers.workbook.reading import read_workbook
    from allied.people.doors import acting_as
    from allied.rooms.exchange.commands import import_workbook, report_of

    path = Path(options.file)
    if not path.is_file():
        raise Refused("no_file", f"There is no file {options.file}.")
    person = person_named(options.email)
    raw = path.read_bytes()
    reading = read_workbook(raw)
    if reading.workbook is None:
        lines = [str(problem) for problem in reading.problems]
        show({"problems": lines}, as_json=options.json, says="\n".join(lines))
        print(f"{len(lines)} problems; nothing was written.", file=sys.stderr)
        return 1
    if options.dry_run:
        says = ["The workbook can be imported; nothing was written.", *reading.notes]
        show({"problems": [], "notes": reading.notes}, as_json=options.json, says="\n".join(says))
        return 0
    with acting_as(person):
        done = import_workbook(
            by=person,
            workbook=reading.workbook,
            raw=raw,
            file_name=path.name,
            activate_demo=options.activate_demo,
            now=timezone.now(),
        )
    lines = report_of(done, reading.notes)
    show(
        {"alliance": done.alliance.pk, "report": lines}, as_json=options.json, says="\n".join(lines)
    )
    return 0


def take_out(options: argparse.Namespace) -> int:
    """Write an alliance into a file."""
    from django.utils import timezone

    from allied.alliances.access import require
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        require(person, "alliance.export", alliance, timezone.now())
        content = written(alliance, person, options.format)
    Path(options.out).write_bytes(content)
    return 0


def written(alliance: object, person: object, form: str) -> bytes:
    """The file's bytes in the format asked for."""
    from io import BytesIO

    from allied.alliances.models import Alliance
    from allied.papers.workbook.writer import write_workbook
    from allied.people.models import Person
    from allied.rooms.exchange.outgoing import workbook_of
    from allied.rooms.exchange.plain import as_json

    assert isinstance(alliance, Alliance)
    assert isinstance(person, Person)
    out = BytesIO()
    if form == "bundle":
        from django.utils import timezone

        from allied.record.taking import write_joint_bundle

        write_joint_bundle(alliance.pk, alliance.name, out, now=timezone.now())
        return out.getvalue()
    workbook = workbook_of(alliance, person)
    if form == "json":
        return as_json(workbook)
    write_workbook(workbook, out)
    return out.getvalue()
