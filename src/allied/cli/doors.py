"""Who acts on the command line, and what they name."""

import argparse
import json
import os
import sys
from typing import Any
from uuid import UUID

from allied.kit.errors import Refused


def start() -> None:
    """Load Django; verbs call it before they import a table."""
    import django

    django.setup()


def add_as(parser: argparse.ArgumentParser) -> None:
    """The option that says for whom the verb acts."""
    parser.add_argument(
        "--as",
        dest="email",
        default=os.environ.get("ALLIED_AS", ""),
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

    rows = Alliance.objects.visible_to(person)
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


def show(result: Any, *, as_json: bool, says: str = "") -> None:
    """Print a result for a person or for a script."""
    sys.stdout.write(
        (json.dumps(result, default=str, ensure_ascii=False) if as_json else says) + "\n"
    )


def read_file(path: str) -> Any:
    """The JSON content of a file, or of the standard input for "-"."""
    try:
        if path == "-":
            return json.load(sys.stdin)
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Refused("unreadable", f"{path} is not a readable JSON file: {error}.") from error
