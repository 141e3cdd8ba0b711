"""The words of a file by what it is: text in several encodings, PDF, Word; anything else is refused."""

import re
from dataclasses import dataclass, field, replace

from allied.papers.workbook.problems import Wrong

from .limits import MAX_FILE, MAX_LETTERS
from .marks import Comment, Row
from .pdf import pdf_text
from .word import docx_text

ACCEPTED = "plain text (.txt), PDF with text, or Word (.docx), up to 10 MB"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_MARKUP = re.compile(rb"^\s*(?:<!doctype html|<html|<\?xml|<sec-document)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_LONE = re.compile(r"[\ud800-\udfff]")
_TOO_MANY_CONTROLS = 0.01
_SOME_CONTROLS = 8
_NULS_OF_UTF16 = 0.2


@dataclass(frozen=True)
class Words:
    """The text of a document with \\f between pages, what kind of file it was, and what to know about it.

    Comments and the rows of tables are known of Word documents only.
    """

    text: str
    kind: str
    pages: int = 1
    notes: tuple[str, ...] = field(default=())
    comments: tuple[Comment, ...] = field(default=())
    rows: tuple[Row, ...] = field(default=())


def words_of(raw: bytes) -> Words:
    """The words of a file, by its content and never by its name; raises Wrong with what is accepted."""
    if not raw.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise Wrong("the file is empty", ACCEPTED)
    if len(raw) > MAX_FILE:
        raise Wrong("the file is larger than 10 MB", ACCEPTED)
    found = _by_kind(raw)
    text = _LONE.sub("", _CONTROLS.sub("", found.text)).replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\w", text):
        raise Wrong("the file holds no words", ACCEPTED)
    if len(text) > MAX_LETTERS:
        raise Wrong("the document is longer than 2,000,000 characters", "one agreement at a time")
    return replace(found, text=text)


def _by_kind(raw: bytes) -> Words:
    if b"%PDF-" in raw[:1024]:
        text, pages, notes = pdf_text(raw)
        return Words(text, "pdf", pages, notes)
    if raw.startswith(b"PK"):
        text, pages, comments, rows = docx_text(raw)
        return Words(text, "docx", pages, comments=comments, rows=rows)
    if raw.startswith(_OLE):
        raise Wrong(
            "this is the old .doc format or a Word file with a password",
            "the same document saved as .docx, without a password",
        )
    if raw.startswith(b"{\\rtf"):
        raise Wrong("this is a rich text file", "the same document saved as .docx or .txt")
    if raw.startswith(_PICTURES):
        raise Wrong("this is a picture", ACCEPTED)
    if _MARKUP.match(raw[:400]):
        raise Wrong("this is a web page", "the same document saved as PDF, .docx or .txt")
    return _plain(raw)


def _plain(raw: bytes) -> Words:
    text, note = _decoded(raw)
    sample = text[:100_000]
    if len(_CONTROLS.findall(sample)) > max(_SOME_CONTROLS, len(sample) * _TOO_MANY_CONTROLS):
        raise Wrong("this is not text", ACCEPTED)
    return Words(text, "txt", text.count("\f") + 1, (note,) if note else ())


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text and, where it had to be guessed, from which encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(raw, "utf-16")
    nuls = raw[:2000].count(b"\0") / len(raw[:2000])
    if nuls > _NULS_OF_UTF16:
        return _utf16(raw, "utf-16-be" if raw[:1] == b"\0" else "utf-16-le")
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return raw.decode(
            "cp1252", errors="replace"
        ), "It was read as Windows-1252 text, as it is not UTF-8."


def _utf16(raw: bytes, encoding: str) -> tuple[str, str]:
    try:
        return raw.decode(encoding), "It was read as UTF-16 text."
    except UnicodeDecodeError as error:
        raise Wrong("this is not text", ACCEPTED) from error
