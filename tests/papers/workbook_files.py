"""Makes workbooks for the tests: honest ones from rows of values, dishonest ones part by part."""

import io
import random
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from allied.papers.workbook.cells import Cell, RawBook, RawSheet
from allied.papers.workbook.check import check_book
from allied.papers.workbook.content import AllianceWorkbook, Reading

EXAMPLES = Path(__file__).parent / "workbooks"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Rows = Sequence[Sequence[Any]]

ALLIANCE: Rows = [
    ["Field", "Value"],
    ["Name", "Harbour"],
    ["Our organisation", "Northwind"],
    ["Partner organisation", "Kestrel"],
    ["Currency", "EUR"],
]
PEOPLE: Rows = [
    ["Name", "E-mail", "Organisation", "Role"],
    ["Maya Lind", "maya@northwind.example", "Northwind", "alliance manager"],
    ["Jonas Wirth", "jonas@kestrel.example", "Kestrel", "alliance manager"],
]
FORUMS: Rows = [["Forum", "Layer"], ["Board", "steering"], ["Council", "operational"]]


def example(name: str) -> bytes:
    """One of the example workbooks."""
    return (EXAMPLES / f"{name}.xlsx").read_bytes()


def cell(value: Any) -> Cell | None:
    """A raw cell of the kind that the value has in a file."""
    if value is None or isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell("flag", value)
    if isinstance(value, int | float | Decimal):
        return Cell("number", Decimal(str(value)))
    return Cell("date", value) if isinstance(value, date) else Cell("text", str(value))


def raw_sheet(name: str, rows: Rows) -> RawSheet:
    """A sheet as the reading process would hand it over."""
    cells = {
        number: {column: made for column, value in enumerate(row) if (made := cell(value))}
        for number, row in enumerate(rows)
    }
    return RawSheet(name, {number: row for number, row in cells.items() if row})


def raw_book(sheets: Mapping[str, Rows], *, ignored: Iterable[str] = ()) -> RawBook:
    """A workbook with a sound Alliance and People sheet unless the caller gives others."""
    whole = {"Alliance": ALLIANCE, "People": PEOPLE, **sheets}
    return RawBook(tuple(raw_sheet(name, rows) for name, rows in whole.items()), tuple(ignored))


def check(**sheets: Rows) -> Reading:
    """The result of checking these sheets; an underscore in a name stands for a blank."""
    return check_book(raw_book({name.replace("_", " "): rows for name, rows in sheets.items()}))


def problems(**sheets: Rows) -> list[str]:
    """The sentences of all problems of these sheets."""
    return [str(problem) for problem in check(**sheets).problems]


def book(**sheets: Rows) -> AllianceWorkbook:
    """The workbook of these sheets, which must have no problems."""
    reading = check(**sheets)
    assert reading.problems == ()
    assert reading.workbook is not None
    return reading.workbook


def xlsx(sheets: Mapping[str, Rows], merged: Mapping[str, Mapping[str, str]] = {}) -> bytes:
    """A real file with a sound Alliance and People sheet unless the caller gives others.

    `merged` names ranges of a sheet that are merged, each with the text of its cell.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "d mmm yyyy"})
    for name, rows in {"Alliance": ALLIANCE, "People": PEOPLE, **sheets}.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                form = day if isinstance(value, date) else None
                if value is not None:
                    sheet.write(number, column, value, form)
        for place, text in merged.get(name, {}).items():
            sheet.merge_range(place, text)
    book.close()
    return out.getvalue()


def parts(
    *sheets: str, names: Sequence[str] = ("Alliance", "People"), **more: str | bytes
) -> dict[str, bytes]:
    """The parts of a small workbook whose sheets are given as XML; `more` adds or replaces."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
        f'PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{linked}'
        "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": sheet_xml(sheets[n - 1]) for n in numbers},
        **more,
    }
    return {name: p.encode() if isinstance(p, str) else p for name, p in found.items()}


def sheet_xml(rows: str) -> str:
    """A sheet with these rows, unless it is a whole document already."""
    if rows.startswith("<?xml"):
        return rows
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def zipped(
    content: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, level: int = 6
) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=level) as archive:
        for name, content_of_part in content.items():
            archive.writestr(zipfile.ZipInfo(name), content_of_part, method)
    return out.getvalue()


def text_cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_rows(count: int, *, varied: bool = True) -> str:
    """Many rows with a number each; varied ones do not pack well."""
    chance = random.Random(7)
    values = (chance.getrandbits(48) if varied else 1 for _row in range(count))
    return "".join(
        f'<row r="{n}"><c r="A{n}"><v>{value}</v></c></row>' for n, value in enumerate(values, 1)
    )


def renamed(raw: bytes, old: str, new: str) -> bytes:
    """The file with a part's name replaced by one of the same length, in both places."""
    assert len(old) == len(new)
    return raw.replace(old.encode(), new.encode())


def with_directory_count(raw: bytes, count: int) -> bytes:
    """The file with another number of parts in its end record."""
    end = raw.rfind(b"PK\x05\x06")
    counted = struct.pack("<HH", count, count)
    return raw[: end + 8] + counted + raw[end + 12 :]


def with_declared_size(raw: bytes, name: str, size: int) -> bytes:
    """The file with another unpacked size for a part in its directory."""
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(name.encode()))
    return raw[: at + 24] + struct.pack("<L", size) + raw[at + 28 :]


def with_flag(raw: bytes, flag: int) -> bytes:
    """The file with a flag set for its first part, in both places."""
    at = raw.find(b"PK\x01\x02")
    changed = bytearray(raw)
    changed[6] |= flag
    changed[at + 8] |= flag
    return bytes(changed)
