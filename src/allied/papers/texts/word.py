"""The text of a Word document: paragraphs, tables and page breaks, without what was struck out."""

import io
import re
import struct
import zipfile
import zlib
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from allied.papers.workbook.problems import Wrong

from .limits import MAX_ENTRIES, MAX_LETTERS, MAX_RATIO, MAX_UNPACKED, RATIO_FLOOR

DOCX: Final = "a Word document saved as .docx"
_MAIN = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_END = b"PK\x05\x06"
_CHUNK = 256 * 1024


def docx_text(raw: bytes) -> tuple[str, int]:
    """The text with \\f where a page begins, and how many pages Word last counted."""
    archive = _archive(raw)
    reader = _Reader()
    parser: Any = XMLParser(target=reader)  # type: ignore[no-untyped-call]
    try:
        with archive.open(_MAIN) as part:
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
    text = "".join(reader.pieces)
    return text, text.count("\f") + 1


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

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "t":
            self.is_text = False
        elif name == "p":
            self._add("\n\n")

    def data(self, words: str) -> None:
        if self.is_text:
            self._add(words)

    def close(self) -> None:
        """The end of the document."""

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self.letters += len(words)


def _local(tag: str) -> str:
    for space in (_W, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""
