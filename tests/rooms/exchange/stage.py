"""What the tests of this room begin with: the example workbooks and who brings them."""

from io import BytesIO
from pathlib import Path

from allied.papers.workbook.content import AllianceWorkbook
from allied.papers.workbook.reading import read_workbook
from allied.papers.workbook.writer import write_workbook
from allied.people.doors import acting_as
from allied.people.models import Person
from allied.record.models import Entry
from allied.rooms.exchange.commands import import_file
from tests.conftest import NOON, organisation, person

BOOKS = Path(__file__).parents[2] / "papers" / "workbooks"
CLEAN, MESSY, BROKEN = "harbour-cold-chain.xlsx", "kombu-messy.xlsx", "harbour-broken.xlsx"


def raw_of(name: str) -> bytes:
    return (BOOKS / name).read_bytes()


def book_of(raw: bytes) -> AllianceWorkbook:
    reading = read_workbook(raw)
    assert reading.workbook is not None, [str(problem) for problem in reading.problems]
    return reading.workbook


def as_raw(book: AllianceWorkbook) -> bytes:
    out = BytesIO()
    write_workbook(book, out)
    return out.getvalue()


def bring(by: Person, name_or_raw: str | bytes = CLEAN, **values):
    """Import as the web does it: behind the second wall."""
    raw = raw_of(name_or_raw) if isinstance(name_or_raw, str) else name_or_raw
    values = {"file_name": "harbour.xlsx", "now": NOON} | values
    with acting_as(by):
        return import_file(by=by, raw=raw, **values)


def zoe() -> Person:
    """Who brings the messy workbook."""
    home = organisation("Tidal Bioworks", 4)
    made = person("Zoë O’Brien", home)
    made.email = "zoe.obrien@tidal.example"
    made.save()
    return made


def entries() -> int:
    return Entry.objects.in_system_scope("test").count()


def kinds(alliance) -> list[str]:
    rows = Entry.objects.in_system_scope("test").filter(alliance=alliance, audience="joint")
    return list(rows.order_by("seq").values_list("kind", flat=True))
