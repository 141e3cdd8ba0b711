"""`allied files`: the files attached to records of an alliance, and erasing one."""

import argparse
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each sub-verb."""
    inner = parser.add_subparsers(dest="subverb", required=True, metavar="list|erase")
    for name in ("list", "erase"):
        one = inner.add_parser(name)
        one.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        if name == "erase":
            one.add_argument("file", metavar="FILE", help="the id of the file")
        add_as(one)
        one.add_argument("--json", action="store_true", help="print JSON")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        act = erase if options.subverb == "erase" else list_files
        rows = [_row(one) for one in act(person, alliance, options)]
    lines = [f"{row['id']}  {row['name'] or '(erased)'}  {row['about']}" for row in rows]
    show(rows, as_json=options.json, says="\n".join(lines) or "No file is attached.")
    return 0


def _row(one: Any) -> dict[str, Any]:
    return {"id": str(one.pk), "name": one.name, "about": one.subject_kind, "size": one.size}


def list_files(person: Any, alliance: Any, options: argparse.Namespace) -> list[Any]:
    """The files that one may read, the newest first."""
    from allied.alliances.attachments.models import Attachment

    rows = Attachment.objects.visible_to(person).filter(alliance=alliance, erased_at__isnull=True)
    return list(rows.order_by("-at", "pk"))


def erase(person: Any, alliance: Any, options: argparse.Namespace) -> list[Any]:
    """Erase one file of one's own organisation."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from allied.alliances.attachments.commands import erase_own_file
    from allied.alliances.attachments.models import Attachment

    rows = Attachment.objects.visible_to(person).filter(alliance=alliance)
    try:
        row = rows.filter(pk=options.file).first()
    except (ValidationError, ValueError):
        row = None
    if row is None:
        sentence = f"{options.file!r}: there is no such file; `allied files list` shows their ids."
        raise Refused("unknown_file", sentence, field="file")
    return [erase_own_file(by=person, attachment=row, now=timezone.now())]
