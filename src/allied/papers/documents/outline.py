"""What leads through a Word file: the table of contents, the head of each page, and fields."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from allied.papers.documents.paper import Heading, Paper
from allied.papers.documents.sheet import LINE
from allied.papers.documents.text import one_line

# Titles of sections as links, without page numbers: those would be wrong until somebody updates them.
CONTENTS = r'TOC \o "1-1" \n \h \z \u'


def field(instruction: str) -> Any:
    """A field that Word fills by itself, such as the number of the page."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), instruction)
    return made


def bookmark(paragraph: Any, place: int) -> None:
    """The mark to which the table of contents leads."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(place))
    start.set(qn("w:name"), f"_Toc{place:06}")
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def draw_contents(document: Any, paper: Paper) -> None:
    """A table of contents that stands there at once and that Word can update."""
    # A line of type and no heading: it must not be counted as a section.
    document.add_paragraph(style="Normal").add_run("Contents").bold = True
    entries = list(_entries(paper))
    for at, (place, heading) in enumerate(entries):
        paragraph = document.add_paragraph(style="Normal")
        paragraph.paragraph_format.space_after = 0
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.15))
        if at == 0:
            for kind, text in (("begin", ""), ("", CONTENTS), ("separate", "")):
                _part_of_field(paragraph, kind, text)
        number = f"{heading.number}.\t" if heading.number else ""
        paragraph._p.append(_link(f"_Toc{place:06}", number + one_line(heading.text), paragraph))
        if at == len(entries) - 1:
            _part_of_field(paragraph, "end", "")


def _entries(paper: Paper) -> Iterator[tuple[int, Heading]]:
    for place, block in enumerate(paper.blocks):
        if isinstance(block, Heading) and block.level == 1:
            yield place, block


def _part_of_field(paragraph: Any, kind: str, text: str) -> None:
    run = paragraph.add_run()._r
    if kind:
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
    else:
        part = OxmlElement("w:instrText")
        part.set(qn("xml:space"), "preserve")
        part.text = text
    run.append(part)


def _link(target: str, text: str, paragraph: Any) -> Any:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), target)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(text)._r)
    return link


def draw_header(document: Any, text: str) -> None:
    """The line on top of each page."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run(text)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in {"val": "single", "sz": "4", "space": "4", "color": LINE}.items():
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
