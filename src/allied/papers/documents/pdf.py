"""Draws a paper as a PDF that screen readers understand; the same paper always gives the same bytes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from allied.papers.documents.font import BOX, FOLDER, drawable
from allied.papers.documents.paper import (
    Block,
    Clause,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from allied.papers.documents.text import lettered, printable

MEDIA_TYPE = "application/pdf"
# A fixed day, so that a file says nothing about when or where it was made.
TIMESTAMP = 946_684_800
LAYOUT = Path(__file__).with_name("paper.typ")
UNTITLED = "Untitled"  # PDF/UA asks for a title
LACKS = (
    f"The font of this file lacks some letters of this text; each is shown as {BOX}. "
    "The Word document has them all."
)


def pdf_file(paper: Paper) -> bytes:
    """The bytes of a PDF/UA-1; what people typed is content for the layout, never part of it."""
    content = _whole(paper)
    if BOX in json.dumps(content, ensure_ascii=False) and not _says_box(paper):
        content["note"] = LACKS
    return typst.compile(
        LAYOUT,
        format="pdf",
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(content, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=TIMESTAMP,
    )


def _says_box(paper: Paper) -> bool:
    """Whether the box was written by people; then it stands for itself."""
    return BOX in json.dumps(_whole(paper, draw=printable), ensure_ascii=False)


def _whole(paper: Paper, draw: Any = drawable) -> dict[str, Any]:
    return {
        "title": _line(paper.title, draw) or UNTITLED,
        "subtitle": _line(paper.subtitle, draw),
        "header": _line(paper.header, draw),
        "footer": _line(paper.footer, draw),
        "contents": paper.contents,
        "wide": paper.wide,
        "blocks": [_plain(block, draw) for block in _without_gaps(paper.blocks)],
        "note": "",
    }


def _without_gaps(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings that never skip a level, which PDF/UA forbids."""
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
            yield replace(block, level=last)
        else:
            yield block


def _line(text: str, draw: Any) -> str:
    return " ".join(draw(text).split())


def _plain(block: Block, draw: Any) -> dict[str, Any]:
    match block:
        case Heading():
            return {
                "kind": "heading",
                "text": _line(block.text, draw),
                "level": block.level,
                "number": block.number,
            }
        case Paragraph():
            return {
                "kind": "paragraph",
                "lead": _line(block.lead, draw),
                "lines": draw(block.text).split("\n"),
                "quiet": block.quiet,
            }
        case Clause():
            return {
                "kind": "clause",
                "number": block.number,
                "lead": _line(block.lead, draw),
                "lines": draw(block.text).split("\n"),
                "points": [[f"({mark})", draw(p)] for mark, p in lettered(block.points)],
            }
        case Listing():
            marks = [f"{n}." if block.numbered else "•" for n in range(1, len(block.items) + 1)]
            items = [[m, draw(one)] for m, one in zip(marks, block.items, strict=True)]
            return {"kind": "listing", "points": items}
        case Table():
            return {
                "kind": "table",
                "heads": [draw(head) for head in block.heads],
                "rows": [[draw(cell) for cell in row] for row in block.rows],
                "widths": [round(share, 4) for share in block.shares],
            }
        case Signatures():
            fields = [[p.organisation, p.name, p.role, p.day] for p in block.parties]
            return {"kind": "signatures", "parties": [[_line(f, draw) for f in p] for p in fields]}
