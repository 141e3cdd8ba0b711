"""The places for the signatures at the end of a Word file: two parties in a row, never torn apart."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from allied.papers.documents.paper import Signatory, Signatures
from allied.papers.documents.sheet import bottom_line
from allied.papers.documents.text import one_line

# label and value of the left party, a gap, label and value of the right one
WIDTHS = (Cm(2.5), Cm(5.1), Cm(1), Cm(2.5), Cm(5.1))
LABELS = ("Signature", "Name", "Position", "Date")


def draw_signatures(document: Any, block: Signatures) -> None:
    """A table whose only lines are those to write on."""
    for first in range(0, len(block.parties), 2):
        _draw_pair(document, block.parties[first : first + 2])


def _draw_pair(document: Any, pair: Sequence[Signatory]) -> None:
    table = document.add_table(rows=1 + len(LABELS), cols=len(WIDTHS))
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        together = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(together)
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.keep_with_next = row is not table.rows[-1]
    for place, party in enumerate(pair):
        _draw_party(table, party, 3 * place)
    document.add_paragraph(style="Caption")


def _draw_party(table: Any, party: Signatory, column: int) -> None:
    head = table.rows[0].cells[column].merge(table.rows[0].cells[column + 1]).paragraphs[0]
    head.add_run(f"For and on behalf of {one_line(party.organisation)}").bold = True
    head.paragraph_format.space_before = Pt(12)
    values = ("", party.name, party.role, party.day)
    for row, label, value in zip(table.rows[1:], LABELS, values, strict=True):
        label_cell, cell = row.cells[column], row.cells[column + 1]
        for one in (label_cell, cell):
            space = one.paragraphs[0].paragraph_format
            space.space_before, space.space_after = Pt(26 if label == "Signature" else 6), Pt(2)
        label_cell.paragraphs[0].add_run(label)
        cell.paragraphs[0].add_run(one_line(value))
        if not value:
            bottom_line(cell)
