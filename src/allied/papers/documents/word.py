"""Draws a paper as a Word file: what people typed enters as plain runs of text, never as markup."""

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Cm

from allied.papers.documents.archive import settled
from allied.papers.documents.numbering import CLAUSE, POINT, clause_styles
from allied.papers.documents.outline import bookmark, draw_contents, draw_header, field
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
from allied.papers.documents.sheet import CELL, bottom_line, close_cells, empty_sheet, text_width
from allied.papers.documents.signing_page import draw_signatures
from allied.papers.documents.text import one_line, printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(paper: Paper) -> bytes:
    """The bytes of a .docx; the same paper always gives the same bytes."""
    document = empty_sheet(wide=paper.wide)
    if any(isinstance(block, Clause) for block in paper.blocks):
        clause_styles(document)
    _line(document, paper.title, "Title")
    _line(document, paper.subtitle, "Subtitle")
    if paper.contents:
        draw_contents(document, paper)
    for place, block in enumerate(paper.blocks):
        _draw(document, block, place)
    if paper.header:
        draw_header(document, one_line(paper.header))
    _draw_footer(document, paper.footer)
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue())


def _draw(document: Any, block: Block, place: int) -> None:
    match block:
        case Heading():
            bookmark(_line(document, block.text, f"Heading {block.level}"), place)
        case Clause():
            _draw_clause(document, block)
        case Signatures():
            draw_signatures(document, block)
        case Paragraph():
            _draw_paragraph(document, block)
        case Listing():
            _draw_listing(document, block)
        case Table():
            _draw_table(document, block)


def _line(document: Any, text: str, style: str) -> Any:
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(one_line(text))
    return paragraph


def _draw_clause(document: Any, block: Clause) -> None:
    # The number itself is Word's: whoever inserts a clause finds the others renumbered.
    paragraph = document.add_paragraph(style=CLAUSE)
    if block.lead:
        paragraph.add_run(f"{one_line(block.lead)} ").bold = True
    paragraph.add_run(printable(block.text))
    for point in block.points:
        document.add_paragraph(style=POINT).add_run(printable(point))


def _draw_paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style="Caption" if block.quiet else "Normal")
    if block.lead:
        paragraph.add_run(f"{one_line(block.lead)} ").bold = True
    paragraph.add_run(printable(block.text))


def _draw_listing(document: Any, block: Listing) -> None:
    for place, item in enumerate(block.items, 1):
        if not block.numbered:
            document.add_paragraph(style="List Bullet").add_run(printable(item))
            continue
        # Word's own numbering would run on from one list to the next.
        paragraph = document.add_paragraph(style="Normal")
        space = paragraph.paragraph_format
        space.left_indent, space.first_line_indent = Cm(0.63), Cm(-0.63)
        space.tab_stops.add_tab_stop(Cm(0.63))
        paragraph.add_run(f"{place}.\t{printable(item)}")


def _draw_table(document: Any, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.heads))
    table.autofit = False
    close_cells(table)
    widths = [int(text_width(document) * share) for share in block.shares]
    _draw_row(table, block.heads, widths, bold=True)
    for row in block.rows:
        _draw_row(table, row, widths, bold=False)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    document.add_paragraph(style="Caption")


def _draw_row(table: Any, texts: Sequence[str], widths: Sequence[int], *, bold: bool) -> None:
    row = table.add_row()
    together = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(together)
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = CELL
        paragraph.add_run(printable(text)).bold = bold
        bottom_line(cell)


def _draw_footer(document: Any, text: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(text_width(document), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{one_line(text)}\tPage ")
    paragraph._p.append(field("PAGE"))
    paragraph.add_run(" of ")
    paragraph._p.append(field("NUMPAGES"))
