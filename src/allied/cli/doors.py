"""Who acts on the command line, and what they name."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from allied.kit.errors import Refused


def start() -> None:
    """Load Django; verbs call it before they import a table."""
    import django

    django.setup()


def add_as(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The option that says for whom the verb acts; `again` behind a sub-verb as well."""
    parser.add_argument(
        "--as",
        dest="email",
        default=argparse.SUPPRESS if again else os.environ.get("ALLIED_AS", ""),
        metavar="EMAIL",
        help="the person who acts (default: ALLIED_AS)",
    )


def person_named(email: str) -> Any:
    """The active person behind an address."""
    from allied.people.models import Person

    person = Person.objects.with_address(email) if email else None
    if person is None or not person.is_active:
        raise Refused(
            "unknown_person", f"Nobody here has the address {email!r}; name one with --as."
        )
    return person


def alliance_named(text: str, person: Any) -> Any:
    """The alliance with this id or name, among those the person may see."""
    from allied.alliances.models import Alliance

    return _the_one(Alliance.objects.visible_to(person), text)


def _the_one(rows: Any, text: str) -> Any:
    try:
        found = list(rows.filter(pk=UUID(text)))
    except ValueError:
        found = list(rows.filter(name__iexact=text.strip())[:2])
    if len(found) != 1:
        why = (
            "more than one alliance has this name, use its id"
            if found
            else "there is no such alliance"
        )
        raise Refused("unknown_alliance", f"{text!r}: {why}.")
    return found[0]


def alliance_of_operator(text: str) -> tuple[Any, Any]:
    """An alliance found by whoever runs the server, and one of its people to read what is joint."""
    from django.utils import timezone

    from allied.alliances.access import holders
    from allied.alliances.models import Alliance
    from allied.people.doors import system_scope

    with system_scope("a verb of the operator without --as"):
        alliance = _the_one(Alliance.objects.in_system_scope("a verb without --as"), text)
        seat = holders("alliance.read", alliance, timezone.now()).first()
    if seat is None:
        raise Refused("nobody_there", f"Nobody has a seat in {alliance.name}.")
    return alliance, seat.person


def show(result: Any, *, as_json: bool, says: str = "") -> None:
    """Print a result for a person or for a script."""
    sys.stdout.write(
        (json.dumps(result, default=str, ensure_ascii=False) if as_json else says) + "\n"
    )


def write_file(path: str, content: bytes) -> None:
    """Put a result into the file that was named, or say why it cannot be written."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise Refused("unwritable", f"{path} cannot be written: {error.strerror}.") from error


def file_to_attach(path: str) -> tuple[str, bytes]:
    """The name and the bytes of a file that is attached; one that is too large is not read."""
    from allied.alliances.attachments.rules import LARGEST_FILE

    file = Path(path)
    if not file.is_file():
        raise Refused("no_file", f"There is no file {path}.", field="file")
    if file.stat().st_size > LARGEST_FILE:
        most = LARGEST_FILE // 1024**2
        sentence = f"“{file.name}” is larger than {most} MB. Attach a smaller file."
        raise Refused("file_too_large", sentence, field="file")
    try:
        return file.name, file.read_bytes()
    except OSError as error:
        raise Refused("unreadable", f"{path} cannot be read: {error.strerror}.") from error


def attached_files(person: Any, subject_id: UUID) -> tuple[Any, str]:
    """The files of a record, for a script and for people."""
    from allied.alliances.attachments.api import AttachmentShown
    from allied.alliances.attachments.queries import attached_to
    from allied.kit.amounts import file_size

    rows = attached_to(person, [subject_id]).get(subject_id, [])
    lines = [f"{row.pk}  {row.name}  ({file_size(row.size)}, {row.by.name})" for row in rows]
    shown = [AttachmentShown.of(row).model_dump(mode="json") for row in rows]
    return shown, "\n".join(lines) or "No file is attached."


def attachment_named(person: Any, subject_id: UUID, wanted: str) -> Any:
    """One file of a record, by its id or its name."""
    from allied.alliances.attachments.queries import attached_to

    rows = attached_to(person, [subject_id]).get(subject_id, [])
    for row in rows:
        if wanted in (str(row.pk), row.name):
            return row
    raise Refused("unknown_file", f"There is no file {wanted!r} here.", field="file")


def read_file(path: str) -> Any:
    """The JSON content of a file, or of the standard input for "-"."""
    try:
        if path == "-":
            return json.load(sys.stdin)
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Refused("unreadable", f"{path} is not a readable JSON file: {error}.") from error


def document_bytes(path: str) -> bytes:
    """The bytes of a document, or why the file cannot be read."""
    from allied.papers.texts.limits import MAX_FILE

    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise Refused("unreadable", f"{path} cannot be read: {error.strerror}.") from error
