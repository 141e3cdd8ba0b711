"""The text of a Word document: paragraphs, tables, page breaks and comments, without what was struck out."""

import io
import re
import struct
import zipfile
import zlib
from typing import Any, Final, NamedTuple

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from allied.papers.workbook.problems import Wrong

from .limits import MAX_ENTRIES, MAX_LETTERS, MAX_RATIO, MAX_UNPACKED, RATIO_FLOOR
from .marks import NOT_TEXT, Comment, Comments, Places, Row

DOCX: Final = "a Word document saved as .docx"
_MAIN, _COMMENTS = "word/document.xml", "word/comments.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_END = b"PK\x05\x06"
_CHUNK = 256 * 1024


class Read(NamedTuple):
    """Its text with \\f where a page begins, how many pages Word last counted, comments and rows of tables."""

    text: str
    pages: int
    comments: tuple[Comment, ...]
    rows: tuple[Row, ...]


def docx_text(raw: bytes) -> Read:
    """The text of a Word document with what hangs on it."""
    archive = _archive(raw)
    reader, remarks = _Reader(), _Remarks()
    _feed(archive, _MAIN, reader)
    if _COMMENTS in archive.namelist():
        _feed(archive, _COMMENTS, remarks)
    text = "".join(reader.pieces)
    places = reader.places
    return Read(text, text.count("\f") + 1, places.hung(remarks.comments), places.named(text))


def _feed(archive: zipfile.ZipFile, name: str, reader: "_Reader | _Remarks") -> None:
    """Has a part of the file read, element by element."""
    parser: Any = XMLParser(target=reader)  # type: ignore[no-untyped-call]
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.feed(chunk)
                if reader.letters > MAX_LETTERS:
                    raise Wrong(
                        "the document is longer than 2,000,000 characters",
                        "one agreement at a time",
                    )
        parser.close()
    except (ParseError, DefusedXmlException) as error:
        raise Wrong("the Word file declares entities of its own or is damaged", DOCX) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Wrong("the Word file is damaged or cut off", DOCX) from error


def _archive(raw: bytes) -> zipfile.ZipFile:
    end = raw.rfind(_END, max(0, len(raw) - 65_557))
    if end < 0 or len(raw) < end + 22:
        raise Wrong("the file is damaged or cut off", DOCX)
    count, size = struct.unpack_from("<HL", raw, end + 10)
    if count > MAX_ENTRIES or size > MAX_ENTRIES * 512:
        raise Wrong(f"the file has more than {MAX_ENTRIES:,} parts", DOCX)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise Wrong("the file is damaged or cut off", DOCX) from error
    _refuse_contents(archive)
    return archive


def _refuse_contents(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if _MAIN not in names or "[Content_Types].xml" not in names:
        raise Wrong("this is a zip file but not a Word document", DOCX)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Wrong(
            "the Word file contains macros", "the same document saved as .docx without macros"
        )
    if any(re.search(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]", name) for name in names):
        raise Wrong("a part of the file has a name that leads out of the file", DOCX)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Wrong("the file unpacks to more than 100 MB", DOCX)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Wrong("the Word file is protected with a password", "one without a password")
        if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Wrong(f"a part of the file unpacks to more than {MAX_RATIO} times its size", DOCX)


class _Reader:
    """Receives the elements of the document and keeps the letters."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.letters = 0
        self.is_text = False
        self.places = Places()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "t":
            self.is_text = True
        elif name in ("tab", "cr"):
            self._add("\t" if name == "tab" else "\n")
        elif name == "br":
            kind = attributes.get(f"{_W}type") or attributes.get(f"{_STRICT}type")
            self._add("\f" if kind == "page" else "\n")
        elif name == "lastRenderedPageBreak":
            self._add("\f")
        elif name:
            self.places.start(name, _bare(attributes), self.letters)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "t":
            self.is_text = False
        elif name == "p":
            self._add("\n\n")
        elif name:
            self.places.end(name, self.letters)

    def data(self, words: str) -> None:
        if self.is_text:
            self._add(NOT_TEXT.sub("", words).replace("\r", "\n"))

    def close(self) -> None:
        """The end of the document."""

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self.letters += len(words)


class _Remarks:
    """Receives the elements of the part with the comments."""

    def __init__(self) -> None:
        self.comments = Comments()

    @property
    def letters(self) -> int:
        return self.comments.letters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.comments.start(_local(tag), _bare(attributes))

    def end(self, tag: str) -> None:
        self.comments.end(_local(tag))

    def data(self, words: str) -> None:
        self.comments.data(words)

    def close(self) -> None:
        """The end of the part."""


def _bare(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(name): said for name, said in attributes.items()}


def _local(tag: str) -> str:
    for space in (_W, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""
