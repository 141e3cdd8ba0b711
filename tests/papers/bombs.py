"""Files that must be refused: each with words of the sentence that refuses it."""

import random
import zipfile
from collections.abc import Callable

from tests.papers.workbook_files import (
    number_rows,
    parts,
    renamed,
    sheet_xml,
    text_cell,
    with_declared_size,
    with_directory_count,
    with_flag,
    xlsx,
    zipped,
)

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    "</sheetData></worksheet>"
)
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _wide() -> bytes:
    cells = "".join("<c><v>1</v></c>" for _column in range(16_384))
    return zipped(parts(f"<row r='1'>{cells}</row>"))


def _deep() -> bytes:
    return zipped(parts("<row>" * 90_000 + "</row>" * 90_000))


def _million_empty_rows() -> bytes:
    return zipped(parts("<row/>" * 1_000_000), level=1)


def _long_texts() -> bytes:
    """One shared text of 32,000 characters that forty thousand cells point to."""
    shared = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"
    cells = "".join(
        f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 10 + "</row>" for n in range(1, 3_900)
    )
    links = parts(cells)
    links["xl/_rels/workbook.xml.rels"] = links["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    return zipped({**links, "xl/sharedStrings.xml": shared.encode()})


def _sheets(count: int) -> bytes:
    names = [f"S{n}" for n in range(count)]
    return zipped(parts(*["" for _name in names], names=names))


def _with(name: str, content: str | bytes, level: int = 6) -> bytes:
    return zipped(parts(NEAR, **{name: content}), level=level)


def _million_rows() -> bytes:
    chance = random.Random(4)
    some = "".join(f"<row><c><v>{chance.randrange(100)}</v></c></row>" for _row in range(5_000))
    return zipped(parts(some * 200), level=1)


def _types(kind: str) -> bytes:
    return _with("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')


def _entries(count: int) -> bytes:
    return zipped({**parts(NEAR), **{f"xl/p{n}.xml": b"<a/>" for n in range(count)}})


def _lying_size() -> bytes:
    """Unpacks to 60 MB but says one megabyte."""
    raw = zipped(parts(sheet_xml("<row/>" * 10_000_000)))
    return with_declared_size(raw, "xl/worksheets/sheet1.xml", MEGABYTE)


def _utf16(text: str) -> bytes:
    return text.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "random bytes": (lambda: random.Random(1).randbytes(50_000), "not an Excel workbook"),
    "random bytes after a zip head": (
        lambda: b"PK\x03\x04" + random.Random(2).randbytes(50_000),
        "damaged or cut off",
    ),
    "only a zip head": (lambda: b"PK\x03\x04", "damaged or cut off"),
    "only a zip end": (lambda: b"PK\x05\x06" + bytes(18), "not an Excel workbook"),
    "plain text": (lambda: b"Name,E-mail\nMaya,maya@x.example\n", "not an Excel workbook"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table>", "not an Excel workbook"),
    "eleven megabytes": (lambda: b"PK\x03\x04" + bytes(11 * MEGABYTE), "larger than 10 MB"),
    "old xls": (lambda: OLE + bytes(4_096), "old .xls format"),
    "encrypted": (
        lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
        "password",
    ),
    "encrypted zip": (lambda: with_flag(xlsx({}), 1), "password"),
    "xlsm by its parts": (lambda: _with("xl/vbaProject.bin", OLE), "contains macros"),
    "xlsm by its type": (
        lambda: _types("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "contains macros",
    ),
    "old macro sheet": (lambda: _with("xl/macrosheets/sheet1.xml", "<a/>"), "contains macros"),
    "xlsb": (lambda: _with("xl/workbook.bin", b"\x83\x01"), ".xlsb format"),
    "docx": (lambda: _with("word/document.xml", "<a/>"), "not an Excel workbook"),
    "ods": (lambda: _with("mimetype", "application/vnd.oasis"), "not an Excel workbook"),
    "another zip": (lambda: zipped({"a.txt": b"hello"}), "not an Excel workbook"),
    "links to other files": (
        lambda: _with("xl/externalLinks/externalLink1.xml", "<a/>"),
        "links to other workbooks",
    ),
    "embedded workbook": (
        lambda: _with("xl/embeddings/book.xlsx", xlsx({})),
        "another archive or workbook",
    ),
    "embedded zip under another name": (
        lambda: _with("xl/media/image1.png", zipped({"a": b"b"})),
        "another archive or workbook",
    ),
    "embedded gzip": (
        lambda: _with("xl/media/image1.png", b"\x1f\x8b\x08rest"),
        "another archive or workbook",
    ),
    "name with dots": (lambda: _with("xl/../../etc/passwd", "x"), "leads out of the file"),
    "absolute name": (lambda: _with("/etc/passwd", "x"), "leads out of the file"),
    "name with backslashes": (
        lambda: renamed(
            _with("xl/aa/aa/passwd", "x"), "xl/aa/aa/passwd", "xl\\..\\..passwd"[:15].ljust(15, "x")
        ),
        "leads out of the file",
    ),
    "name with a drive": (lambda: _with("C:/windows/x", "x"), "leads out of the file"),
    "two parts of one name": (
        lambda: renamed(_with("xl/worksheets/sheet9.xml", "<a/>"), "sheet9.xml", "sheet1.xml"),
        "same name",
    ),
    "three thousand parts": (lambda: _entries(3_000), "more than 2,000 parts"),
    "three thousand parts, said to be three": (
        lambda: with_directory_count(_entries(3_000), 3),
        "more than 2,000 parts",
    ),
    "bzip2": (lambda: zipped(parts(NEAR), method=zipfile.ZIP_BZIP2), "no spreadsheet uses"),
    "cut off": (lambda: xlsx({})[:-400], "damaged or cut off"),
    "cut in half": (lambda: xlsx({})[: len(xlsx({})) // 2], "damaged or cut off"),
    "300 MB of zeros": (
        lambda: _with("xl/worksheets/sheet7.xml", bytes(300 * MEGABYTE), level=1),
        "times its size",
    ),
    "many parts of a megabyte": (
        lambda: zipped(
            {**parts(NEAR), **{f"xl/p{n}.xml": bytes(MEGABYTE) for n in range(120)}}, level=1
        ),
        "more than 100 MB",
    ),
    "a size that lies": (_lying_size, "damaged or cut off"),
    "laughing entities in a sheet": (lambda: zipped(parts(LAUGHS)), "entities of its own"),
    "laughing entities in the list of sheets": (
        lambda: _with("xl/workbook.xml", LAUGHS),
        "entities of its own",
    ),
    "entities in UTF-16": (
        lambda: _with("xl/worksheets/sheet1.xml", _utf16(LAUGHS)),
        "not written in UTF-8",
    ),
    "outside entity": (
        lambda: zipped(
            parts('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>')
        ),
        "entities of its own",
    ),
    "broken XML in a sheet": (lambda: zipped(parts("<row><c>")), "cannot be read"),
    "broken list of sheets": (lambda: _with("xl/workbook.xml", "<workbook>"), "cannot be read"),
    "missing sheet": (
        lambda: zipped({n: p for n, p in parts(NEAR).items() if "sheet1" not in n}),
        "damaged or cut off",
    ),
    "one cell far away": (lambda: zipped(parts(FAR)), "too large at XFD1048576"),
    "two cells far apart": (lambda: zipped(parts(NEAR + FAR)), "too large at XFD1048576"),
    "a row out of the world": (
        lambda: zipped(parts(f'<row r="{10**9}"><c><v>1</v></c></row>')),
        "too large",
    ),
    "a million rows": (_million_rows, "too large at A5001"),
    "a hundred thousand varied rows": (lambda: zipped(parts(number_rows(100_000))), "too large"),
    "a million empty rows": (_million_empty_rows, ""),
    "a row of sixteen thousand cells": (_wide, "too large at IW1"),
    "texts that multiply": (_long_texts, ""),
    "three hundred sheets": (lambda: _sheets(300), "more than 200 sheets"),
    "rows in rows": (_deep, ""),
    "a huge style sheet": (
        lambda: zipped(
            parts(NEAR)
            | {
                "xl/styles.xml": random.Random(3)
                .randbytes(9 * MEGABYTE)
                .hex()[: 9 * MEGABYTE]
                .encode()
            }
        ),
        "larger than 8 MB",
    ),
    "a cell error nobody knows": (
        lambda: zipped(parts('<row r="1"><c r="A1" t="e"><v>#WHAT!</v></c></row>')),
        "cannot be read",
    ),
    "text in a far column": (
        lambda: zipped(parts(f'<row r="1">{text_cell("ZZ1", "x")}</row>')),
        "too large at ZZ1",
    ),
}
