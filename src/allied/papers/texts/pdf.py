"""The text of a PDF, page by page; a scan has none and says so."""

import io
from collections.abc import Iterator

from allied.papers.workbook.problems import Wrong

from .limits import MAX_PAGES, MIN_LETTERS_A_PAGE

_WITH_TEXT = "a PDF with text: run text recognition over the scan, or take the Word file"
_SHOWN = 10


def pdf_text(raw: bytes) -> tuple[str, int, tuple[str, ...]]:
    """The text with \\f between pages, how many pages, and which of them are pictures only."""
    pages = list(_pages(raw))
    bare = [
        number for number, text in enumerate(pages, 1) if len(text.strip()) < MIN_LETTERS_A_PAGE
    ]
    if len(bare) == len(pages):
        many = (
            "its only page is a picture"
            if len(pages) == 1
            else f"all {len(pages)} pages are pictures"
        )
        raise Wrong(f"the PDF has no text, {many}", _WITH_TEXT)
    notes: tuple[str, ...] = ()
    if bare:
        named = ", ".join(map(str, bare[:_SHOWN])) + (" …" if len(bare) > _SHOWN else "")
        notes = (f"Without text, and so not read: page {named}.",)
    return "\f".join(pages), len(pages), notes


def _pages(raw: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only the reading process needs it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Wrong("the PDF is protected with a password", "the same PDF without a password")
        if len(reader.pages) > MAX_PAGES:
            raise Wrong(f"the PDF has more than {MAX_PAGES:,} pages", "one agreement at a time")
        for page in reader.pages:
            yield page.extract_text() or ""
    except Wrong:
        raise
    except NotImplementedError as error:
        raise Wrong(
            "the PDF is locked in a way that cannot be read", "the same PDF without a password"
        ) from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        ArithmeticError,
        ImportError,
    ) as error:
        raise Wrong("the PDF is damaged or cut off", "a complete PDF") from error
