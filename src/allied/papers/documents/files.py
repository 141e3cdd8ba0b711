"""A paper in the format that somebody asked for, with its name and its media type."""

from typing import NamedTuple

from allied.papers.documents import pdf, word
from allied.papers.documents.paper import Paper
from allied.papers.documents.plain import markdown_text

MARKDOWN = "text/markdown; charset=utf-8"


class FileMade(NamedTuple):
    """A file to take along."""

    name: str
    media_type: str
    content: bytes


def file_of(paper: Paper, kind: str, name: str) -> FileMade:
    """The paper as md, docx or pdf, named after `name`."""
    match kind:
        case "md":
            return FileMade(f"{name}.md", MARKDOWN, markdown_text(paper).encode())
        case "docx":
            return FileMade(f"{name}.docx", word.MEDIA_TYPE, word.word_file(paper))
        case "pdf":
            return FileMade(f"{name}.pdf", pdf.MEDIA_TYPE, pdf.pdf_file(paper))
    raise ValueError(f"a paper does not come as {kind}")
