"""Refuses a file that is no honest .xlsx workbook before any of it is parsed (trust.md T22)."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from .limits import (
    MAX_ENTRIES,
    MAX_FILE,
    MAX_RATIO,
    MAX_SMALL_PART,
    MAX_UNPACKED,
    RATIO_FLOOR,
)
from .problems import Wrong

XLSX = "an .xlsx workbook"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP, _END, _ZIP64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
_ARCHIVES = (_ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_ARCHIVE_NAMES = re.compile(
    r"\.(zip|xls[xmb]?|xlt[xm]?|xlam|doc[xm]|ppt[xm]|od[tsp]|jar|rar|7z|tar|t?gz|bz2|xz|zst)$",
    re.IGNORECASE,
)
_XML_NAMES = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 256 * 1024


def refuse_start(raw: bytes) -> None:
    """Refuses by size and first bytes alone: empty, too large, an old or a locked format."""
    if not raw:
        raise Wrong("the file is empty", XLSX)
    if len(raw) > MAX_FILE:
        raise Wrong(f"the file is larger than {_megabytes(MAX_FILE)}", "a smaller .xlsx workbook")
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise Wrong("the workbook is protected with a password", "one without a password")
    if raw.startswith(_OLE):
        raise Wrong("this is the old .xls format", "the same workbook saved as .xlsx")
    if not raw.startswith((_ZIP, _END)):
        raise Wrong("this is not an Excel workbook", XLSX)


def open_archive(raw: bytes) -> zipfile.ZipFile:
    """The workbook as an archive whose directory keeps every limit."""
    refuse_start(raw)
    _refuse_directory(raw)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged() from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _too_many()
    for entry in entries:
        _refuse_name(entry.orig_filename)
        _refuse_entry(entry)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise Wrong("two parts of the file have the same name", XLSX)
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED:
        raise Wrong(f"the file unpacks to more than {_megabytes(MAX_UNPACKED)}", XLSX)
    _refuse_kind(archive)
    return archive


def _refuse_directory(raw: bytes) -> None:
    """Reads the end record alone, so that a huge directory is never loaded."""
    end = raw.rfind(_END, max(0, len(raw) - 65_557))
    if end < 0 or len(raw) < end + 22:
        raise _damaged()
    count, size = struct.unpack_from("<HL", raw, end + 10)
    if raw[max(0, end - 20) : end].startswith(_ZIP64):
        raise Wrong("the file is packed as a zip64 archive", XLSX)
    if count > MAX_ENTRIES or size > MAX_ENTRIES * 512:
        raise _too_many()


def _refuse_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
        raise Wrong("a part of the file has a name that leads out of the file", XLSX)
    if _ARCHIVE_NAMES.search(name):
        raise Wrong("the file contains another archive or workbook", "one without embedded files")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Wrong("the workbook is protected with a password", "one without a password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Wrong("the file is packed in a way that no spreadsheet uses", XLSX)
    if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * entry.compress_size:
        raise Wrong(f"a part of the file unpacks to more than {MAX_RATIO} times its size", XLSX)


def _refuse_kind(archive: zipfile.ZipFile) -> None:
    """Refuses workbooks with macros, in binary form or with links, and other zip files."""
    names = {name.casefold() for name in archive.namelist()}
    if "[content_types].xml" not in names or names & {"mimetype", "word/document.xml"}:
        raise Wrong("this is a zip file but not an Excel workbook", XLSX)
    types = read_part(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or any("vbaproject" in n or "/macrosheets/" in n for n in names):
        raise Wrong("the workbook contains macros", "the same workbook saved as .xlsx")
    if b"sheet.binary" in types or "xl/workbook.bin" in names:
        raise Wrong("this is the binary .xlsb format", "the same workbook saved as .xlsx")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Wrong(
            "the workbook has links to other workbooks", "one whose links are replaced by values"
        )
    if "xl/workbook.xml" not in names:
        raise Wrong("this is a zip file but not an Excel workbook", XLSX)


def refuse_parts(archive: zipfile.ZipFile) -> None:
    """Looks into every part: no archive in the archive, no document type, no entities."""
    for entry in archive.infolist():
        if _XML_NAMES.search(entry.filename):
            _refuse_declarations(archive, entry.filename)
        elif next(chunks(archive, entry.filename), b"").startswith(_ARCHIVES):
            raise Wrong(
                "the file contains another archive or workbook", "one without embedded files"
            )


def _refuse_declarations(archive: zipfile.ZipFile, name: str) -> None:
    tail = b""
    for number, chunk in enumerate(chunks(archive, name)):
        if number == 0 and _is_wide(chunk) and not name.startswith("customXml/"):
            raise Wrong("a part of the file is not written in UTF-8", XLSX)
        if _DECLARATION.search(tail + chunk):
            raise Wrong("a part of the file declares entities of its own", XLSX)
        tail = chunk[-16:]


def _is_wide(start: bytes) -> bool:
    """Whether a text is in UTF-16 or UTF-32, in which a declaration would go unseen."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:4]


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part of the file piece by piece, never more than its directory says."""
    try:
        with archive.open(_real_name(archive, name)) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise _damaged() from error


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part of the file at once, such as the list of sheets."""
    if archive.getinfo(_real_name(archive, name)).file_size > MAX_SMALL_PART:
        raise Wrong(f"a part of the file is larger than {_megabytes(MAX_SMALL_PART)}", XLSX)
    return b"".join(chunks(archive, name))


def _real_name(archive: zipfile.ZipFile, name: str) -> str:
    """The name as the directory spells it; spreadsheets do not mind capital letters."""
    if name in archive.NameToInfo:
        return name
    wanted = name.casefold()
    for entry in archive.namelist():
        if entry.casefold() == wanted:
            return entry
    raise _damaged()


def _damaged() -> Wrong:
    return Wrong("the file is damaged or cut off", "a complete .xlsx workbook")


def _too_many() -> Wrong:
    return Wrong(f"the file has more than {MAX_ENTRIES:,} parts", XLSX)


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
