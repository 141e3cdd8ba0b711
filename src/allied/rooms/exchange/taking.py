"""Taking an alliance out: as a workbook, as JSON, or as the bundle of its joint record."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from allied.alliances.access import require
from allied.alliances.attachments.bundling import joint_documents
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.papers.workbook.template import write_template
from allied.papers.workbook.writer import write_workbook
from allied.people.models import Person
from allied.record.taking import write_joint_bundle
from allied.rooms.exchange.outgoing import workbook_of
from allied.rooms.exchange.plain import as_json

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RIGHT = "alliance.export"


@dataclass(frozen=True)
class Taken:
    """A file that leaves: its name, its media type and its bytes."""

    name: str
    media: str
    content: bytes


class Format(NamedTuple):
    """One way out: how the file is named and written, and what it contains, in words."""

    title: str
    ending: str
    media: str
    says: str
    write: Callable[[Alliance, Person, datetime], bytes]


def _xlsx(alliance: Alliance, person: Person, now: datetime) -> bytes:
    out = BytesIO()
    try:
        write_workbook(workbook_of(alliance, person), out)
    except ValueError as error:
        raise Refused("unwritable", f"A workbook cannot hold this alliance: {error}") from error
    return out.getvalue()


def _json(alliance: Alliance, person: Person, now: datetime) -> bytes:
    return as_json(workbook_of(alliance, person))


def _bundle(alliance: Alliance, person: Person, now: datetime) -> bytes:
    out = BytesIO()
    documents = joint_documents(alliance)
    write_joint_bundle(alliance.pk, alliance.name, out, now=now, documents=documents)
    return out.getvalue()


SEEN = (
    "People, value thesis, forums and decision rights as you see them, with the scores of your own "
    "partner selection and what only your own company keeps of an imported workbook."
)
FORMATS = {
    "xlsx": Format("Workbook", "xlsx", XLSX, f"{SEEN} It can be imported again.", _xlsx),
    "json": Format("JSON", "json", "application/json", f"{SEEN} For scripts.", _json),
    "bundle": Format(
        "Joint record",
        "zip",
        "application/zip",
        "Every entry that both companies see, with signed heads and the file that checks them. "
        "Anybody who holds it can verify it offline; every side gets the same bytes.",
        _bundle,
    ),
}


def take_out(*, by: Person, alliance: Alliance, form: str, now: datetime) -> Taken:
    """The alliance as a file in one of the formats, as this person may see it."""
    require(by, RIGHT, alliance, now)
    if form not in FORMATS:
        raise Refused(
            "unknown_format", f"The format is {listed(list(FORMATS), 'or')}.", field="format"
        )
    chosen = FORMATS[form]
    content = chosen.write(alliance, by, now)
    return Taken(f"{file_stem(alliance.name)}.{chosen.ending}", chosen.media, content)


def template() -> Taken:
    """An empty alliance workbook to fill in."""
    out = BytesIO()
    write_template(out)
    return Taken("alliance-workbook.xlsx", XLSX, out.getvalue())


def file_stem(name: str) -> str:
    """The name of an alliance as a file name: plain letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:80] or "alliance"
