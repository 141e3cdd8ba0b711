"""Numbered clauses in a Word file: sections 1, 2, 3, clauses 1.1, 1.2 and points (a), (b), by Word itself."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

CLAUSE, POINT = "Clause", "Clause Point"
SCHEME = 90
# level: style, what is counted, how it reads, left edge and hanging indent in twentieths of a point
LEVELS = (
    ("Heading1", "decimal", "%1.", 652, 652),
    ("Clause", "decimal", "%1.%2", 652, 652),
    ("ClausePoint", "lowerLetter", "(%3)", 1106, 454),
)


def clause_styles(document: Any) -> None:
    """Give headings of sections, clauses and points the numbers of one scheme."""
    scheme = document.part.numbering_part.element
    scheme.insert(0, _scheme())
    _number(scheme, SCHEME)
    for name in (CLAUSE, POINT):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        style.paragraph_format.space_after = Pt(6 if name == CLAUSE else 3)
    for level, name in enumerate(("Heading 1", CLAUSE, POINT)):
        _put(document.styles[name].element.get_or_add_pPr(), SCHEME, level)


def _scheme() -> Any:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{counted}"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="tab"/><w:lvlText w:val="{reads}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        for level, (style, counted, reads, left, hanging) in enumerate(LEVELS)
    )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{SCHEME}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _number(scheme: Any, number: int) -> None:
    scheme.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{SCHEME}"/></w:num>'
        )
    )


def _put(properties: Any, number: int, level: int) -> None:
    numbers = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        part = OxmlElement(tag)
        part.set(qn("w:val"), str(value))
        numbers.append(part)
    properties._insert_numPr(numbers)
