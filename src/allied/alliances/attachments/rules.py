"""Which files may be attached: by their content, not by what they are called."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from allied.kit.errors import Refused

# Evidence is a letter, a report, a picture or a sheet; a film or a database is not read by anybody.
LARGEST_FILE = 10 * 1024 * 1024
MOST_PER_SUBJECT = 20
# What one organisation may keep in one alliance, so that a disk is not filled from a form.
LARGEST_SHARE = 500 * 1024 * 1024
LONGEST_NAME = 160
MOST_PARTS = 5_000
MACROS = "vbaProject.bin"
TEXT_CONTROLS = frozenset("\n\r\t\f")
ALLOWED = "PDF, Word, Excel, PowerPoint, PNG, JPEG or plain text (.txt, .md, .csv)"


@dataclass(frozen=True)
class Kind:
    """One kind of file: its media type and how its content shows that it is one."""

    media_type: str
    shows: Callable[[bytes], bool]


@dataclass(frozen=True)
class Unfit:
    """Why a file cannot be attached: a stable code, and a sentence with what is accepted."""

    code: str
    sentence: str


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda raw: raw.startswith(starts)


def _office(main: str) -> Callable[[bytes], bool]:
    """An Office file: a ZIP with its main part, and without macros."""

    def shows(raw: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as opened:
                names = opened.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
            return False
        has_macros = any(name.endswith(MACROS) for name in names)
        parts = {"[Content_Types].xml", main}
        return parts <= set(names) and not has_macros and len(names) <= MOST_PARTS

    return shows


def _is_text(raw: bytes) -> bool:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in TEXT_CONTROLS for letter in text)


_WORD = "application/vnd.openxmlformats-officedocument"
# Text is always told to be plain text, so that no browser reads markup in it.
_PLAIN = Kind("text/plain; charset=utf-8", _is_text)
KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _begins(b"%PDF-")),
    "png": Kind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "docx": Kind(f"{_WORD}.wordprocessingml.document", _office("word/document.xml")),
    "xlsx": Kind(f"{_WORD}.spreadsheetml.sheet", _office("xl/workbook.xml")),
    "pptx": Kind(f"{_WORD}.presentationml.presentation", _office("ppt/presentation.xml")),
    "txt": _PLAIN,
    "md": _PLAIN,
    "csv": _PLAIN,
}


def plain_name(name: str) -> str:
    """The last part of a file's name, on one line, without what directs or hides letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join("".join(c for c in last if c.isprintable()).split())


def judged(name: str, raw: bytes) -> Kind | Unfit:
    """The kind of this file, or why it cannot be attached."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not name or len(name) > LONGEST_NAME:
        return Unfit("file_name", f"A file has a name of 1 to {LONGEST_NAME} characters.")
    if not raw:
        return Unfit("file_empty", f"“{name}” is empty. Attach a file with content.")
    if len(raw) > LARGEST_FILE:
        most = LARGEST_FILE // 1024**2
        return Unfit("file_too_large", f"“{name}” is larger than {most} MB. Attach a smaller file.")
    kind = KINDS.get(ending)
    if kind is None:
        return Unfit("file_kind", f"“{name}” is of a kind that cannot be attached: {ALLOWED}.")
    if not kind.shows(raw):
        said = f"“{name}” is called .{ending}, but its content is something else"
        return Unfit("file_content", f"{said} or holds macros. Attach {ALLOWED}.")
    return kind


_erasing: dict[tuple[str, str], str] = {}


def let_erase(kind: str, audience: str, right: str) -> None:
    """A room says which right erasing a file of this kind of record takes."""
    _erasing[kind, audience] = right


def erasing_right(kind: str, audience: str) -> str:
    """The right that erasing a file of this kind of record takes."""
    if (kind, audience) not in _erasing:
        raise Refused("erased_elsewhere", "Files of this kind of record are erased with it.")
    return _erasing[kind, audience]
